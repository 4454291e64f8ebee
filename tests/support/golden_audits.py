"""The audits beside the golden files, and the same with other texts in them."""

from collections.abc import Callable

from speedbumps.model.audit import Audit
from speedbumps.report import ReportOptions, make_report
from support.paths import GOLDEN
from support.word_files import word_text

CASES = ("rich", "quick", "few", "team")

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>|*_`[x](javascript:1)\n# 1. {{ 7*7 }}\x1b[31m"

# Not free text: what these hold is one of a few words that the model knows.
FIXED = {
    "high_is",
    "leave_out",
    *("format", "detail", "status", "interval", "key", "within_reach", "nation", "level", "horizon", "grade"),
    *("source_read", "reason", "basis", "aggregate", "date", "said", "bound", "precision", "signal", "side"),
}


def audit(case: str) -> Audit:
    return Audit.model_validate_json((GOLDEN / f"{case}.audit.json").read_text("utf-8"))


def respell(value: object, spell: Callable[[str], str], key: str = "") -> object:
    """*value* with every free text in it spelt anew."""
    match value:
        case dict():
            fixed = FIXED | ({"about"} if set(value) == {"about", "items", "count"} else set())
            return {name: item if name in fixed else respell(item, spell, name) for name, item in value.items()}
        case list():
            return [respell(item, spell, key) for item in value]
        case str():
            return spell(value)
        case _:
            return value


def with_texts(case: str, spell: Callable[[str], str]) -> Audit:
    given = audit(case)
    signals = given.questionnaire.signals
    # Ids and choices that the model itself keeps harmless.
    ids = (*(band.id for band in given.questionnaire.bands), *signals.timescale, *signals.priorities)
    kept = {*ids, given.questionnaire.report.high_is}
    data = given.model_dump(mode="json", by_alias=True)
    return Audit.model_validate(respell(data, lambda text: text if text in kept else spell(text)))


def report_text(given: Audit, kind: str, language: str = "en", *, annex: bool = False) -> str:
    """Return the report on an audit, or its annex, in the format called *kind*; of a Word document, the text."""
    made = make_report(given, kind, ReportOptions("annex" if annex else "report", language))
    return word_text(made) if isinstance(made, bytes) else made
