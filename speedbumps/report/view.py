"""An audit indexed by id, so that a page can show "Waiting for a yes" instead of time.delay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from speedbumps.i18n import Locale
from speedbumps.memory import Memory
from speedbumps.model.audit import (
    RESPONDENTS,
    Audit,
    AuditedAction,
    BarrierResult,
    FacetResult,
    Priority,
    QuestionResult,
    RoleCount,
    SignalResult,
)
from speedbumps.model.audit_queries import Target, audit_questions, barrier_targets, receipt_lines
from speedbumps.model.comparison import RoundComparison
from speedbumps.model.questionnaire import UNSTATED, SignalName
from speedbumps.model.report_style import ReportSection
from speedbumps.plan.bumps import agreed_together, few_answered
from speedbumps.report.beside import NOTHING_BESIDE, Beside
from speedbumps.report.plan_page import PlanPage
from speedbumps.report.turned import TURNED

OTHERS = "other-staff"
"""The id that an audit gives to several roles together."""


@dataclass(frozen=True, eq=False)
class View:
    """One audit with the language of its report, and lookups of everything that has an id."""

    audit: Audit
    words: Locale
    targets: Mapping[str, Target]
    barrier_of: Mapping[str, BarrierResult]
    questions: Mapping[str, QuestionResult]
    roles: Mapping[str, RoleCount]
    actions: Mapping[str, AuditedAction]
    titles: Mapping[str, str]
    """The titles of targets and actions."""
    signals: Mapping[SignalName, SignalResult]
    """What the single questions say that some sentences rest on."""
    question_texts: Mapping[str, str]
    """The texts of questions of every kind."""
    answers: Mapping[str, str]
    """The answers to questions, if they are those of one person who agreed to show them."""
    noted: tuple[tuple[str, str], ...] = ()
    """What that person wrote: pairs of a question's id and a text."""
    comparison: RoundComparison | None = None
    """What changed since earlier rounds."""
    last_plan: PlanPage | None = None
    """The plan that the school made after an earlier round."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    def label(self, identity: str) -> str:
        """Return the title of the thing with this id; the text of a question is put in quotation marks."""
        if identity in self.question_texts:
            return f"“{self.question_texts[identity].removesuffix('.')}”"
        if identity == RESPONDENTS:
            return self.words.gettext("How many people answered")
        return self.titles.get(identity, identity)

    def strength_label(self, identity: str) -> str:
        """Return what the target with this id is called where it is something to build on."""
        target = self.targets[identity]
        return (target.strength if isinstance(target, FacetResult) else None) or target.title

    def role_label(self, identity: str) -> str:
        """Return the title of a role, of several roles shown together (`a+b`), or of two side by side (`a/b`)."""
        if "/" in identity:
            a, _, b = identity.partition("/")
            return self.words.gettext("%(a)s and %(b)s", a=self.role_label(a), b=self.role_label(b))
        if "+" in identity:
            return " + ".join(self.role_label(role) for role in identity.split("+"))
        count = self.roles.get(identity)
        if count is None:
            return self.words.gettext("Other staff") if identity == OTHERS else identity
        unstated = self.words.gettext("role not stated")
        return " + ".join(unstated if title == UNSTATED else title for title in count.title.split(" + "))

    def leaves_out(self, section: ReportSection) -> bool:
        """Return whether the questionnaire wants its reports without this *section*.

        Where a high number is good, no road is drawn: a high hump would look like a bump.
        """
        return section in self.audit.questionnaire.report.leave_out or (section == "road" and self.high_is_good)

    @property
    def high_is_good(self) -> bool:
        """Return whether reports show 100 less the severity."""
        return self.audit.questionnaire.report.high_is == "good"

    def displayed(self, severity: float) -> float:
        """Return the number that reports show for a *severity*, unrounded."""
        return 100 - severity if self.high_is_good else severity

    def displayed_ends(self, low: float | None, high: float | None) -> tuple[float | None, float | None]:
        """Return the ends of an interval of severities as reports show them, the lower one first."""
        if not self.high_is_good:
            return low, high
        return (None if high is None else 100 - high), (None if low is None else 100 - low)

    @cached_property
    def cuts(self) -> tuple[float, ...]:
        """Return the severities at which a band or a bump begins."""
        return (*(band.from_ for band in self.audit.questionnaire.bands), self.audit.questionnaire.bump_from)

    @cached_property
    def stretches(self) -> tuple[tuple[Target, ...], ...]:
        """Return the facets of each barrier, or all barriers in one stretch if facets have no scores."""
        if self.audit.detail == "barriers":
            return (self.audit.barriers,)
        return tuple(barrier.facets for barrier in self.audit.barriers if barrier.facets)

    @cached_property
    def few_answered(self) -> bool:
        """Return whether fewer than half of the staff answered, so that nothing is planned on their answers yet."""
        return few_answered(self.audit.respondents)

    @cached_property
    def is_one_voice(self) -> bool:
        """Return whether there is one set of answers, which may be shown: one person's, or agreed by the staff."""
        return bool(self.answers) and (self.audit.respondents.n == 1 or self.agreed_together)

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        """Return what to talk about first, if enough people answered to say so."""
        plan = None if self.few_answered or self.is_one_voice else self.audit.plan
        return tuple(
            each
            for each in (plan.priorities if plan else ())
            if each.bump in self.targets and each.action in self.actions
        )

    @cached_property
    def signs(self) -> Mapping[str, int]:
        """Return the number of each bump to talk about first, by id."""
        return {each.bump: number for number, each in enumerate(self.priorities, start=1)}

    @cached_property
    def units(self) -> tuple[Target, ...]:
        """Return the facets, or the barriers if facets have no scores, in their order along the road."""
        return tuple(target for stretch in self.stretches for target in stretch)

    def options_for(self, question: str) -> tuple[AuditedAction, ...]:
        """Return the actions that may ease what *question* measures: those that a school can begin by itself.

        Those that name it first come first, then in the order of the options for its part of the road.
        """
        parts = [name for name, target in self.targets.items() if question in _question_ids(target)]
        facets = self.questions[question].measures or parts  # older audits do not say what a question measures
        held = next((target.options for target in self.targets.values() if question in _question_ids(target)), ())
        able = [
            action
            for action in self.actions.values()
            if action.own_reach and action.evidence.grade != "X" and set(facets) & set(action.eases)
        ]
        place = {name: at for at, name in enumerate(held)}
        return tuple(sorted(able, key=lambda each: (each.eases[0] not in facets, place.get(each.id, len(place)))))

    def counts_in_bump(self, question: QuestionResult) -> bool:
        """Return whether *question* is part of the number of a bump."""
        bumps = [self.targets[name] for name in self.audit.bumps if name in self.targets]
        return any(question.id in _question_ids(bump) or _measures(question, bump.id) for bump in bumps)

    def part_title(self, question: str) -> str:
        """Return what the part of the road that *question* measures is called where it is something to build on."""
        facets = [name for name in self.questions[question].measures if name in self.targets]
        if facets:
            return self.strength_label(facets[0])
        return next((target.title for target in self.targets.values() if question in _question_ids(target)), "")

    def inside(self, text: str) -> str:
        """Return *text* as it stands within a sentence, where English has a small letter."""
        if self.words.language != "en" or not (text[1:2].islower() or text.startswith("A ")):
            return text
        return text[:1].lower() + text[1:]

    @cached_property
    def agreed_together(self) -> bool:
        """Return whether the school's own people agreed one set of answers together."""
        return agreed_together(self.audit.respondents)


def build_view(audit: Audit, words: Locale, beside: Beside = NOTHING_BESIDE) -> View:
    """Return *audit* with its lookups, for a report in the language of *words* that shows something *beside* it."""
    targets = {target.id: target for barrier in audit.barriers for target in barrier_targets(barrier)}
    barrier_of = {target.id: barrier for barrier in audit.barriers for target in barrier_targets(barrier)}
    questions = {question.id: question for question in audit_questions(audit)}
    titles = {identity: target.title for identity, target in targets.items()}
    titles |= {action.id: action.title for action in audit.actions}
    texts = {question.id: question.text for question in questions.values()}
    texts |= {amount.id: amount.text for amount in audit.amounts} | {result.id: result.text for result in audit.open}
    texts |= {result.id: result.text for result in audit.choices}
    roles = {count.role: count for count in audit.respondents.by_role}
    actions = {action.id: action for action in audit.actions}
    lines = [line for target in targets.values() for line in receipt_lines(target)]
    answers = {line.question: line.answer for line in lines if line.question and line.answer}
    answers |= {question.id: question.answer for question in questions.values() if question.answer}
    signals = {each.signal: each for each in audit.signals}
    words = words.with_words(audit.questionnaire.report.instead)
    if audit.questionnaire.report.high_is == "good":
        words = words.with_messages(TURNED)
    return View(audit, words, targets, barrier_of, questions, roles, actions, titles, signals, texts, answers, *beside)


def _question_ids(target: Target) -> set[str]:
    return {question.id for question in target.questions}


def _measures(question: QuestionResult, target: str) -> bool:
    return any(facet == target or facet.startswith(f"{target}.") for facet in question.measures)
