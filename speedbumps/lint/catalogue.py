"""All checks, in one place; and how grave each is."""

from speedbumps.diagnostics import pages
from speedbumps.diagnostics.problem import Problem, Severity
from speedbumps.diagnostics.rules import Check, Page
from speedbumps.lint.rules import advice, burden, item_weights, lexicons, logic, privacy, translations, wording
from speedbumps.lint.rules.texts import Prose
from speedbumps.model.actions import ActionLibrary
from speedbumps.model.instrument import Instrument
from speedbumps.model.lexicon import Lexicon
from speedbumps.model.questionnaire import Questionnaire
from speedbumps.questionnaires import overlay_rules, references, scale_rules, version_rules

READABLE: tuple[Check[Questionnaire], ...] = ()
"""Checks of any questionnaire whose structure is right, whatever its names refer to."""

SOUND: tuple[Check[Questionnaire], ...] = (
    *scale_rules.CHECKS,
    *item_weights.CHECKS,
    *logic.CHECKS,
    *burden.CHECKS,
    *privacy.CHECKS,
)
"""Checks of a questionnaire all of whose names exist."""

INSTRUMENT: tuple[Check[Instrument], ...] = (*advice.CHECKS,)
"""Checks of a questionnaire together with its action library."""

LIBRARY: tuple[Check[ActionLibrary], ...] = (*advice.LIBRARY,)
"""Checks of an action library by itself."""

ACTIONS: tuple[Check[tuple[ActionLibrary, Questionnaire]], ...] = (*references.ACTIONS,)
"""Checks of an action library, with the questionnaire that names it."""

WORDING: tuple[Check[Prose], ...] = wording.CHECKS
"""Checks of what people read in a file, with the words to think about twice."""

LEXICONS: tuple[Check[Lexicon], ...] = lexicons.CHECKS
"""Checks of a list of such words."""

REMEMBERED: tuple[Check[version_rules.Remembered], ...] = version_rules.REMEMBERED
"""Checks of a questionnaire, with what was recorded of it."""

FOUNDED: tuple[Check[translations.Unfounded], ...] = translations.FOUNDED
"""Checks of what a translation is a translation of."""

RENDERING: tuple[Check[translations.Rendering], ...] = translations.RENDERING
"""Checks of a translation, with the texts that it translates."""

PAGES: tuple[Page, ...] = tuple(
    sorted(
        (
            *pages.PAGES,
            *(check.page for check in (*references.QUESTIONNAIRE, *READABLE, *SOUND)),
            *(check.page for check in INSTRUMENT),
            *(check.page for check in LIBRARY),
            *(check.page for check in ACTIONS),
            *(check.page for check in WORDING),
            *(check.page for check in LEXICONS),
            *(check.page for check in overlay_rules.SOUGHT),
            *(check.page for check in overlay_rules.EXTENSION),
            *(check.page for check in REMEMBERED),
            *(check.page for check in version_rules.KEPT),
            *(check.page for check in FOUNDED),
            *(check.page for check in RENDERING),
        ),
        key=lambda page: page.code,
    )
)
"""The manual page of every code, in the order of the codes."""

FAMILIES = {
    "SB0": "reading",
    "SB1": "structure",
    "SB2": "identity",
    "SB3": "scales",
    "SB4": "weighing",
    "SB5": "logic",
    "SB6": "wording",
    "SB70": "advice",
    "SB71": "burden",
    "SB72": "privacy",
    "SB73": "translation",
    "SB8": "answers",
    "SB90": "versions",
    "SB91": "overlays",
    "SB92": "suppressing",
}
"""The families of checks, by how their codes begin."""

GRAVITY: dict[str, Severity] = {
    "SB": "error",
    "SB3": "warning",
    "SB301": "error",
    "SB306": "error",
    "SB4": "warning",
    "SB5": "warning",
    "SB6": "warning",
    "SB616": "advice",
    "SB7": "warning",
    "SB733": "advice",
    "SB734": "error",
    "SB735": "error",
    "SB810": "advice",
    "SB832": "warning",
    "SB833": "advice",
    "SB834": "warning",
    "SB852": "warning",
    "SB854": "warning",
    "SB855": "warning",
    "SB856": "warning",
    "SB857": "warning",
    "SB858": "warning",
    "SB859": "warning",
    "SB860": "warning",
    "SB861": "advice",
    "SB842": "warning",
    "SB843": "warning",
    "SB844": "warning",
    "SB845": "warning",
    "SB846": "warning",
    "SB847": "warning",
    "SB848": "advice",
    "SB849": "warning",
    "SB850": "warning",
    "SB851": "warning",
    "SB92": "warning",
    "SB924": "error",
}
"""How grave what a check finds is, by how its code begins; the longest beginning counts. Nowhere else is this said."""


def family(code: str) -> str:
    """The family of the check with this *code*."""
    return FAMILIES[max((start for start in FAMILIES if code.startswith(start)), key=len)]


def graded(problem: Problem) -> Problem:
    """The *problem* with its severity. What the readers of answers call advice stays advice."""
    if problem.severity != "error":
        return problem
    start = max((start for start in GRAVITY if problem.code.startswith(start)), key=len)
    return problem._replace(severity=GRAVITY[start])
