"""From answers to what a report of them publishes, and to what earlier reports allow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

import polars as pl

from speedbumps.disclosure.assignment import assign_cells
from speedbumps.disclosure.cells import fallback_roles, is_total_publishable
from speedbumps.disclosure.republication import Exposure, Publication, exposure, exposure_of_numbers, shares_rows
from speedbumps.model.audit import Audit, AuditNote
from speedbumps.model.instrument import Instrument
from speedbumps.responses.publication_note import MARK_BYTES, NotedReport, PublicationNote
from speedbumps.scoring.cell_names import TOGETHER
from speedbumps.scoring.responses import BLANK, NOT_ASKED, PICKS

REMEDY = (
    "take the earlier report back from everybody who has it, and write this one with --replaces; it then says that it "
    "replaces the earlier one"
)

PICKED = "of "
"""Begins the answer to a choice, so that it differs from the codes of other questions."""

NOTHING = "."
"""Stands for an answer that was not given."""

CODES = {code: NOTHING if code in (BLANK, NOT_ASKED) else str(code) for code in range(NOT_ASKED, 128)}
"""The text of each code. Whether a question was left out or is not in the table makes no difference."""

ROWS_AT_ONCE = 50_000
"""How many people's answers are held as texts at a time."""


class Conflict(NamedTuple):
    """An earlier report that, together with a new one, would reveal what single people answered."""

    earlier: NotedReport
    exposure: Exposure


class Admission(NamedTuple):
    """Which reports may be written."""

    note: PublicationNote
    """What is published as soon as they are."""
    reports: Mapping[str, NotedReport]
    """Those that may be written, by the school's id."""
    refused: Mapping[str, tuple[Conflict, ...]]
    """By the id of each school whose report may not be written, the earlier reports because of which."""


def admit(note: PublicationNote, reports: Mapping[str, NotedReport], least: int, *, replaces: bool) -> Admission:
    """Return which *reports* may be written beside those in *note*, or in place of them if one *replaces* the other.

    Together with an earlier report, none may reveal anything about fewer than *least* people. A report of the same rows
    as an earlier one is that report, and replaces what that replaced.
    """
    admitted: dict[str, NotedReport] = {}
    refused: dict[str, tuple[Conflict, ...]] = {}
    noted = dict(note.reports)
    index = _schools_by_row(note) if not note.reports.keys() >= reports.keys() else {}
    for school, report in reports.items():
        names = (school, *([] if school in note.reports else _other_names(index, report)))
        known = _same_report(note, school, report)
        against = () if known else tuple(each for name in names for each in _conflicts(note, name, report, least))
        if against and not replaces:
            refused[school] = against
            continue
        now = known or report
        if against or note.lost:
            now = add_replacement(now, _sizes(against))
        gone = [each.earlier for each in against]
        for name in names:
            noted[name] = tuple(each for each in noted.get(name, ()) if each not in gone)
        admitted[school] = now
        noted[school] = noted[school] if now in noted[school] else (*noted[school], now)
    noted = {school: each for school, each in noted.items() if each}
    return Admission(note._replace(reports=noted, lost=False), admitted, refused)


def publications(instrument: Instrument, people: pl.DataFrame, salt: bytes) -> dict[str, NotedReport]:
    """Return what a report of each school publishes, by the school's id: its rows by cell, as digests.

    Without the *salt* they mean nothing. *people* has the columns of `Responses.people`. Schools are missing of which
    nothing is shown, or only one person who agreed to it.
    """
    together, _ = assign_cells(instrument.questionnaire, people)
    marks = _mark_rows(instrument, together, salt)
    grouped = (
        together.select("school", "round", "cell", "inside", marks)
        .group_by("school", "cell")
        .agg(pl.col("round", "inside").first(), pl.col(marks.name).sort())
        .sort("school", "cell")
    )
    found: dict[str, list[_CellRows]] = {}
    rounds: dict[str, str | None] = {}
    for school, cell, round_, inside, held in grouped.iter_rows():
        found.setdefault(school, []).append(_CellRows(cell, inside, held))
        rounds[school] = round_
    least, alone = instrument.questionnaire.privacy.min_group, frozenset(fallback_roles(instrument.questionnaire))
    made = {name: NotedReport(rounds[name], _publication(cells, alone, least)) for name, cells in found.items()}
    return {school: each for school, each in made.items() if each.people.cells.keys() - each.people.public}


class _CellRows(NamedTuple):
    """The rows of the people of one cell, as digests."""

    cell: str
    inside: bool
    """Whether it is one of the school's own."""
    rows: Sequence[str]


def _publication(cells: Sequence[_CellRows], alone: frozenset[str], least: int) -> Publication:
    """Return the rows of those *cells* of a school of which anything is shown.

    In the cell of a role that is *alone*, which one person has, that person agreed to be shown: else the role would
    count with another.
    """
    sizes = {each.cell: len(each.rows) for each in cells if each.inside}
    public = frozenset(name for name, n in sizes.items() if n == 1 and name in alone)
    own = sizes if is_total_publishable(sizes, public, least) else {}
    beside = frozenset(each.cell for each in cells if not each.inside and len(each.rows) >= least)
    return Publication(
        {each.cell: tuple(each.rows) for each in cells if each.cell in own or each.cell in beside},
        public.intersection(own),
        beside,
    )


def _mark_rows(instrument: Instrument, people: pl.DataFrame, salt: bytes) -> pl.Series:
    """Return a digest of each person's answers, and of which questions there are.

    The role is no part of it, since it shows in the cell, nor is what people wrote, since no figure rests on it.
    """
    questions = sorted(instrument.questions)
    shape = blake2b("\n".join(questions).encode(), digest_size=blake2b.PERSON_SIZE).digest()
    answers = pl.concat_str([pl.lit(""), *(_answer_text(people, name) for name in questions)], separator=",")
    start = blake2b(digest_size=MARK_BYTES, key=salt, person=shape)
    texts = answers.cast(pl.Binary).alias("text")
    parts = (some.select(texts).get_column("text").to_list() for some in people.iter_slices(ROWS_AT_ONCE))
    digests = [pl.Series(list(_digests(start, part)), dtype=pl.String) for part in parts]
    return pl.concat([pl.Series("mark", [], dtype=pl.String), *digests])


def _digests(start: blake2b, texts: Iterable[bytes]) -> Iterator[str]:
    """Yield the digest of each of *texts* by a hash that was started."""
    for text in texts:
        started = start.copy()
        started.update(text)
        yield started.hexdigest()


def _answer_text(people: pl.DataFrame, question: str) -> pl.Expr:
    """Return the answer to *question* as text; NOTHING where there is none."""
    if question not in people.columns:
        return pl.lit(NOTHING)
    kind, answer = people.schema[question], pl.col(question)
    if kind == pl.String:
        return pl.when(answer.str.strip_chars() != "").then(pl.lit("")).otherwise(pl.lit(NOTHING))
    if kind.is_float():
        return answer.cast(pl.String).fill_null(NOTHING)
    if kind == PICKS:
        picks = pl.concat_str(pl.lit(PICKED), answer.cast(pl.String))
        return (
            pl.when(answer >= 0)
            .then(picks)
            .otherwise(answer.replace_strict(CODES, default=NOTHING, return_dtype=pl.String))
        )
    texts = pl.lit(pl.Series(list(CODES.values()), dtype=pl.String))
    return texts.gather(answer.cast(pl.Int16) - NOT_ASKED)  # faster than replace_strict()


def _conflicts(note: PublicationNote, school: str, now: NotedReport, least: int) -> tuple[Conflict, ...]:
    """Return the reports of a *school* in *note* that the report *now* must not lie beside.

    A report that was made under the name of another round counts if it shares rows.
    """
    earlier = [
        each for each in note.reports.get(school, ()) if each.round == now.round or shares_rows(each.people, now.people)
    ]
    found = ((each, exposure(each.people, now.people, least)) for each in earlier)
    return tuple(Conflict(each, exposed) for each, exposed in found if exposed)


def _schools_by_row(note: PublicationNote) -> dict[str, str]:
    """Return the school of each row in *note*."""
    return {
        row: school
        for school, reports in note.reports.items()
        for report in reports
        for rows in report.people.cells.values()
        for row in rows
    }


def _other_names(index: Mapping[str, str], report: NotedReport) -> tuple[str, ...]:
    """Return the school in *index* that most rows of *report* are of, if any: the same school under another id."""
    rows = [row for held in report.people.cells.values() for row in held]
    shared = Counter(index[row] for row in rows if row in index).most_common(1)
    return tuple(school for school, n in shared if n > len(rows) / 2)


def _sizes(against: Iterable[Conflict]) -> Iterator[int]:
    """Yield the numbers of people in the earlier reports, and in those that they replaced."""
    for each in against:
        yield each.earlier.people.size
        yield from each.earlier.replaces or ()


def _same_report(note: PublicationNote, school: str, now: NotedReport) -> NotedReport | None:
    """Return the report in *note* that is of the same rows as *now*, with what it replaced when it was written."""
    same = (each for each in note.reports.get(school, ()) if each.round == now.round and each.people == now.people)
    return next(same, None)


def add_replacement(report: NotedReport, sizes: Iterable[int]) -> NotedReport:
    """Return *report* as one that replaces earlier ones of so many people."""
    return report._replace(replaces=tuple(sorted({*sizes, *(report.replaces or ())})))


def replacement_note(report: NotedReport) -> AuditNote | None:
    """Return what an audit says of the reports that *report* replaces; None if it replaces none."""
    return None if report.replaces is None else AuditNote(about="replaces", items=tuple(map(str, report.replaces)))


def refusal_for_others(least: int) -> str:
    """Return why a report is refused, without the numbers that only those who hold the answers should know."""
    return (
        f"since its earlier report of this round, fewer than {least} people are new, gone or in another role, so "
        f"whoever has both reports could work out what they answered. Wait until at least {least} more people than "
        f"then have answered, or {REMEDY}"
    )


def describe_conflicts(against: Sequence[Conflict], now: NotedReport, least: int) -> str:
    """Return why the report *now* is refused, and what can be done about it, for those who hold the answers."""
    last = against[-1]
    return refusal_text(last.earlier.people.size, now.people.size, last.exposure, least)


def refusal_text(before: int, after: int, exposed: Exposure, least: int) -> str:
    """Return why a report of *after* people is refused after one of *before*, and what can be done about it."""
    who = _join(
        text
        for text in (
            _count(exposed.new, "is new", "are new"),
            _count(exposed.gone, "is gone", "are gone"),
            _count(exposed.moved, "now counts in another role", "now count in another role"),
        )
        if text
    )
    whose = "that person" if exposed.new + exposed.gone + exposed.moved == 1 else "they"
    wait = f"Wait until at least {before + least} people have answered, or " if exposed.new else ""
    return (
        f"a report of {before:,} people was written, and these answers are of {after:,}: {who}. Whoever has both "
        f"reports could work out what {whose} answered. {wait}{REMEDY}"
    )


def since_exposure(before: Audit, after: Audit) -> Exposure | None:
    """Return who would be revealed by the audits *before* and *after* together, as far as numbers of people show it."""
    least = max(before.questionnaire.limits.min_group, after.questionnaire.limits.min_group)
    return exposure_of_numbers(_whole(before), _whole(after), least) or exposure_of_numbers(
        _by_cell(before), _by_cell(after), least
    )


def _whole(audit: Audit) -> dict[str, int]:
    """Return the number of the school's own people, without those who agreed to be shown; nothing if it is hidden."""
    public = sum(each.n or 0 for each in audit.respondents.by_role if each.one_person)
    return {} if audit.respondents.n is None else {"": audit.respondents.n - public}


def _by_cell(audit: Audit) -> dict[str, int]:
    """Return the numbers of people by cell that are shown, without those who agreed to be shown."""
    shown = (each for each in audit.respondents.by_role if each.n is not None and not each.one_person)
    return {TOGETHER.join(each.roles): each.n or 0 for each in shown}


def _count(number: int, one: str, several: str) -> str:
    """Return the *number* of people in words; nothing if there are none."""
    return "" if not number else f"1 person {one}" if number == 1 else f"{number:,} people {several}"


def _join(texts: Iterable[str]) -> str:
    *others, last = texts
    return f"{', '.join(others)} and {last}" if others else last
