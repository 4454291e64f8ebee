"""After a call nobody's answers stay in memory."""

import gc
import importlib
import pkgutil
import tracemalloc
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import _lru_cache_wrapper, lru_cache
from itertools import pairwise
from random import Random
from secrets import token_hex

import polars as pl
import pytest
from support.effort import LONG
from support.schools import first_version, heads, responses, staff

import speedbumps
from speedbumps.audit import AuditOptions, audits, outlines, own_words
from speedbumps.audit.school_data import SchoolData
from speedbumps.memory import Memory, memoize
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit
from speedbumps.report import FORMATS, make_document, make_report, render_html, render_markdown
from speedbumps.report.view import View
from speedbumps.scoring.context import ScoringContext
from speedbumps.scoring.responses import Responses

OF_PEOPLE = (pl.DataFrame, pl.LazyFrame, pl.Series, Responses, ScoringContext, SchoolData, Audit, View)
"""What holds answers, or figures that were worked out of them."""

SCHOOLS = 200 if LONG else 80
"""How many schools a process reports on. They are measured after each quarter of them."""

OPEN = "O1"
"""An open question."""

Call = Callable[[Responses], int]


def answers(seed: int, name: str, words: str = "We meet on Mondays.", form: str = "full") -> Responses:
    """Return the answers of a school whose id and name hold *name*, and whose people all wrote the same *words*."""
    chance = Random(seed)
    roles = [*["teacher"] * 6, *staff(chance)]
    made = responses(roles, chance, gaps=0.05, school=f"id-{name}", form=form)
    about = School(id=f"id-{name}", name=f"{name} School", nation="england", headcount=heads(roles, chance))
    return Responses(made.people.with_columns(pl.lit(words).alias(OPEN)), {about.id: about})


def make_reports(made: Responses) -> int:
    """Make every audit, outline and report, people's own words among them; return how many characters they have."""
    size = len(list(outlines(first_version(), made)))
    for audit in audits(first_version(), made, AuditOptions(date="2026-11-20", overall=True, reliability=True)):
        written = own_words(first_version(), made, audit)
        opened = tuple(each.model_copy(update={"words": written.get(each.id)}) for each in audit.open)
        reviewed = audit.model_copy(update={"open": opened})
        size += sum(len(make_report(reviewed, name)) for name in FORMATS)
        assert Audit.model_validate_json(reviewed.model_dump_json(by_alias=True)) == reviewed
    return size


def make_scores(made: Responses) -> int:
    """Score the answers as analysts do."""
    return speedbumps.score(as_written(made)).scores.height


def as_written(made: Responses) -> pl.DataFrame:
    """Return the answers with blank cells instead of codes for what is no answer."""
    codes = pl.selectors.by_dtype(pl.Int8)
    return made.people.drop("consent").with_columns(pl.when(codes >= 0).then(codes))


def reject(made: Responses) -> int:
    """Score answers with cells that cannot be read."""
    school = made.people.item(0, "school")
    wrong = as_written(made).with_columns(pl.lit(f"{school} is wrong").alias("T01"))
    try:
        speedbumps.score(wrong)
    except speedbumps.BadFilesError as error:
        return len(error.problems)
    return 0


CALLS = (make_reports, make_scores, reject)


@pytest.mark.parametrize("call", CALLS)
def test_no_frame_case_or_audit_is_alive_after_a_call(call: Call) -> None:
    call(answers(1, "Elm"))
    before = alive()
    made = answers(2, "Oak")
    frame = weakref.ref(made.people)

    assert call(made)

    del made
    assert [type(each).__name__ for each in alive() if not any(each is other for other in before)] == []
    assert frame() is None


def alive() -> list[object]:
    """Return every value in memory that holds answers or figures."""
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, OF_PEOPLE)]


def test_answers_are_freed_before_the_collector_runs() -> None:
    made = answers(3, "Ash")
    frame = weakref.ref(made.people)
    before = {id(each): each for each in alive()}
    gc.disable()
    try:
        make_reports(made)
        del made
        left = [each for each in gc.get_objects() if isinstance(each, OF_PEOPLE) and id(each) not in before]
    finally:
        gc.enable()

    assert [type(each).__name__ for each in left] == []
    assert frame() is not None  # held by *before*
    before.clear()
    assert frame() is None


@pytest.mark.parametrize("call", CALLS)
def test_no_name_and_no_own_words_are_in_memory_after_a_call(call: Call) -> None:
    mark = token_hex(8)
    made = answers(4, f"N{mark}", words=f"Nobody may read <{mark}>, or *{mark}*.")

    assert call(made)
    assert any(holding(mark))

    del made
    gc.collect()
    assert list(holding(mark)) == []


def test_what_a_cache_holds_is_found() -> None:
    mark = token_hex(8)

    @lru_cache(maxsize=2)
    def longer(text: str) -> tuple[str, ...]:
        return (text,)

    longer(f"before {mark}")
    assert len(list(holding(mark))) > 0

    longer.cache_clear()
    assert list(holding(mark)) == []


def holding(mark: str) -> Iterator[str]:
    """Yield every text in memory that holds *mark*, with the type of what refers to it."""
    for each in gc.get_objects():
        for text in texts_in(each):
            if mark in text and text is not mark:
                yield f"{type(each).__name__}: {text}"


def texts_in(value: object) -> Iterator[str]:
    """Yield the texts that *value* refers to, also through what Python's collector leaves out of its list."""
    for each in gc.get_referents(value):
        match each:
            case str():
                yield each
            case bytes() | bytearray():
                yield each.decode("latin-1")
            case dict() | tuple() if not gc.is_tracked(each):
                yield from texts_in(each)


def test_memory_does_not_grow_from_school_to_school() -> None:
    mark = token_hex(8)
    caches()  # imports what the package has, before anything is counted
    tracemalloc.start()
    try:
        measured = []
        for number in range(SCHOOLS):
            report_one(number, mark)
            if (number + 1) % (SCHOOLS // 4) == 0:
                measured.append(measure_memory())
    finally:
        tracemalloc.stop()

    objects, sizes, entries = zip(*measured, strict=True)
    assert {name for name, n in entries[-1].items() if n != entries[0][name]} <= SAME_FOR_ALL
    assert objects[-1] - objects[0] < 200
    # Python's own tables double now and then (that of interned texts by 3.8 MB at once); what leaks grows every time.
    assert min(after - before for before, after in pairwise(sizes)) < 17_000
    assert list(holding(mark)) == []


SAME_FOR_ALL = {
    "speedbumps.report.formats.html_blocks.option_card_around_hours",
    "speedbumps.report.formats.markdown.option_facts",
    "speedbumps.report.options._option_facts",
    "speedbumps.audit.columns.interval_quantile",
    "speedbumps.scoring.intervals.interval_quantile",
    "speedbumps.i18n.replace_words",
}
"""Caches of constants, some of which a later school may be the first to need: actions, messages, and a table of
mathematics."""


def test_every_cache_of_a_module_is_bounded() -> None:
    assert [name for name, cache in caches().items() if cache.cache_parameters()["maxsize"] is None] == []


@dataclass(frozen=True, eq=False)
class Owner:
    """A value about which something is worked out."""

    calls: list[tuple[object, ...]]
    memory: Memory = field(default_factory=dict, init=False, repr=False)


@memoize
def pair(owner: Owner, first: str, second: int) -> tuple[str, int] | None:
    owner.calls.append((first, second))
    return (first, second) if second else None


@memoize
def other(owner: Owner, first: str, second: int) -> str:
    owner.calls.append((first, second))
    return first * second


def test_what_is_memoized_is_worked_out_once_for_each_value() -> None:
    a, b = Owner([]), Owner([])

    found = [pair(a, "x", 1), pair(a, "x", 1), pair(a, "x", 0), pair(a, "x", 0), pair(b, "x", 1)]

    assert found == [("x", 1), ("x", 1), None, None, ("x", 1)]
    assert other(a, "x", 1) == "x"
    assert a.calls == [("x", 1), ("x", 0), ("x", 1)]
    assert b.calls == [("x", 1)]


def test_what_is_memoized_goes_with_its_value() -> None:
    owner = Owner([])
    pair(owner, "x", 1)
    gone = weakref.ref(owner)
    gc.disable()
    try:
        del owner
        assert gone() is None
    finally:
        gc.enable()


def report_one(number: int, mark: str) -> None:
    made = answers(number, f"N{number}-{mark}", words=f"{number} {mark}", form="quick")
    for audit in audits(first_version(), made):
        report = make_document(audit, "en")
        assert render_html(report)
        assert render_markdown(report)


def measure_memory() -> tuple[int, int, Mapping[str, int]]:
    """Return how many objects there are, how many bytes they take, and how many entries each cache has."""
    gc.collect()
    return (
        len(gc.get_objects()),
        tracemalloc.get_traced_memory()[0],
        {name: cache.cache_info().currsize for name, cache in caches().items()},
    )


def caches() -> Mapping[str, "_lru_cache_wrapper[object]"]:
    """Return every cache of the package by its name."""
    named = [each.name for each in pkgutil.walk_packages(speedbumps.__path__, "speedbumps.")]
    modules = [importlib.import_module(name) for name in named if not name.endswith("__main__")]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, _lru_cache_wrapper)
    }
