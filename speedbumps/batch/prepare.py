"""Read everything that a batch rests on, before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from speedbumps.batch.earlier_rounds import EarlierRounds, name_rounds, read_earlier_rounds
from speedbumps.batch.intake import BatchAnswers, TableUse, read_batch
from speedbumps.batch.manifest import (
    FileStamp,
)
from speedbumps.batch.plans import PlansRead, read_plans
from speedbumps.batch.publishing import AdmittedAnswers, admit_answers
from speedbumps.diagnostics.problem import require_value
from speedbumps.model.assertion import Assertions
from speedbumps.model.instrument import Instrument
from speedbumps.questionnaires.assertions import read_assertions
from speedbumps.report.branding.brand import Brand
from speedbumps.responses.publication_note import note_path
from speedbumps.responses.read_files import AnswerOptions


class BatchOptions(NamedTuple):
    """What a batch is to do."""

    answers: Sequence[Path]
    out: Path
    answer_options: AnswerOptions
    recorded: Mapping[str, object]
    """The options of the command line and the version of speedbumps, as the manifest records them."""
    inputs: Mapping[Path, FileStamp]
    """All files that are read, as they were before they were read."""
    date: str | None = None
    assertions: Path | None = None
    """A file of assertions about the cohort."""
    language: str = "en"
    workers: int = 1
    use: TableUse = TableUse()
    remove_missing: bool = False
    """Whether reports of schools whose answers are no longer there are removed."""
    replaces: bool = False
    """Whether earlier reports were taken back that would reveal answers together with the new ones."""
    again: bool = False
    """Whether figures of schools together are written anew although few schools changed."""
    brand: Brand | None = None
    """The templates of a user for pages."""
    before: Sequence[Path] = ()
    """The answers of earlier rounds, the oldest first."""
    plans: Path | None = None
    """A folder with plans that schools made after an earlier round."""


class Batch(NamedTuple):
    """What a batch works with before anything is written."""

    options: BatchOptions
    admitted: AdmittedAnswers
    earlier: EarlierRounds
    plans: PlansRead
    wanted: Assertions | None

    @property
    def found(self) -> BatchAnswers:
        """Return the answers of the last round."""
        return self.admitted.found


def prepare(options: BatchOptions) -> Batch:
    """Return everything that a batch rests on.

    Raises:
        BadFilesError: If nothing can be made of the answers at all.
    """
    found = read_batch(options.answers, options.answer_options, options.inputs, options.use)
    earlier = EarlierRounds()
    if options.before:
        earlier = read_earlier_rounds(options.before, options.answer_options)
        found, earlier = name_rounds(found, options.answers[0], earlier)
    admitted = admit_answers(found, note_path(options.answers), replaces=options.replaces)
    plans = _plans(options, admitted.found.schools)
    return Batch(options, admitted, earlier, plans, _assertions(options, found.instrument))


def _plans(options: BatchOptions, schools: Iterable[str]) -> PlansRead:
    """Return the plans that *schools* made after an earlier round, in the language of the reports."""
    if options.plans is None:
        return PlansRead()
    return read_plans(options.plans, schools, options.answer_options)


def _assertions(options: BatchOptions, instrument: Instrument) -> Assertions | None:
    if options.assertions is None:
        return None
    return require_value(read_assertions(options.assertions, instrument.questionnaire))
