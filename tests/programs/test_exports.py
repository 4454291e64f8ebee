"""Exports of every survey program give the answers of the plain table, or are refused with what to do about it."""

import csv
import io
import json
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from support.paths import BASES, EXPORTS, FIRST_VERSION
from support.schools import first_version
from support.strategies import example_count
from support.tables import account, read, sheet_of

from speedbumps.cli import main
from speedbumps.diagnostics.codes import COLUMN_IGNORED
from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.questionnaires.load import find_questionnaire, read_instrument
from speedbumps.questionnaires.translation import translatable_texts
from speedbumps.responses.answers import AnswerPart
from speedbumps.responses.collect import assemble
from speedbumps.responses.headings import Wordings
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.scoring.responses import DK
from speedbumps.tables.files import JSON, PUBLISHED, TABLES

REFUSED = EXPORTS / "refused"
MADE = sorted(
    path for path in EXPORTS.iterdir() if path.suffix in (*TABLES, JSON) and path.name not in ("plain.csv", PUBLISHED)
)
"""Built to the layout that a program documents."""

REAL = sorted(
    path for path in (EXPORTS / "real").iterdir() if path.suffix in (*TABLES, JSON) and path.name != PUBLISHED
)
"""Written by the programs themselves."""

FILES = [*MADE, *REAL]

PROGRAMS = {
    "google": "Google Forms",
    "microsoft": "Microsoft Forms",
    "limesurvey": "LimeSurvey",
    "qualtrics": "Qualtrics",
    "surveyjs": "SurveyJS",
    "kobo": "KoboToolbox or ODK",
    "odk": "KoboToolbox or ODK",
    "plain": "a plain table",
}
PERSONAL = (
    "@example.org",
    "tok3",
    "192.0.2.7",
    "Nameson",
    "R_3",
    "16:32",
    "7000003",
    "c0ffee",
    "uuid:",
    "51.5",
    "555-0100",
)

FIRST = AnswerOptions(str(FIRST_VERSION / "school.yaml"))


def answers(path: Path) -> pl.DataFrame:
    """The answers in the table at *path*; a school that is not named is called as the file is."""
    return require_value(read(path)).people.drop("school")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """What a command says about answers to the first version of the questionnaire, if it names no other."""
    written = [str(argument) for argument in arguments]
    if "-q" not in written:
        written += ["-q", str(FIRST_VERSION / "school.yaml")]
    with pytest.raises(SystemExit) as stopped:
        main(written)
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


def test_there_are_exports_of_every_program() -> None:
    assert len(MADE) >= 25
    assert {path.stem.partition("-")[0] for path in MADE} == set(PROGRAMS)
    assert {path.stem.partition("-")[0] for path in REAL} == {"limesurvey", "surveyjs", "kobo", "odk"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_export_gives_the_same_answers_as_the_plain_table(path: Path) -> None:
    expected, found = answers(EXPORTS / "plain.csv"), answers(path)

    assert expected.equals(found.select(expected.columns))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_program_is_known_by_its_layout(path: Path) -> None:
    assert PROGRAMS[path.stem.partition("-")[0]] == account(path).program


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_plain_table_that_import_writes_is_the_plain_table(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "import", path, "-o", tmp_path / "answers.csv")

    written = (tmp_path / "answers.csv").read_text("utf-8")
    assert code == 0
    assert answers(EXPORTS / "plain.csv").equals(answers(tmp_path / "answers.csv"))
    assert [mark for mark in PERSONAL if mark in written + said] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_column_is_accounted_for(path: Path) -> None:
    found = account(path)
    sheet = sheet_of(path)

    assert [use.column.place for use in found.uses] == list(range(len(sheet.heading)))
    assert all(use.match.to or use.why for use in found.uses)


@pytest.mark.parametrize("name", ["google.csv", "microsoft.xlsx", "surveyjs.json", "qualtrics.tsv"])
@pytest.mark.parametrize("command", ["score", "report", "check"])
def test_every_command_that_takes_answers_reads_exports(
    command: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = [] if command == "check" else ["-o", tmp_path / "written.json"]
    code, _, said = run(capsys, command, EXPORTS / name, *output)

    assert code == 0
    assert [mark for mark in PERSONAL if mark in said] == []


def test_the_scores_of_an_export_are_those_of_the_plain_table(capsys: pytest.CaptureFixture[str]) -> None:
    _, expected, _ = run(capsys, "score", EXPORTS / "plain.csv", "--format", "csv")
    _, found, _ = run(capsys, "score", EXPORTS / "google.csv", "--format", "csv")

    assert expected == found.replace("\ngoogle,", "\nplain,")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("too-far.csv", "too-far.csv:1:3: error SB831 the column 'Does paperwork take up your time?'"),
        ("too-far.csv", "may be about T01, which is not certain"),
        ("turned-round.csv", "turned-round.csv:1:5: error SB831"),
        (
            "answered-twice.csv",
            "answered-twice.csv:2:16: error SB808 T01 has different answers in two columns",
        ),
        ("wrong-answer.csv", "wrong-answer.csv:5:3: error SB801 T01: this is not one of the answers"),
    ],
)
def test_what_is_not_sure_is_refused_at_its_place(name: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, written, said = run(capsys, "import", REFUSED / name)

    assert (code, written) == (1, "")
    assert expected in said
    assert [mark for mark in (*PERSONAL, "said Jo") if mark in said] == []


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("too-far.csv", "  Does paperwork take up your time?: T01\n"),
        ("own-question.csv", "  Would you like to be called back?: ignore\n"),
    ],
)
def test_a_map_settles_it(name: str, columns: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.yaml").write_text(f"format: speedbumps-map/1\ncolumns:\n{columns}", "utf-8")

    code, written, _ = run(capsys, "import", REFUSED / name, "--map", tmp_path / "map.yaml")
    (tmp_path / "answers.csv").write_text(written, "utf-8")

    assert code == 0
    assert answers(EXPORTS / "plain.csv").equals(answers(tmp_path / "answers.csv"))
    assert run(capsys, "score", REFUSED / name, "--map", tmp_path / "map.yaml")[0] == 0
    assert run(capsys, "check", tmp_path / "map.yaml")[0] == 0


def test_the_map_that_is_written_can_be_given_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, settled = EXPORTS / "google-renamed.csv", tmp_path / "map.yaml"

    _, first, warned = run(capsys, "import", path, "--write-map", settled)
    code, again, said = run(capsys, "import", path, "--map", settled)
    # What is only nearly certain is a comment, which somebody finishes.
    settled.write_text(settled.read_text("utf-8").replace('  # "I spend', '  "I spend'), "utf-8")
    finished, last, silent = run(capsys, "import", path, "--map", settled)

    assert (code, finished) == (0, 0)
    assert first == again == last
    assert "SB832" in warned
    assert "SB832" in said
    assert "SB832" not in silent


def test_what_is_open_in_a_written_map_is_left_to_be_finished(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "import", REFUSED / "too-far.csv", "--write-map", tmp_path / "map.yaml")

    assert '  # "Does paperwork take up your time?": T01' in (tmp_path / "map.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("columns: {a: T01}\n", "SB102"),
        ("format: speedbumps-map/1\ncolumns: {Role: T0l}\n", "map.yaml:2:17: error SB802"),
        ("format: speedbumps-map/1\ncolumns: {Role: role, Nothing: T01}\n", "SB808 the map names a column 'Nothing'"),
    ],
)
def test_what_is_wrong_in_a_map_is_told(
    text: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.yaml").write_text(text, "utf-8")

    assert expected in run(capsys, "import", EXPORTS / "google.csv", "--map", tmp_path / "map.yaml")[2]


def test_a_table_without_headings_does_not_show_its_first_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (EXPORTS / "google.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "google.csv").write_text("".join(lines[1:]), "utf-8")

    code, _, said = run(capsys, "score", tmp_path / "google.csv")

    assert code == 1
    assert "the first row holds answers" in said
    assert [mark for mark in PERSONAL if mark in said] == []


def test_wordings_of_every_role_and_nation_are_known() -> None:
    wordings = Wordings(first_version())

    assert wordings.match(["We ask schools for returns that get little use"]).to == "T01"
    assert wordings.match(["T01. Anything at all"]).to == "T01"
    assert wordings.match(["Q7 [I spend time on  paperwork that gets little use.] (2)"]).to == "T01"
    base = require_value(read_instrument(find_questionnaire(str(BASES / "base.yaml"))))
    question = base.questionnaire.questions[0].model_copy(update={"text": "Does {runs} wait?"})
    questionnaire = base.questionnaire.model_copy(update={"questions": (question,)})
    worded = Wordings(base.model_copy(update={"questionnaire": questionnaire}))
    assert worded.match(["Does the trust or local authority wait?"]).to == "T01"


def test_an_export_in_another_language_gives_the_same_answers(tmp_path: Path) -> None:
    for name in ("school.yaml", "school.actions.yaml"):
        (tmp_path / name).write_bytes((FIRST_VERSION / name).read_bytes())
    bent = {key: f"ŵ {text}" for key, text in translatable_texts(first_version().questionnaire, None).items()}
    strings = "".join(f"  {key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in bent.items())
    translation = f"format: speedbumps-translation/1\nof: school\nlanguage: cy\nstatus: draft\nstrings:\n{strings}"
    (tmp_path / "school.cy.yaml").write_text(translation, "utf-8")
    rows = [
        ["Timestamp", "Rôl", bent["questions.T01.text"], bent["questions.T05.wording.team"]],
        ["24/11/2026 16:32:54", bent["roles.teacher.title"], bent["scales.how-often.points.3"], "ŵ I don’t know"],
        ["24/11/2026 16:35:10", bent["roles.leader.title"], "Never", bent["scales.how-true.points.4"]],
    ]
    (tmp_path / "welsh.csv").write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")

    people = assemble([tmp_path / "welsh.csv"]).responses.people

    assert people.select("role", "T01", "T05").rows() == [("teacher", 3, DK), ("leader", 0, 4)]


def test_a_wrong_answer_is_told_in_the_column_of_its_role(tmp_path: Path) -> None:
    rows = ["Timestamp,Role,T01,T01,T02", "24/11/2026 16:32:54,Headteacher,3,,4", "24/11/2026 16:35:10,Teacher,,no,4"]
    (tmp_path / "roles.csv").write_text("\n".join(rows) + "\n", "utf-8")

    (problem,) = (each for each in read(tmp_path / "roles.csv").problems if each.code == "SB801")

    assert problem.span[:2] == (3, 4)


def test_nobody_is_lost_where_headings_were_taken_away(tmp_path: Path) -> None:
    with (EXPORTS / "qualtrics-numbers.csv").open(encoding="utf-8", newline="") as file:
        codes, _, _, *rows = csv.reader(file)
    with (tmp_path / "qualtrics.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([codes, *rows])

    assert answers(EXPORTS / "plain.csv").equals(answers(tmp_path / "qualtrics.csv"))


def test_two_questions_with_the_same_words_are_not_told_apart() -> None:
    first, second, *_ = first_version().questionnaire.questions
    questionnaire = first_version().questionnaire.model_copy(
        update={"questions": (first, second.model_copy(update={"text": first.text}))}
    )

    match = Wordings(first_version().model_copy(update={"questionnaire": questionnaire})).match([first.text])

    assert (match.to, match.near) == (None, ("T01", "T02"))


def _mutilated(content: bytes, data: st.DataObject) -> bytes:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, max(len(content) - 1, 0)))
        match data.draw(st.sampled_from(["cut", "drop", "twice", "line", "bytes", "quote"])):
            case "cut":
                content = content[:start]
            case "drop":
                content = content[:start] + content[start + data.draw(st.integers(1, 80)) :]
            case "twice":
                content = content[:start] + content[start : start + 200] + content[start:]
            case "line":
                end = content.find(b"\n", start) + 1 or len(content)
                content = content[: content.rfind(b"\n", 0, start) + 1] + content[end:]
            case "bytes":
                content = content[:start] + data.draw(st.binary(max_size=12)) + content[start:]
            case _:
                content = content[:start] + b'"' + content[start:]
    return content


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".xlsx", ".parquet"])
@given(data=st.data())
@example_count(60)
def test_a_mutilated_export_is_read_or_refused(
    ending: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    original = data.draw(st.sampled_from([path for path in FILES if path.suffix == ending]))
    path = tmp_path_factory.mktemp("bad") / original.name
    path.write_bytes(_mutilated(original.read_bytes(), data))

    found = read(path)

    assert isinstance(found, LoadResult)
    assert found.value is None or isinstance(found.value, AnswerPart)
    assert (found.value is None) == any(problem.severity == "error" for problem in found.problems)


@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=8), st.recursive(st.none() | st.text() | st.integers() | st.floats(), st.lists)
        ),
        max_size=5,
    )
)
@example_count(100)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, people: list[dict[str, object]]) -> None:
    path = tmp_path_factory.mktemp("json") / "people.json"
    path.write_text(json.dumps(people), "utf-8")

    assert isinstance(read(path), LoadResult)


def test_a_workbook_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
        packed.open("xl/a", "w", force_zip64=True) as part,
    ):
        for _ in range(2049):
            part.write(bytes(2**20))
    (tmp_path / "bomb.xlsx").write_bytes(held.getvalue())

    (problem,) = read(tmp_path / "bomb.xlsx").problems

    assert "far larger than a school's answers" in problem.message


def test_check_takes_a_map_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "format: speedbumps-map/1\ncolumns:\n  Would you like to be called back?: ignore\n"
    (tmp_path / "map.yaml").write_text(text, "utf-8")
    (tmp_path / "wrong.yaml").write_text(text.replace("ignore", "T99"), "utf-8")

    assert "SB847" in run(capsys, "check", REFUSED / "own-question.csv")[1]
    code, written, _ = run(capsys, "check", REFUSED / "own-question.csv", "--map", tmp_path / "map.yaml")
    assert (code, "SB847" in written) == (0, False)
    assert "wrong.yaml:3:" in run(capsys, "check", REFUSED / "own-question.csv", "--map", tmp_path / "wrong.yaml")[1]
    assert run(capsys, "check", REFUSED / "own-question.csv", "--map", tmp_path / "none.yaml")[0] == 2


def test_check_holds_a_table_against_the_questionnaire_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.csv").write_text("role,T12\nteacher,3\n", "utf-8")

    assert run(capsys, "check", tmp_path / "answers.csv")[0] == 0
    code, written, _ = run(capsys, "check", tmp_path / "answers.csv", "-q", EXPORTS.parent / "bases" / "base.yaml")
    assert code == 1
    assert "answers.csv:1:2: error SB802 there is no question 'T12'" in written
    assert "error SB804" in run(capsys, "check", tmp_path / "answers.csv", "--form", "none")[1]
    assert run(capsys, "check", tmp_path / "answers.csv", "-q", "nowhere")[0] == 2


@pytest.mark.parametrize(
    ("name", "heading", "question"),
    [
        ("kobo", "time.time_how_often.T01", "T01"),
        ("kobo", "time > T01", "T01"),
        ("limesurvey", "grid1_T01", "T01"),
        ("limesurvey", "I_spend_time_on_paperwork_that_gets_little_use.", "T01"),
        ("limesurvey", "I spend time on paperwork that gets little use. &amp; <br />", None),
        ("limesurvey", "Comment on T01", None),
    ],
)
def test_headings_as_settings_of_programs_write_them(
    name: str, heading: str, question: str | None, tmp_path: Path
) -> None:
    rows = list(csv.reader(io.StringIO((EXPORTS / f"real/{REAL_OF[name]}").read_text("utf-8-sig"))))
    place = next(at for at, each in enumerate(rows[0]) if "T01" in each)
    rows[0][place] = heading
    with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    use = next(use for use in account(tmp_path / f"{name}.csv").uses if use.column.place == place)

    assert (use.match.to if use.match.exact else None) == question


REAL_OF = {"kobo": "odk-names.csv", "limesurvey": "limesurvey-arrays-code.csv"}


@pytest.mark.parametrize("name", ["kobo-not-approved.csv", "kobo-not-approved.xlsx", "odk-review.csv"])
def test_what_a_review_rejected_is_not_counted_and_told(name: str) -> None:
    found = read(EXPORTS / "real" / name)

    assert [each.message for each in found.problems if each.code == "SB833"] == [
        "1 row is not counted: 1 rejected in a review"
    ]


def test_a_column_about_no_question_is_named_where_something_stands_in_it(tmp_path: Path) -> None:
    lines = (EXPORTS / "real/odk-names.csv").read_text("utf-8").splitlines()
    lines = [f"{lines[0]},welcome", *(f"{line}," for line in lines[1:])]
    (tmp_path / "empty.csv").write_text("\n".join(lines) + "\n", "utf-8")
    late = [*lines, *(lines[1:] * 11)]
    (tmp_path / "late.csv").write_text("\n".join([*late[:-1], f"{late[-1]}words"]) + "\n", "utf-8")

    assert COLUMN_IGNORED not in {each.code for each in read(tmp_path / "empty.csv").problems}
    late_read = read(tmp_path / "late.csv")
    (problem,) = [each for each in late_read.problems if each.code == COLUMN_IGNORED]
    assert late_read.value is not None
    assert problem.span[1] == lines[0].count(",") + 1


@pytest.mark.parametrize(
    ("start", "name", "expected"),
    [
        (b"PK\x03\x04", "export.csv", "this file is damaged, or has a password; save it again as .xlsx or CSV"),
        (b"\xd0\xcf\x11\xe0", "export.xls", "this file is a workbook of an old Excel, or one with a password"),
        (b"\x1f\x8b\x08", "export.csv", "this file is packed (gzip); unpack it"),
    ],
)
def test_what_is_packed_or_locked_is_refused_with_what_to_do(
    start: bytes, name: str, expected: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(start + bytes(200))

    (problem,) = read(tmp_path / name).problems

    assert expected in problem.message


def test_limesurvey_is_known_where_nobody_handed_in_and_some_wrote_another_role(tmp_path: Path) -> None:
    with (EXPORTS / "real/limesurvey-german.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file, delimiter=";")
    role = heading.index("Ihre Rolle")
    heading.insert(role + 1, "Ihre Rolle [Other]")
    for row in rows:
        row[1] = ""
        row.insert(role + 1, "Jo Nameson's deputy")
    with (tmp_path / "incomplete.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([heading, *rows])

    found = account(tmp_path / "incomplete.csv")

    assert found.program == "LimeSurvey"
    assert answers(EXPORTS / "plain.csv").equals(require_value(found.parts)[0].people.select(ROLES_AND_QUESTIONS))
    assert [use.why for use in found.uses if use.column.heading.endswith("[Other]")] == ["may show who somebody is"]


ROLES_AND_QUESTIONS = answers(EXPORTS / "plain.csv").columns


def google(tmp_path: Path, name: str, roles: dict[int, str]) -> Path:
    """The Google export with other words for some people's roles."""
    with (EXPORTS / "google.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    for place, role in roles.items():
        rows[place][heading.index("Role")] = role
    with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return tmp_path / name


def test_what_people_call_themselves_is_their_role(tmp_path: Path) -> None:
    path = google(tmp_path, "google.csv", {0: "Deputy Headteacher", 1: "TA", 2: "class teacher"})

    assert answers(path).get_column("role").to_list()[:3] == ["leader", "support", "teacher"]


def test_a_map_settles_what_stands_for_a_role(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = google(tmp_path, "google.csv", {0: "Bursar", 1: "Forest school"})
    text = "format: speedbumps-map/1\ncolumns: {}\nroles: {bursar: support, Forest School: teacher}\n"
    (tmp_path / "map.yaml").write_text(text, "utf-8")
    (tmp_path / "wrong.yaml").write_text(text.replace("support", "janitor"), "utf-8")

    code, written, said = run(capsys, "import", path, "--map", tmp_path / "map.yaml")
    assert (code, "SB806" in said) == (0, False)
    assert [row["role"] for row in csv.DictReader(io.StringIO(written))][:2] == ["support", "teacher"]
    assert "SB806 there is no role 'janitor'" in run(capsys, "import", path, "--map", tmp_path / "wrong.yaml")[2]
    assert "SB806" in run(capsys, "import", path)[2]


def test_an_address_that_marks_a_draft_counts_once_and_is_written_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (EXPORTS / "google.csv").read_text("utf-8").splitlines()
    (tmp_path / "google.csv").write_text("\n".join([*lines, lines[3]]) + "\n", "utf-8")
    (tmp_path / "map.yaml").write_text("format: speedbumps-map/1\ncolumns: {Username: draft}\n", "utf-8")

    _, written, said = run(capsys, "import", tmp_path / "google.csv", "--map", tmp_path / "map.yaml")
    (tmp_path / "plain.csv").write_text(written, "utf-8")

    assert "@" not in written + said
    assert assemble([tmp_path / "plain.csv"], FIRST).responses.people.height == 12


def test_a_map_that_somebody_finished_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.yaml").write_text("mine", "utf-8")

    code, _, said = run(capsys, "import", EXPORTS / "google.csv", "--write-map", tmp_path / "map.yaml")

    assert (code, (tmp_path / "map.yaml").read_text("utf-8")) == (2, "mine")
    assert "exists already" in said


def test_a_review_takes_a_map_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "map.yaml").write_text(
        "format: speedbumps-map/1\ncolumns:\n  Would you like to be called back?: ignore\n", "utf-8"
    )
    arguments = ("review", REFUSED / "own-question.csv", "--map", tmp_path / "map.yaml", "-o", tmp_path / "review.yaml")

    assert "SB831" not in run(capsys, *arguments)[2]


def test_the_only_school_in_the_table_is_that_of_a_file_that_names_none(tmp_path: Path) -> None:
    (tmp_path / "what slows us.csv").write_bytes((EXPORTS / "google.csv").read_bytes())
    (tmp_path / "schools.csv").write_text("id,name,nation\nhillside,Hillside Primary,wales\n", "utf-8")
    (tmp_path / "two.csv").write_text("id,name\nhillside,Hillside\nvalley,Valley\n", "utf-8")

    one = assemble([tmp_path / "what slows us.csv"], FIRST._replace(schools=tmp_path / "schools.csv"))
    two = assemble([tmp_path / "what slows us.csv"], FIRST._replace(schools=tmp_path / "two.csv"))

    assert set(one.responses.people.get_column("school")) == {"hillside"}
    assert one.responses.schools["hillside"].nation == "wales"
    assert "the only one in the table" in one.notices[-1].message
    assert set(two.responses.people.get_column("school")) == {"what slows us"}


def test_cells_set_aside_under_an_id_and_a_name_of_one_school_are_added_up(tmp_path: Path) -> None:
    rows = "hillside,9,1\n" * 2 + "Hillside Primary,9,1\n" * 3
    (tmp_path / "staff.csv").write_text("school,T01,T02\n" + rows, "utf-8")
    (tmp_path / "schools.csv").write_text("id,name\nhillside,Hillside Primary\nvalley,Valley\n", "utf-8")

    found = assemble([tmp_path / "staff.csv"], FIRST._replace(schools=tmp_path / "schools.csv", set_aside=True))

    assert found.responses.set_aside == {"hillside": 5}


def test_a_folder_holds_other_things_beside_answers(tmp_path: Path) -> None:
    (tmp_path / "google.csv").write_bytes((EXPORTS / "google.csv").read_bytes())
    (tmp_path / "~$google.xlsx").write_bytes(b"lock")
    (tmp_path / "map.yaml").write_text("format: speedbumps-map/1\ncolumns: {}\n", "utf-8")
    (tmp_path / "mail.yaml").write_text("subject: The survey\n", "utf-8")

    found = assemble([tmp_path], FIRST)

    assert found.responses.people.height == answers(EXPORTS / "plain.csv").height
    told = " ".join(str(each) for each in found.notices)
    assert "map of columns" in told
    assert "mail.yaml:1:1: warning SB841 this is not a file of answers, and is left out" in told


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_command_takes_a_table_for_what_import_takes_it_for(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "table of schools" not in "".join(run(capsys, "check", path)[1:])
    assert run(capsys, "score", path, "--format", "csv")[0] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zelda Person,3,hates the head,2\nTom Person,1,likes it,4\n", "no heading is a question's id or its words"),
        (
            "T01,T02,T03,T04,T05,T06,T07,T08\n" + "5,4,3,2,1,5,4,3\n" * 8,
            "answers are numbered from 1, in T01, T06, where the scales",
        ),
    ],
)
def test_a_table_that_begins_wrongly_is_told_so_without_its_answers(
    text: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ash.csv").write_text(text, "utf-8")

    for command in (("import",), ("check",), ("score",), ("score", "--set-aside")):
        code, written, said = run(capsys, command[0], tmp_path / "ash.csv", *command[1:])
        assert (code, expected in written + said) == (1, True)
        assert "Person" not in written + said


@pytest.mark.parametrize(
    "heading", ["School", "Which school do you work at?", "Name of your school", "School name", "Your school", "Ysgol"]
)
def test_schools_are_asked_for_in_many_words(heading: str) -> None:
    assert Wordings(first_version()).match([heading]).to == "school"


def several(tmp_path: Path) -> Path:
    heading = "Timestamp,Which school do you work at?,Role,T01. Anything"
    rows = [
        f"2026/11/1{n} 10:32:54,{school},Teacher,Often" for n, school in enumerate(["Dene Park High"] * 5 + ["Ash"] * 5)
    ]
    (tmp_path / "trust.csv").write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    (tmp_path / "schools.csv").write_text("id,name\ndene,Dene Park High School\nash,Ash\n", "utf-8")
    return tmp_path / "trust.csv"


def test_one_school_of_several_is_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = several(tmp_path)

    assert "2 schools: ash (5), dene park high (5)" in run(capsys, "import", path)[2]
    assert (
        "'dene park high' is taken for 'Dene Park High School' (dene); if that is wrong, give its id"
        in run(capsys, "score", path, "--schools", tmp_path / "schools.csv", "--format", "csv")[2]
    )
    code, written, _ = run(capsys, "report", path, "--school", "ASH", "--format", "json")
    assert (code, json.loads(written)["respondents"]["n"]) == (0, 5)
    assert "Choose one with --school" in run(capsys, "report", path)[2]
    assert (
        "there is no school 'elm' in these answers; there is ash" in run(capsys, "report", path, "--school", "elm")[2]
    )


@pytest.mark.parametrize(
    ("rounds", "wanted", "people", "said"),
    [
        (["a", "a", ""], None, 3, "'ash' has fewer than 5 rows that name no round, and are counted with 'a'"),
        (["a", "a", ""], "a", 3, "'ash' has fewer than 5 rows that name no round, and are counted with 'a'"),
        (["a", "b", ""], "a", 1, "'ash' has fewer than 5 rows that name no round, and are left out"),
        (["", "", ""], None, 3, None),
    ],
)
def test_rows_without_a_round(
    rounds: list[str], wanted: str | None, people: int, said: str | None, tmp_path: Path
) -> None:
    (tmp_path / "ash.csv").write_text("role,round,T01\n" + "".join(f"teacher,{name},3\n" for name in rounds), "utf-8")

    found = assemble([tmp_path / "ash.csv"], FIRST._replace(round=wanted))

    assert found.responses.people.height == people
    assert [each.message for each in found.notices] == ([said] if said else [])


def test_a_private_column_is_a_draft_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("school", "O1", "round"):
        (tmp_path / "map.yaml").write_text(f"format: speedbumps-map/1\ncolumns: {{Username: {name}}}\n", "utf-8")
        code, written, said = run(capsys, "import", EXPORTS / "google.csv", "--map", tmp_path / "map.yaml")
        assert (code, written) == (1, "")
        assert "may show who somebody is, so a map can only ignore" in said


def test_the_account_of_a_plain_table_is_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, said = run(capsys, "import", EXPORTS / "plain.csv", "--write-map", tmp_path / "map.yaml")

    assert "14 columns are used: role, T01" in said
    assert (tmp_path / "map.yaml").is_file()


def test_that_several_sheets_are_read_is_said(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Form1", "Form2"):
        sheet = book.create_sheet(name)
        sheet.append(["role", "T01"])
        sheet.append(["teacher", "3"])
    book.save(tmp_path / "two.xlsx")

    found = read(tmp_path / "two.xlsx")

    assert found.value is not None
    assert "2 sheets have the same headings and are read together: 'Form1', 'Form2'; --sheet chooses one" in [
        each.message for each in found.problems
    ]


def test_all_mistakes_in_a_table_of_schools_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "id,name,headcount\nash,Ash,many\nash,Ash,4\nelm,Elm,few\nash,Again,5\n"
    (tmp_path / "schools.csv").write_text(text, "utf-8")
    (tmp_path / "schools.xls").write_bytes(b"PK\x03\x04")

    said = run(capsys, "score", EXPORTS / "plain.csv", "--schools", tmp_path / "schools.csv", "--verbose")[2]
    assert [place for place in ("schools.csv:2:3", "schools.csv:4:3", "schools.csv:5:1") if place in said] == [
        "schools.csv:2:3",
        "schools.csv:4:3",
        "schools.csv:5:1",
    ]
    other = run(capsys, "score", EXPORTS / "plain.csv", "--schools", tmp_path / "schools.xls")[2]
    assert "schools.xls:1:1: error SB011 this file is damaged, or has a password" in other


def test_scores_are_not_written_where_they_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "score", EXPORTS / "plain.csv", "-o", tmp_path / "scores.pdf")[0] == 2
    assert list(tmp_path.iterdir()) == []


def test_names_in_a_map_may_be_written_small_and_another_file_is_no_map(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "format: speedbumps-map/1\ncolumns: {Does paperwork take up your time?: t01, Role: ROLE}\n"
    (tmp_path / "map.yaml").write_text(text, "utf-8")
    (tmp_path / "schools.csv").write_text("id,name\nash,Ash\n", "utf-8")

    assert run(capsys, "import", REFUSED / "too-far.csv", "--map", tmp_path / "map.yaml")[0] == 0
    assert "this is not a map" in run(capsys, "import", REFUSED / "too-far.csv", "--map", tmp_path / "schools.csv")[2]
