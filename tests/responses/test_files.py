"""Whatever lies in a folder is read, or is a problem with its reason; nothing hangs and nothing stops the others."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from support.tables import write_table

from speedbumps.cli import main
from speedbumps.diagnostics.codes import EMPTY, KIND, NOT_ANSWERS, NOT_READ
from speedbumps.diagnostics.problem import BadFilesError
from speedbumps.responses.collect import AnswerSet, assemble, assemble_many
from speedbumps.responses.read_files import AnswerOptions
from speedbumps.tables.files import OTHER_WORKBOOKS, list_files, read_file

GOOD = "role,T01,T02,T03\n" + "teacher,1,2,0\n" * 6
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a system with pipes and links to unskip")


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as here:
        before = Path.cwd()
        os.chdir(path.parent)  # the path of a socket has to be short
        try:
            here.bind(path.name)
        finally:
            os.chdir(before)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _written(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


ODD: dict[str, tuple[str, Callable[[Path], None]]] = {
    "dangling link": ("odd.csv", _dangling),
    "looping link": ("odd.csv", _loop),
    "pipe": ("odd.csv", _pipe),
    "socket": ("odd.csv", _socket),
    "device": ("odd.csv", _device),
    "empty": ("odd.csv", _written(b"")),
    "blank": ("odd.csv", _written(b"\n\n  \n")),
    "zeros": ("odd.csv", _written(b"\0" * 5000)),
    "random": ("odd.csv", _written(bytes(range(256)) * 40)),
    "old workbook": ("odd.csv", _written(b"\xd0\xcf\x11\xe0" + b"\1" * 600)),
    "damaged workbook": ("odd.xlsx", _written(b"PK\x03\x04" + bytes(range(256)) * 9)),
    "damaged zip": ("odd.zip", _written(b"PK\x03\x04" + b"x" * 90)),
    "gzip": ("odd.csv", _written(b"\x1f\x8b" + b"x" * 90)),
    "damaged parquet": ("odd.parquet", _written(b"PAR1" + b"x" * 90 + b"PAR1")),
    "yaml": ("odd.yaml", _written(b"format: speedbumps-answers/1\nanswers: [")),
    "bytes in yaml": ("odd.yaml", _written(bytes(range(128, 256)))),
}


def _workbook() -> bytes:
    """Return a workbook of answers."""
    held = BytesIO()
    pl.DataFrame({"role": ["teacher"] * 6, "T01": [4] * 6, "T02": [0] * 6}).write_excel(held)
    return held.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"good{number}.csv").write_text(GOOD.replace("1,2,0", f"1,{number},0"), "utf-8")
    return tmp_path


OLD = b"\xd0\xcf\x11\xe0" + b"\1" * 600


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".csv", ".txt", ".parquet", ".json", ".zip"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (OLD, "a workbook of an old Excel, or one with a password; save it as .xlsx without a password"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "with a password; remove the password, and save it as .xlsx"),
        (b"%PDF-1.7", "a PDF; export the answers as CSV or .xlsx"),
        (b"<html><table>", "a web page; export the answers as CSV or .xlsx"),
    ],
)
def test_what_a_file_really_is_is_said_whatever_its_name(
    content: bytes, expected: str, ending: str, tmp_path: Path
) -> None:
    (tmp_path / f"answers{ending}").write_bytes(content)

    with pytest.raises(BadFilesError) as stopped:
        assemble([tmp_path / f"answers{ending}"])

    (problem,) = stopped.value.problems
    assert (problem.code, expected in problem.message) == (KIND, True)


@POSIX
@pytest.mark.parametrize("kind", ODD)
def test_a_file_that_cannot_be_read_stops_no_other(kind: str, folder: Path) -> None:
    name, make = ODD[kind]
    make(folder / name)

    found = assemble_many([folder], AnswerOptions())

    assert found.responses.people.get_column("school").unique().sort().to_list() == ["good0", "good1", "good2"]
    assert [Path(each.path).name for each in (*found.problems, *found.notices) if "odd" in each.path] != []
    assert {each.path for each in found.problems} <= {str(folder / name)}


@POSIX
@pytest.mark.parametrize("kind", ODD)
def test_a_file_that_cannot_be_read_is_one_sentence(kind: str, tmp_path: Path) -> None:
    name, make = ODD[kind]
    make(tmp_path / name)

    with pytest.raises(BadFilesError) as stopped:
        assemble([tmp_path / name])

    messages = [each.message for each in stopped.value.problems]
    assert messages
    assert all("\n" not in message and len(message) < 300 for message in messages)
    assert all(each.path == str(tmp_path / name) for each in stopped.value.problems)


AS_NOBODY = """
import os, sys
from pathlib import Path
from speedbumps.responses.collect import assemble_many
from speedbumps.responses.read_files import AnswerOptions
assemble_many([Path(sys.argv[1]) / "good0.csv"], AnswerOptions())  # loads what nobody else may be able to load
os.setgid(65534), os.setuid(65534)
found = assemble_many([Path(sys.argv[1])], AnswerOptions())
print(sorted(found.responses.people.get_column("school").unique()))
print(*sorted(f"{Path(each.path).name}: {each.message}" for each in found.problems), sep="\\n")
"""


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="run as root, to give a file to somebody else")
def test_what_one_has_no_right_to_open_is_a_problem(folder: Path) -> None:
    for at in (folder, *folder.parents[:3]):  # pytest keeps these to itself
        at.chmod(0o755)
    (folder / "secret.csv").write_text(GOOD, "utf-8")
    (folder / "secret.csv").chmod(0)
    (folder / "inner").mkdir(mode=0)

    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "['good0', 'good1', 'good2']",
        "inner: this folder cannot be opened: Permission denied",
        "secret.csv: the file cannot be opened: Permission denied",
    ]


def test_a_folder_with_the_name_of_a_table_is_a_folder(folder: Path) -> None:
    (folder / "more.csv").mkdir()
    (folder / "more.csv" / "inside.csv").write_text(GOOD.replace("0\n", "4\n"), "utf-8")

    found = assemble_many([folder], AnswerOptions())

    assert "inside" in found.responses.people.get_column("school").unique().to_list()
    assert found.problems == ()


ALLOWED = "[1]{a,b}*?'\"`$&;()#!~ +=@,%^é漢字\u200b😀-_.\t\n"


@POSIX
@pytest.mark.parametrize("sign", ALLOWED)
def test_a_path_is_a_name_and_no_pattern(sign: str, tmp_path: Path) -> None:
    (tmp_path / f"survey{sign}1.csv").write_text(GOOD, "utf-8")
    (tmp_path / "survey1.csv").write_text(GOOD.replace("teacher", "head") * 2, "utf-8")
    (tmp_path / "surveya.csv").write_text(GOOD.replace("teacher", "head"), "utf-8")

    found = assemble([tmp_path / f"survey{sign}1.csv"])

    assert found.responses.people.get_column("role").to_list() == ["teacher"] * 6


@pytest.mark.parametrize("ending", [".parquet", ".xlsx", ".yaml"])
def test_brackets_are_part_of_a_name_in_every_kind_of_file(ending: str, tmp_path: Path) -> None:
    right, other = tmp_path / f"survey[1]{ending}", tmp_path / f"survey1{ending}"
    for path, people in ((right, 6), (other, 9)):
        frame = pl.DataFrame({"role": ["teacher"] * people, "T01": [1] * people, "T02": [0] * people})
        match ending:
            case ".parquet":
                with path.open("wb") as file:
                    frame.write_parquet(file)
            case ".xlsx":
                frame.write_excel(path)
            case _:
                path.write_text(
                    "format: speedbumps-answers/1\nquestionnaire: school\nversion: 2.0.0\n"
                    f"school: {{id: s{people}}}\nanswers: {{T01: 1, T02: 2}}\n",
                    "utf-8",
                )

    found = assemble([right])

    assert found.responses.people.height == (1 if ending == ".yaml" else 6)


def test_files_are_listed_as_people_count(tmp_path: Path) -> None:
    for name in ("a10.csv", "a2.csv", "A1.csv", "b.txt", "c.pdf", "~$a2.csv", ".hidden.csv", "audit.json", "d.json"):
        (tmp_path / name).write_text("x", "utf-8")

    found = list_files([tmp_path])

    assert [path.name for path in found.files] == ["A1.csv", "a2.csv", "a10.csv", "b.txt", "d.json"]
    assert [each.message for each in found.problems if "c.pdf" in each.message] != []


PLAN = "format: speedbumps-plan/1\nschool: oak\nquestionnaire: school@2.0.0\n"


@pytest.mark.parametrize("read", [assemble, assemble_many])
@pytest.mark.parametrize("named", [True, False])
def test_a_plan_among_answers_is_left_out_with_a_message_that_says_what_takes_it(
    read: Callable[[list[Path], AnswerOptions], AnswerSet],
    named: bool,  # noqa: FBT001 - parametrised
    tmp_path: Path,
) -> None:
    answers, plan = tmp_path / "oak.csv", tmp_path / "plan.yaml"
    answers.write_text(GOOD, "utf-8")
    plan.write_text(PLAN, "utf-8")

    found = read([answers, plan] if named else [tmp_path], AnswerOptions())

    assert found.responses.people.height == 6
    (notice,) = (each for each in found.notices if each.path == str(plan))
    assert (notice.code, notice.severity) == (NOT_ANSWERS, "warning")
    assert "this is a school's plan, not answers; 'speedbumps report' takes it with --plan plan.yaml" in notice.message


def test_a_plan_alone_is_no_file_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, "utf-8")

    with pytest.raises(BadFilesError) as stopped:
        assemble([path])

    (problem,) = stopped.value.problems
    assert (problem.path, problem.code) == (str(path), NOT_ANSWERS)


@pytest.mark.parametrize("read", [assemble, assemble_many])
def test_folders_in_folders_are_read_whoever_asks(
    read: Callable[[list[Path], AnswerOptions], AnswerSet], folder: Path
) -> None:
    for number, inner in enumerate(("one", "one/two", ".hidden", "_kept")):
        (folder / inner).mkdir()
        (folder / inner / f"in{number}.csv").write_text(GOOD.replace("1,2,0", f"{number},4,0"), "utf-8")

    found = read([folder], AnswerOptions())

    schools = found.responses.people.get_column("school").unique().sort().to_list()
    assert schools == ["good0", "good1", "good2", "in0", "in1"]


@pytest.mark.parametrize("ending", OTHER_WORKBOOKS)
@pytest.mark.parametrize("within", [".", "inner"])
def test_a_workbook_that_is_not_read_is_named_with_what_to_do(ending: str, within: str, folder: Path) -> None:
    (folder / within).mkdir(exist_ok=True)
    (folder / within / f"Oak{ending.upper()}").write_bytes(OLD)
    (folder / within / f"good0{ending}").write_bytes(OLD)
    (folder / within / "good0.xlsx").write_bytes(_workbook())

    found = assemble_many([folder], AnswerOptions())

    wrong = {Path(each.path).name: each.message for each in found.problems if each.code == NOT_READ}
    named = {Path(each.path).name: each.message for each in found.notices if each.code == NOT_READ}
    assert OTHER_WORKBOOKS[ending] in wrong[f"Oak{ending.upper()}"]
    assert f"good0{ending}" not in wrong
    assert f"good0{ending}; files of answers end in" in named[folder.name]


@pytest.mark.parametrize("ending", OTHER_WORKBOOKS)
@pytest.mark.parametrize("command", ["score", "report", "batch", "check"])
def test_a_workbook_that_is_not_read_is_refused_with_what_to_do(
    command: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"Oak{ending}"
    path.write_bytes(OLD)

    with pytest.raises(SystemExit) as stopped:
        main([command, str(path), *(("--out", str(tmp_path / "out")) if command == "batch" else ())])

    said = capsys.readouterr()
    assert stopped.value.code == 1
    assert OTHER_WORKBOOKS[ending] in said.out + said.err


def test_a_numbers_document_that_is_a_folder_is_named(folder: Path) -> None:
    (folder / "Oak.numbers/Data").mkdir(parents=True)
    (folder / "Oak.numbers/Index.zip").write_bytes(b"PK")

    found = assemble_many([folder], AnswerOptions())

    assert [Path(each.path).name for each in found.problems if each.code == NOT_READ] == ["Oak.numbers"]


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n\t\n"])
@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".parquet"])
def test_empty_files_are_empty_and_no_copies(content: bytes, ending: str, folder: Path) -> None:
    names = {f"empty{number}{ending}" for number in range(12)}
    for name in names:
        (folder / name).write_bytes(content)

    found = assemble_many([folder], AnswerOptions())

    assert {Path(each.path).name: each.code for each in found.problems} == dict.fromkeys(names, EMPTY)


def test_a_file_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nothing.csv")


PEOPLE = [{"role": "teacher", "T01": at % 5, "T02": 1, "T03": 0} for at in range(6)]


def test_responses_in_json_are_read_in_folders_and_what_we_wrote_is_not(folder: Path) -> None:
    (folder / "oak.json").write_text(json.dumps(PEOPLE), "utf-8")
    for name in ("audit.json", "cohort.json", "manifest.json"):
        (folder / name).write_text("{", "utf-8")
    (folder / "kept.json").write_text('{\n  "format": "speedbumps-audit/1"}', "utf-8")
    (folder / "copy.json").write_text('{\n  "format": "speedbumps-audit/1"}', "utf-8")

    found = assemble_many([folder], AnswerOptions())

    people = found.responses.people
    assert people.filter(school="oak").height == 6
    assert [each for each in (*found.problems, *found.notices) if each.path.endswith(".json")] == []


def test_other_json_in_a_folder_is_named_and_stops_nothing(folder: Path) -> None:
    (folder / "settings.json").write_text('{"colour": "red"}', "utf-8")
    (folder / "list.json").write_text("[1, 2, 3]", "utf-8")

    found = assemble_many([folder], AnswerOptions())

    named = [Path(each.path).name for each in found.notices if each.code == NOT_READ]
    assert named == ["list.json", "settings.json"]
    assert found.problems == ()


def test_responses_in_json_with_a_mistake_are_an_error_in_a_folder_too(folder: Path) -> None:
    (folder / "oak.json").write_text(json.dumps([*PEOPLE, {"role": "teacher", "T01": "Perhaps", "T02": 1}]), "utf-8")
    (folder / "elm.txt").write_text("role,T01,T02\nteacher,Perhaps,1\n", "utf-8")

    found = assemble_many([folder], AnswerOptions())

    assert sorted(found.left_out) == ["elm", "oak"]


def test_a_folder_with_nothing_but_what_we_wrote_holds_no_answers(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text('{"format": "speedbumps-audit/1"}', "utf-8")

    for read in (assemble, assemble_many):
        with pytest.raises(BadFilesError, match="this folder holds no answers"):
            read([tmp_path], AnswerOptions())


@pytest.mark.parametrize("first", [True, False])
def test_a_workbook_with_answers_and_a_list_of_schools_is_one_of_answers(first: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets: dict[str, list[list[object]]] = {
        "Schools": [["id", "name"], ["oak", "Oak"], ["elm", "Elm"]],
        "Answers": [["school", "role", "T01", "T02"], *[["oak", "teacher", at % 5, 1] for at in range(5)]],
    }
    for name in sorted(sheets, reverse=first):
        sheet = book.create_sheet(name)
        for row in sheets[name]:
            sheet.append(row)
    book.save(tmp_path / "oak.xlsx")

    for options in (AnswerOptions(), AnswerOptions(sheet="Answers")):
        assert assemble([tmp_path / "oak.xlsx"], options).responses.people.height == 5


@POSIX
def test_a_link_to_a_folder_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "link").symlink_to(tmp_path)

    found = list_files([folder])

    assert [(Path(each.path).name, each.code) for each in found.problems] == [("link", NOT_READ)]


def test_one_persons_file_is_read_with_the_ending_that_a_program_appended(folder: Path) -> None:
    write_table(folder / "ann.yaml", 7)
    (folder / "ann.yaml").rename(folder / "ann.yaml.txt")

    assert "ann" in assemble_many([folder], AnswerOptions()).responses.people.get_column("school")


def test_a_line_that_tells_a_wrong_separator_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "oak.csv").write_text("sep=;\nrole,T01,T02\nteacher,1,2\nleader; other,3,2\n", "utf-8")

    assert assemble([tmp_path / "oak.csv"]).responses.people.height == 2
