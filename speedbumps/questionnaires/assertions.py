"""Read the assertions that the schools of a batch must meet."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from speedbumps.diagnostics.codes import WRONG_SHAPE
from speedbumps.diagnostics.problem import LoadResult, Problem, Route
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.diagnostics.yaml_source import Source, read_yaml
from speedbumps.model.assertion import Assertion, Assertions
from speedbumps.model.queries import target_names
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires.validate import validate

SHARES = ("response-rate", "share")
"""Figures that are shares, from 0 to 1."""


def read_assertions(path: Path, questionnaire: Questionnaire) -> LoadResult[Assertions]:
    """Return the assertions about answers to *questionnaire* in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    return validate_assertions(read.value, questionnaire) if read.value is not None else LoadResult(None, read.problems)


def validate_assertions(source: Source, questionnaire: Questionnaire | None = None) -> LoadResult[Assertions]:
    """Return the assertions in *source*, with its names checked against *questionnaire* if it is given."""
    found = validate(Assertions, source)
    if found.value is None:
        return found
    problems = tuple(_assertion_problems(found.value, source, questionnaire))
    return LoadResult(None, problems) if problems else found


def _assertion_problems(found: Assertions, source: Source, questionnaire: Questionnaire | None) -> Iterator[Problem]:
    times = Counter(each.id.casefold() for each in found.assertions)
    for place, each in enumerate(found.assertions):
        route: Route = ("assertions", place)
        named = _unknown_names(each, questionnaire) if questionnaire else ()
        for key, message in (*_contradictions(each, times[each.id.casefold()]), *named):
            yield Problem(source.path, source.find_span((*route, key) if key else route), WRONG_SHAPE, message)


def _contradictions(each: Assertion, times: int) -> Iterator[tuple[str | None, str]]:
    if times > 1:
        yield "id", f"the id '{each.id}' is taken by another one"
    if each.at_least is None and each.at_most is None:
        yield None, "say what is good with 'at_least', 'at_most' or both"
    if each.at_least is not None and each.at_most is not None and each.at_least > each.at_most:
        yield "at_least", "'at_least' is above 'at_most', so nothing can satisfy both"
    if (each.of == "share") != (each.band is not None):
        yield "of", "a share needs a 'band', and nothing else may have one"
    if each.target is not None and each.of not in ("severity", "share"):
        yield "target", "only a severity or a share has a target"
    limits = [limit for limit in (each.at_least, each.at_most) if limit is not None]
    if each.of in SHARES and any(not 0 <= limit <= 1 for limit in limits):
        yield "of", "this must be from 0 to 1; half is 0.5, not 50"


def _unknown_names(each: Assertion, questionnaire: Questionnaire) -> Iterator[tuple[str | None, str]]:
    """Yield the key and a message for each name that *questionnaire* does not have."""
    bands = [band.id for band in questionnaire.scoring.bands]
    known = target_names(questionnaire)
    if each.band is not None and each.band not in bands:
        yield "band", f"there is no band '{each.band}'{did_you_mean(each.band, bands)}; there is {', '.join(bands)}"
    if each.target is not None and each.target not in known:
        yield "target", f"there is no barrier or facet '{each.target}'{did_you_mean(each.target, known)}"
