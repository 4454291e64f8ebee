"""The results of many schools together, in a form that may be published.

Every page about a cohort is made from a Cohort and from nothing else. It holds no figure of a single school, and no
figure rests on fewer schools than the questionnaire's `min_schools`. Schools are named only where all of them agreed to
take part in visits, and not who visits whom. All figures are rounded as the page prints them.
"""

from typing import Literal

from speedbumps.model.questionnaire import Band, Nation, Reach
from speedbumps.model.questionnaire import Status as Maturity
from speedbumps.model.scalars import Frozen

Few = Literal["few", "all-but-few"]
"""few: no school, or too few to give their number. all-but-few: all schools, or all but so few."""


Division = Literal["area", "phase"]
"""By what the schools of a cohort are divided, to see whether one part lies apart from all others."""


class SchoolCount(Frozen):
    """How many schools something holds for."""

    of: int
    """Schools that it could hold for."""
    n: int | None
    """None where telling it would point at schools, as that of none and of all does."""
    about: Few | None = None
    """What can be said instead; None where n is told, and where nothing can be said."""


class Quartiles(Frozen):
    """How a figure lies over schools: each school counts once, whatever its size.

    Worked out from exact figures, then rounded: severities to whole numbers, response rates to whole per cent, or both
    in steps of five for fewer than ten schools; amounts to two digits, or one for fewer than ten schools.
    """

    n: int
    """Schools that have the figure."""
    low: float
    """A quarter of the schools lie below it."""
    middle: float
    """Half of the schools lie below it."""
    high: float
    """A quarter of the schools lie above it."""


class CohortTarget(Frozen):
    """A barrier or facet over all schools."""

    id: str
    """Its name in full: time.delay."""
    title: str
    """What a report calls it."""
    strength: str | None = None
    """What a report calls a facet where it goes well, if that has another name."""
    barrier: str
    """The barrier that it is part of, or is."""
    is_barrier: bool
    """Whether it is a barrier."""
    within_reach: Reach | None = None
    """Who can lower a facet."""
    spread: Quartiles | None = None
    """None where too few schools have a score."""
    bumps: SchoolCount | None = None
    """Schools in which it reaches the height of a bump."""
    goes_well: SchoolCount | None = None
    """Schools in which it lies clearly below that; None unless these are most schools and may be counted."""
    ask_whom: str | None = None
    """Whom to ask; None where `ask` is a sentence that names them."""
    ask: str | None = None
    """What to ask of those who can lower the rest, if a school alone cannot."""


class CohortAmount(Frozen):
    """A measured amount over all schools."""

    id: str
    """The question's id."""
    text: str
    """The words that people read."""
    unit: str
    """What was counted."""
    spread: Quartiles | None = None
    """Of what is typical in each school."""
    hours_a_year: float | None = None
    """Hours a year in all schools whose headcounts are known, to two digits."""
    counted: int | None = None
    """Schools in that sum."""


class CohortArea(Frozen):
    """Some of the schools: those of one area, or of one phase."""

    name: str
    """What it is called."""
    schools: int
    """How many there are."""
    higher: tuple[str, ...] = ()
    """Barriers and facets that lie higher there than elsewhere, by far and hardly by chance."""
    lower: tuple[str, ...] = ()
    """Those that lie lower there, likewise."""
    spreads: dict[str, Quartiles] = {}
    """By barrier and facet, where enough of its schools have a score."""


class CohortFamily(Frozen):
    """A family: schools that are looked at beside each other because they are alike."""

    words: tuple[str, ...]
    """What they share."""
    schools: int
    """How many there are."""


class CohortExchange(Frozen):
    """Visits between schools, planned together so that as many as can be take part, and then for the largest gain.

    Who visits whom is in the schools' own reports: it would tell where there are bumps.
    """

    taking_part: int | None
    """Schools that agreed to be named; None where these, or those that did not, are few."""
    schools: tuple[str, ...] = ()
    """What people call them, in the order of the alphabet; none unless all schools take part, since a list of some
    would show who does not."""
    suggested: int | None = None
    """Visits; None where too few schools take part to tell, or where how many take part is not told."""
    hosts: int | None = None
    """Schools that would be visited; None where telling it would point at schools."""
    guests: int | None = None
    """Schools that would make a visit; None where telling it would point at schools."""
    about: dict[str, int] = {}
    """How many of the visits are about a facet, where enough schools make one for it, and enough for another.

    Empty where how many schools take part is not told.
    """
    reached: float
    """What the plan gains, as a share of what no plan could exceed, rounded down to hundredths.

    1 is a plan that is at most 0.05 per cent below the best; none is sought that is still nearer to it. The points
    themselves would tell of single schools where visits are few.
    """
    blocks: int = 1
    """Parts in which it was planned; one plan for all, where that can be worked out."""


class CohortChange(Frozen):
    """In how many schools a barrier is lower, higher, or without clear change since the round before."""

    of: str
    """The barrier's id."""
    title: str
    """What a report calls it."""
    lower: SchoolCount | None = None
    """Schools whose own report says that it is clearly lower, which is better; None where it is told of none."""
    higher: SchoolCount | None = None
    """Schools in which it is clearly higher."""
    no_clear_change: SchoolCount | None = None
    """Schools in which there is no clear change."""


class MovedShare(Frozen):
    """In how many of some schools a bump is clearly lower than in the round before."""

    schools: SchoolCount
    """How many of them."""
    share: float | None = None
    """Their share, from 0 to 1; None where the number is not told."""
    low: float | None = None
    """The lower end of the share's 95 % interval (Wilson)."""
    high: float | None = None
    """The upper end of the share's 95 % interval."""


class TriedAction(Frozen):
    """An action that enough schools began or did against the same bump."""

    action: str
    """Its id in the library."""
    title: str
    """Its title."""
    bump: str
    """The facet or barrier that it was tried against, by its full name."""
    bump_title: str
    """What a report calls that."""
    tried: MovedShare
    """The schools that tried it, and nothing else against this bump."""
    others: MovedShare | None = None
    """The other schools whose plans are known; None where these are too few, or together with others would tell of few.
    """


class CohortChanges(Frozen):
    """What changed in the schools since the round before, and what they tried."""

    schools: int
    """Schools that have answers of both rounds and whose changes are counted."""
    plans: int = 0
    """Those of them whose plan is known, if they are enough; otherwise 0."""
    barriers: tuple[CohortChange, ...] = ()
    """Each barrier in the questionnaire's order."""
    tried: tuple[TriedAction, ...] = ()
    """What was tried, in the order of bumps in the questionnaire and of actions in the library."""


class CohortResponse(Frozen):
    """Who answered, and how."""

    schools: int
    """Schools that are told of here."""
    people: int
    """Their own people who answered."""
    rates: Quartiles | None = None
    """Of response rates, from 0 to 1, where headcounts are known."""
    below_half: SchoolCount | None = None
    """Schools in which fewer than half answered."""
    apart: int = 0
    """Schools that are scored and left out here, since one person alone answered or too few did."""
    left_out: int = 0
    """Files and schools whose answers could not be read or used."""
    not_in_table: int = 0
    """Schools with answers that are left out because they are not in the table of schools."""
    set_aside: int = 0
    """Cells that count as blank, on request, because they could not be read."""
    duplicates: int = 0
    """Repeated hand-ins; the last one counts."""


class CohortQuestionnaire(Frozen):
    """Which questionnaire was answered, and what of it a reader needs."""

    id: str
    """Its id."""
    version: str
    """Its three numbers."""
    fingerprint: str
    """Alike where every question is."""
    status: Maturity
    """How far it has been tried."""
    title: str
    """What people saw above it."""
    draft_translation: bool = False
    """Whether this is a translation that no named translator has checked."""
    bump_from: float
    """The severity from which a facet is a bump."""
    bands: tuple[Band, ...]
    """The stretches of severity that have a word, lowest first."""
    min_schools: int
    """Schools that a figure holds at least."""
    min_distribution: int = 10
    """People that a mean at an end of the scale holds at least; of fewer, a bound is shown."""


class CohortRound(Frozen):
    """How many schools have answers of one round."""

    round: str | None
    """Its name; None for answers that name no round."""
    schools: int
    """How many there are."""


class Cohort(Frozen):
    """What many schools' answers say together, format speedbumps-cohort/1."""

    format: Literal["speedbumps-cohort/1"] = "speedbumps-cohort/1"
    """What kind of file this is."""
    precision: Literal["rounded"] = "rounded"
    """rounded: every figure is rounded as the page prints it."""
    questionnaire: CohortQuestionnaire
    """Which questionnaire was answered."""
    round: str | None = None
    """The collection that the answers of all schools belong to; None where they are of several, or none is named."""
    rounds: tuple[CohortRound, ...] = ()
    """How many schools have answers of each round, where they are of several."""
    date: str | None = None
    """The date that was asked to be printed."""
    nation: Nation | None = None
    """The nation of all of the schools; None where they lie in several, or nothing is said."""
    response: CohortResponse
    """Who answered, and how."""
    targets: tuple[CohortTarget, ...] = ()
    """Each barrier, then its facets, in the questionnaire's order; none where there are too few schools."""
    amounts: tuple[CohortAmount, ...] = ()
    """What measured amounts add up to."""
    parts: tuple[CohortArea, ...] = ()
    """Areas or phases, by name, that hold enough schools; all others together are enough too."""
    divided_by: Division = "area"
    """Whether the parts are areas or phases. Never both: a part of one and a part of the other could differ by a single
    school."""
    families: tuple[CohortFamily, ...] = ()
    """The families that were found."""
    without_family: int = 0
    """Schools that too few others are like."""
    exchange: CohortExchange | None = None
    """None where no school agreed to take part."""
    changes: CohortChanges | None = None
    """None where too few schools have answers of an earlier round, or none of these are known."""
    again: bool = False
    """Whether this was written on request, though so few schools had changed since an earlier page that they show."""
