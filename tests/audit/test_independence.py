"""What one school is told does not depend on the files of another."""

from pathlib import Path

from speedbumps.audit import audits
from speedbumps.responses.collect import assemble

ROWS = 12


def _table(path: Path, questions: str, answer: int) -> Path:
    width = len(questions.split(","))
    rows = "\n".join(",".join(["teacher", *[str((answer + row) % 5)] * width]) for row in range(ROWS))
    path.write_text(f"role,{questions}\n{rows}\n", "utf-8")
    return path


def test_a_question_that_only_another_schools_table_holds_changes_nothing(tmp_path: Path) -> None:
    short = _table(tmp_path / "ash.csv", "T04,T07", 1)
    long = _table(tmp_path / "birch.csv", "T04,T05,T06,T07,T08,R01", 2)

    (alone,) = audits(*assemble([short])[:2])
    among = {audit.school.id: audit for audit in audits(*assemble([short, long])[:2])}

    assert alone == among["ash"]
    assert next(iter(audits(*assemble([long])[:2]))) == among["birch"]


def test_people_of_one_school_were_not_asked_what_only_a_colleagues_table_holds(tmp_path: Path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text("school,role,form,T04,T05\n" + "ash,teacher,full,1,2\n" * 6, "utf-8")
    second.write_text("school,role,form,T04\n" + "ash,teacher,full,3\n" * 6, "utf-8")

    (audit,) = audits(*assemble([first, second])[:2])

    questions = {each.id: each for barrier in audit.barriers for facet in barrier.facets for each in facet.questions}
    assert (questions["T05"].n, questions["T05"].blank) == (6, 0)
    assert (questions["T04"].n, questions["T04"].blank) == (12, 0)


def test_forms_that_another_school_mixes_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    quick = "school,role,form,T01,T04,T07\n"
    ash = "ash,teacher,full,1,2,3\nash,teacher,quick,1,,3\n" * 4
    birch = "birch,teacher,full,2,2,2\n" * 8
    path.write_text(quick + birch, "utf-8")
    (alone,) = audits(*assemble([path])[:2])
    path.write_text(quick + ash + birch, "utf-8")

    among = {audit.school.id: audit for audit in audits(*assemble([path])[:2])}

    assert alone == among["birch"]
    assert among["ash"].form == "quick"
