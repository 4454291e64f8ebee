"""More answers than staff is reported on every way out, and a role that is not shown is not given away."""

import csv
import re
from collections import Counter
from pathlib import Path
from random import Random

import polars as pl
import pytest
from support.golden_audits import report_text
from support.schools import heads, responses, shipped, staff

import speedbumps
from speedbumps.audit import audits, outlines
from speedbumps.cli import main
from speedbumps.cohort.assertions import verdicts
from speedbumps.cohort.members import member
from speedbumps.model.answers import School
from speedbumps.model.assertion import Assertions
from speedbumps.model.audit import Audit, Respondents, RoleCount
from speedbumps.model.over_staff import OverStaff, over_staff
from speedbumps.report.scores import COLUMNS

POINTS = [question.id for question in shipped().questionnaire.questions if question.measures]
OWN = tuple(role.id for role in shipped().questionnaire.roles if not role.outside and not role.together)


def audit_of(roles: list[str], headcount: dict[str, int] | int | None, seed: int = 1) -> Audit:
    """The audit of one school where people of these *roles* answered."""
    made = responses(roles, Random(seed), gaps=0.1, school="hillview", instrument=shipped())
    school = School(id="hillview", nation="england", headcount=headcount)
    (audit,) = audits(shipped(), type(made)(made.people, {"hillview": school}))
    return audit


def write(path: Path, people: int, school: str = "hillview") -> None:
    """A table in which so many teachers answered, all the same."""
    rows = f"{school},teacher," + ",".join("2" for _ in POINTS) + "\n"
    path.write_text(f"school,role,{','.join(POINTS)}\n" + people * rows, "utf-8")


def exit_code(*arguments: str | Path) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as left:
        main([str(each) for each in arguments])
    return int(left.value.code or 0)


@pytest.mark.parametrize("outside", [0, 7])
@pytest.mark.parametrize(("people", "headcount"), [(16, 14), (15, 14), (14, 14), (13, 14), (6, 1)])
def test_a_school_is_over_its_staff_from_one_answer_more_on(people: int, headcount: int, outside: int) -> None:
    found = over_staff(audit_of(["teacher"] * people + ["governor"] * outside, headcount))

    assert found == ((OverStaff(None, None, people, headcount),) if people > headcount else ())


def test_one_role_is_over_its_staff_though_the_school_is_not() -> None:
    found = over_staff(audit_of(["teacher"] * 16 + ["support"] * 6, {"teacher": 14, "support": 20}))

    assert [(each.role, each.answered, each.staff) for each in found] == [("teacher", 16, 14)]


def test_the_governors_are_no_staff() -> None:
    assert not over_staff(audit_of(["teacher"] * 6 + ["governor"] * 9, {"teacher": 8, "governor": 2}))


def school_that_may_have_too_many(seed: int) -> tuple[list[str], Audit]:
    """Return the roles of those who answered, and the audit, of a school where some roles may be too small for them."""
    chance = Random(seed)
    roles = staff(chance)
    counts = {role: max(0, n - chance.choice((0, 0, 1, 3))) for role, n in heads(roles, chance).items()}
    return roles, audit_of(roles, counts, seed)


def test_many_of_the_random_schools_have_too_many_answers() -> None:
    assert sum(over_staff(school_that_may_have_too_many(seed)[1]) != () for seed in range(60)) > 20


@pytest.mark.parametrize("seed", range(60))
def test_only_numbers_that_the_report_shows_are_said(seed: int) -> None:
    roles, audit = school_that_may_have_too_many(seed)

    for over in over_staff(audit):
        shown = {each.role: each for each in audit.respondents.by_role}
        said = audit.respondents if over.role is None else shown[over.role]
        assert (over.answered, over.staff) == (said.n, said.headcount)
        assert over.answered > over.staff
        if over.role in OWN:  # a role by itself, and it is large enough
            answered = Counter(roles)
            joined = answered["head"] if over.role == "leader" else 0
            assert over.answered in (answered[over.role], answered[over.role] + joined)


def test_a_role_that_is_not_shown_is_not_given_away() -> None:
    # Two leaders where there is one: they are shown together with the support staff, 6 of 9.
    audit = audit_of(["teacher"] * 9 + ["leader"] * 2 + ["support"] * 4, {"teacher": 20, "leader": 1, "support": 8})

    assert "leader" not in {each.role for each in audit.respondents.by_role}
    assert over_staff(audit) == ()


def test_a_table_that_leaves_a_role_out_does_not_say_how_many_there_are_in_all() -> None:
    assert over_staff(audit_of(["teacher"] * 9 + ["support"] * 7, {"teacher": 10})) == ()
    assert [each.role for each in over_staff(audit_of(["teacher"] * 12 + ["support"] * 7, {"teacher": 10}))] == [
        "teacher"
    ]


def test_an_outline_says_the_same_as_the_audit() -> None:
    made = responses(
        ["teacher"] * 9, Random(3), gaps=0.0, school="hillview", headcount={"teacher": 7}, instrument=shipped()
    )
    (outline,) = outlines(shipped(), made)
    (audit,) = audits(shipped(), made)

    assert over_staff(outline) == over_staff(audit) != ()
    assert member(outline, made.schools["hillview"]).over_staff == over_staff(audit)


@pytest.mark.parametrize("kind", ["html", "markdown", "terminal"])
@pytest.mark.parametrize(
    ("roles", "headcount"),
    [
        (["teacher"] * 16, 14),
        (["teacher"] * 16, {"teacher": 14}),
        (["teacher"] * 16 + ["support"] * 6, {"teacher": 14, "support": 8}),  # 22 of 22, and yet not everyone
    ],
)
def test_no_report_says_that_more_than_everyone_answered(
    kind: str, roles: list[str], headcount: dict[str, int] | int
) -> None:
    text = report_text(audit_of(roles, headcount), kind)

    assert "Everyone answered" not in text
    assert not re.search(r"11[0-9]\s?%", text)
    staff_in_all = sum(headcount.values()) if isinstance(headcount, dict) else headcount
    assert ("More people answered than the school is said to have" in text) == (staff_in_all < len(roles))
    assert ("more answers than people" in text) == (isinstance(headcount, dict) and kind != "terminal")


def test_score_and_report_warn_on_the_screen_and_in_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "hillview.csv", 16)
    schools = tmp_path / "schools.csv"
    schools.write_text("id,nation,headcount\nhillview,england,14\n", "utf-8")
    line = (
        f"{tmp_path / 'hillview.csv'}:1:1: warning SB846 hillview: 16 people answered, and the table says that there "
        "are 14; was somebody's form handed in twice, or is the number of staff old?\n"
    )

    for command in (["score", "--format", "csv"], ["report"]):
        assert exit_code(command[0], tmp_path / "hillview.csv", "--schools", schools, *command[1:]) == 0
        out, err = capsys.readouterr()
        assert err.count(line) == 1
        if command[0] == "score":
            rows = list(csv.DictReader(out.splitlines()))
            assert list(rows[0]) == list(COLUMNS)
            assert "answers_over_staff" in rows[0]
            assert {row["answers_over_staff"] for row in rows} == {"yes"}


def test_enough_staff_is_no_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "hillview.csv", 14)
    (tmp_path / "schools.csv").write_text("id,nation,headcount\nhillview,england,14\n", "utf-8")

    code = exit_code("score", tmp_path / "hillview.csv", "--schools", tmp_path / "schools.csv", "--format", "csv")

    out, err = capsys.readouterr()
    assert code == 0
    assert "SB846" not in err
    assert {row["answers_over_staff"] for row in csv.DictReader(out.splitlines())} == {""}


def test_a_frame_has_the_column_too(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("id,nation,headcount\na,england,5\nb,england,9\n", "utf-8")
    people = pl.DataFrame(
        {"school": ["a"] * 7 + ["b"] * 7, "role": ["teacher"] * 14, **dict.fromkeys(POINTS, [1, 2] * 7)}
    )

    found = speedbumps.score(people, schools=tmp_path / "schools.csv").scores

    assert "answers_over_staff" in found.columns
    assert dict(found.select("school", "answers_over_staff").unique().sort("school").iter_rows()) == {
        "a": "yes",
        "b": None,
    }


def test_a_batch_reports_it_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "answers"
    answers.mkdir()
    for at in range(4):
        write(answers / f"s{at}.csv", 12 + at, f"s{at}")
    schools, wanted = tmp_path / "schools.csv", tmp_path / "wanted.yaml"
    schools.write_text("id,nation,headcount\n" + "".join(f"s{at},england,13\n" for at in range(4)), "utf-8")
    wanted.write_text(
        "format: speedbumps-assertions/1\nassertions:\n"
        "  - {id: staff, says: Nobody counts twice., of: answers-over-staff, at_most: 0}\n",
        "utf-8",
    )

    code = exit_code("batch", answers, "--schools", schools, "--out", tmp_path / "out", "--assert", wanted)

    assert code == 1
    err = capsys.readouterr().err
    assert "s3: 15 people answered, and the table says that there are 13" in err
    assert "error: staff: Nobody counts twice. Expected at most 0; found 2." in err
    problems = list(csv.DictReader((tmp_path / "out/problems.csv").read_text("utf-8").splitlines()))
    told = [(Path(row["path"]).name, row["severity"]) for row in problems if row["code"] == "SB846"]
    assert told == [("s2.csv", "warning"), ("s3.csv", "warning")]
    rows = list(csv.DictReader((tmp_path / "out/scores.csv").read_text("utf-8").splitlines()))
    over = {row["school"]: row["answers_over_staff"] for row in rows}
    assert over == {"s0": "", "s1": "", "s2": "yes", "s3": "yes"}
    frame = pl.read_parquet(tmp_path / "out/scores.parquet")
    assert "answers_over_staff" in frame.columns
    assert frame.filter(pl.col("answers_over_staff") == "yes").get_column("school").unique().sort().to_list() == [
        "s2",
        "s3",
    ]
    sheet = pl.read_excel(tmp_path / "out/scores.xlsx", sheet_name="schools")
    assert sheet.columns[-1] == "answers_over_staff"


def test_where_no_number_of_staff_is_known_nothing_is_broken() -> None:
    wanted = Assertions.model_validate(
        {
            "format": "speedbumps-assertions/1",
            "assertions": [{"id": "staff", "says": "None.", "of": "answers-over-staff", "at_most": 0}],
        }
    )
    made = responses(["teacher"] * 9, Random(3), gaps=0.0, school="hillview", instrument=shipped())
    (outline,) = outlines(shipped(), made)

    (found,) = verdicts(wanted, shipped().questionnaire, [member(outline, made.schools["hillview"])], 0)

    assert (found.holds, found.found) == (True, "nothing that can be known")


def test_numbers_that_are_hidden_are_not_compared() -> None:
    hidden = RoleCount(role="support", title="Support", roles=("support",), n=None, headcount=2)
    people = Respondents(n=None, headcount=3, by_role=(hidden,))

    assert over_staff(audit_of(["teacher"] * 6, 9).model_copy(update={"respondents": people})) == ()
