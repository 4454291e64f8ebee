"""Names in answers, of files and of folders mean the right school of the table, or none."""

import re
import string
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speedbumps.model.answers import School
from speedbumps.responses.match_schools import (
    index_names,
    match_schools,
    school_in_file_name,
    school_in_folder_name,
)


def table(**named: str | None) -> dict[str, School]:
    """Schools by their ids, in which an underscore stands for a hyphen; None is a school without a name."""
    ids = {
        key: key.removeprefix("n").replace("_", "-") if key[1:].isdigit() else key.replace("_", "-") for key in named
    }
    return {ids[key]: School(id=ids[key], name=name) for key, name in named.items()}


SCHOOLS = table(
    rowan_tree="Rowan Tree Academy",
    n100007="Hillview Primary School",
    marys="St Mary's C of E Primary School",
    magdalene="St Mary Magdalene Catholic School",
    st_mary=None,
    oak_p="Oakfield Primary School",
    oak_s="Oakfield Secondary School",
    ash=None,
    ox="Ox",
    n12="Tŷ Gwyn",
)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("rowan-tree", "rowan-tree"),
        ("Rowan_Tree", "rowan-tree"),
        ("rowan tree academy", "rowan-tree"),
        ("rowan-tree_responses_2026-11-03", "rowan-tree"),
        ("RowanTree", None),
        ("Hillview Primary(1-42)", "100007"),
        ("Hillview Primary School 2026-11", "100007"),
        ("hillview", "100007"),
        ("hillview_teachers", "100007"),
        ("Hillview North (1-42)", None),
        ("Hillview and Oakfield Primary (1-42)", None),
        ("Hillview Secondary (1-42)", None),
        ("100007", "100007"),
        ("100007 staff", "100007"),
        ("100007_2026-11-03", "100007"),
        ("100007-2026 answers", "100007"),
        ("100007 Anything at all", "100007"),
        ("1000071", None),
        ("100007-1", None),
        ("100007 123 456", None),
        ("12", "12"),
        ("12345", None),
        ("12 staff", None),
        ("St Marys CE Primary - Staff survey (Responses) - Form Responses 1", "marys"),
        ("Saint Mary’s Church of England Primary School – Form", "marys"),
        ("st.marys.c.e.primary", "marys"),
        ("St Mary Magdalene", "magdalene"),
        ("St Mary Magdalene Catholic School: what slows us down", "magdalene"),
        ("St Mary Magdalene Primary", None),
        ("St Mary (Responses)", "st-mary"),
        ("st-mary", "st-mary"),
        ("St Mary Star of the Sea", None),
        ("Oakfield (1-7)", None),
        ("Oakfield Primary", "oak-p"),
        ("oakfield secondary [1]", "oak-s"),
        ("The Oakfield Primary", "oak-p"),
        ("Ysgol Tŷ Gwyn - arolwg", "12"),
        ("ash", "ash"),
        ("ash responses", "ash"),
        ("ash tree", None),
        ("ashes", None),
        ("ox", "ox"),
        ("ox responses", None),
        ("Form Responses 1", None),
        ("", None),
        ("(1-42)", None),
    ],
)
def test_the_name_of_a_file_means_a_school_or_none(stem: str, expected: str | None) -> None:
    assert school_in_file_name(stem, SCHOOLS) == expected
    assert school_in_file_name(stem, index_names(SCHOOLS)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rowan tree", "rowan-tree"),
        ("HILLVIEW primary school", "100007"),
        ("hillview", "100007"),
        ("st marys", "marys"),
        ("Oakfield", None),
        ("Hillview Primary(1-42)", None),
        ("rowan-tree responses", None),
        ("answers", None),
        ("100007", "100007"),
        ("12345", None),
    ],
)
def test_the_name_of_a_folder_means_a_school_only_as_a_whole(name: str, expected: str | None) -> None:
    assert school_in_folder_name(name, SCHOOLS) == expected


WORDS = st.text(string.ascii_lowercase, min_size=3, max_size=8).filter(
    lambda word: word not in ("saint", "saints", "the", "ysgol", "aided", "controlled", "and", "ciw", "cofe")
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
APPENDED = st.lists(
    st.sampled_from(
        [
            "(1-42)",
            "(Responses)",
            " - Form Responses 1",
            "_responses_2026-11-03",
            " staff",
            "[1]",
            " teachers",
            "_export",
            " - Anything at all",
            " 2026",
            " copy (2)",
            " autumn term",
            ", final",
        ]
    ),
    max_size=4,
).map("".join)


def restyle(name: str, style: int) -> str:
    """A *name* as people write it in the names of files."""
    return (name, name.title(), name.upper(), name.replace(" ", "_"))[style]


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True), st.data())
def test_appended_words_never_change_the_school(names: list[str], data: st.DataObject) -> None:
    known = {name.replace(" ", "-"): School(id=name.replace(" ", "-"), name=f"{name} school") for name in names}
    name, ending = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(["", " school"]))
    stem = restyle(name + ending, data.draw(st.integers(0, 3))) + data.draw(APPENDED)

    assert school_in_file_name(stem, known) == name.replace(" ", "-")


@given(NAMES, NAMES, APPENDED)
def test_a_school_whose_name_begins_anothers_is_told_apart_by_the_longest(short: str, more: str, appended: str) -> None:
    names = {"1001": short, "1002": f"{short} {more}"}
    named = {key: School(id=key, name=name.title()) for key, name in names.items()}
    unnamed = {name: School(id=name) for name in names.values()}

    for key, name in names.items():
        assert school_in_file_name(name.title() + appended, named) == key
        assert school_in_file_name(name.title() + appended, unnamed) == name


@given(
    st.lists(NAMES, min_size=1, max_size=5, unique=True), st.text(f"{string.ascii_letters}012 -_.,()[]&", max_size=20)
)
def test_a_file_means_only_a_school_with_whose_whole_words_its_name_begins(names: list[str], more: str) -> None:
    known = {str(number): School(id=str(number), name=name) for number, name in enumerate(names, 1000)}
    stem = names[0] + more
    found = school_in_file_name(stem, known)

    if found is not None:
        name = str(known[found].name).split()
        assert re.findall("[a-z0-9]+", stem.casefold())[: len(name)] == name
    assert school_in_folder_name(stem, known) in (None, found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rowantree academy", "; did you mean 'rowan-tree' (Rowan Tree Academy)?"),
        ("hilview primary", "; did you mean '100007' (Hillview Primary School)?"),
        ("hillview north campus", "; did you mean '100007' (Hillview Primary School)?"),
        ("1 00007", "; did you mean '100007' (Hillview Primary School)?"),
        ("oakfeild", "; did you mean 'oak-p' (Oakfield Primary School) or 'oak-s' (Oakfield Secondary School)?"),
        ("riverbank community primary school", ", which has 10 schools;"),
        ("100008", ", which has 10 schools;"),
    ],
)
def test_a_school_is_suggested_only_if_its_words_are_alike(name: str, expected: str) -> None:
    match = match_schools([name], SCHOOLS)[name]

    assert (match.kind, match.id) == ("none", None)
    assert str(match.doubt).startswith(f"'{name}' is not in the table of schools{expected}")


def test_numbers_tell_schools_apart_in_suggestions() -> None:
    known = {f"school-{n}": School(id=f"school-{n}", name=f"Harbour School {n}") for n in range(1, 9)}

    assert "did you mean" not in str(match_schools(["harbour school 12"], known)["harbour school 12"].doubt)
    assert "did you mean 'school-3'" in str(match_schools(["habour school 3"], known)["habour school 3"].doubt)


def test_suggestions_are_the_same_in_whatever_order_the_table_is() -> None:
    names = ["rowantree academy", "oakfeild", "st mary magdalen"]
    backwards = dict(reversed(SCHOOLS.items()))

    assert match_schools(names, SCHOOLS) == match_schools(names, backwards)


def test_suggestions_among_a_nation_take_no_longer_than_a_few_seconds() -> None:
    parts = (
        ["St", "Holy", "Upper", "Kings"],
        [f"{a}{b}ton" for a, b in product(string.ascii_lowercase[:25], repeat=2)],
    )
    names = [f"{a} {b} {c} School" for a, b, c in product(*parts, [f"{c}ford" for c in "bcdfghklmn"])]
    known = {str(n): School(id=str(n), name=name) for n, name in enumerate(names, 100001)}
    wanted = ["st abton bford scool", "holly cdton gford", "nothing like it", "kings zzzton"]

    begun = perf_counter()
    found = match_schools(wanted, known)
    took = perf_counter() - begun

    assert len(known) == 25000
    assert "(St abton bford School)" in str(found[wanted[0]].doubt)
    assert "which has 25,000 schools" in str(found["nothing like it"].doubt)
    assert took < 8


@pytest.mark.parametrize(
    ("name", "phase", "fits"),
    [
        ("park high school", "primary", False),
        ("park primary school", "secondary", False),
        ("park junior", "secondary", False),
        ("park infant school", "primary", True),
        ("park high school", "secondary", True),
        ("park grammar", "secondary", True),
        ("park school", "primary", True),
        ("park high school", None, True),
        ("park high school", "all-through", True),
        ("park nursery", "primary", True),
    ],
)
def test_a_name_that_says_another_phase_is_another_school(name: str, phase: str | None, fits: bool) -> None:  # noqa: FBT001 - drawn
    known = {"p": School(id="p", name="Park Academy", phase=phase)}

    assert (match_schools([name], known)[name].id == "p") is fits
    assert (school_in_file_name(f"{name} staff survey", known) == "p") is fits
    assert (school_in_folder_name(name, known) == "p") is fits


@pytest.mark.parametrize(
    "stem",
    [
        "Hillview and Rowan Tree",
        "Hillview & Rowan Tree responses",
        "Hillview Primary School, Rowan Tree",
        "Hillview (Rowan Tree)",
        "Hillview copy from Rowan Tree",
        "Hillview Trust survey",
        "Hillview Federation",
        "Hillview Primary partner schools(1-42)",
    ],
)
def test_a_file_that_is_about_several_schools_is_called_after_none(stem: str) -> None:
    assert school_in_file_name(stem, SCHOOLS) is None


@pytest.mark.parametrize(
    "stem",
    [
        "Staff survey - Hillview(1-31)",
        "Survey: Hillview Primary",
        "Responses (Hillview Primary School)",
        "hillview.csv",
        "Hillview paper",
        "Hillview staff paper forms",
        "Hillview typed 2026",
    ],
)
def test_what_programs_and_people_write_around_a_name_does_not_hide_it(stem: str) -> None:
    assert school_in_file_name(stem, SCHOOLS) == "100007"


@pytest.mark.parametrize(
    ("name", "key"), [("12", "0012"), ("0012.0", "0012"), ("12.00", "0012"), ("100007.0", "100007")]
)
def test_a_number_is_the_id_that_a_spreadsheet_made_of_it(name: str, key: str) -> None:
    known = {each: School(id=each, name=None) for each in ("0012", "100007", "oak")}

    match = match_schools([name], known)[name]

    assert match.id == key
    assert match.doubt is not None


def test_a_number_that_may_be_two_ids_is_neither() -> None:
    known = {each: School(id=each, name=None) for each in ("0012", "00012")}

    assert match_schools(["12"], known)["12"].id is None
