"""An audit with its names at hand, so that a page can speak of "Waiting for a yes" rather than of time.delay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from speedbumps.i18n import Words
from speedbumps.memory import Memory
from speedbumps.model.audit import Audit, AuditedAction, BarrierResult, FacetResult, QuestionResult, RoleCount
from speedbumps.model.questionnaire import UNSTATED

RESPONDENTS = "respondents"
"""Where an audit withholds how many people answered."""

OTHERS = "other-staff"
"""What an audit calls several roles together."""

Target = BarrierResult | FacetResult
"""What is scored and can be a bump."""


@dataclass(frozen=True, eq=False)
class View:
    """One audit, the language of its report, and what its ids stand for."""

    audit: Audit
    words: Words
    targets: Mapping[str, Target]
    barrier_of: Mapping[str, BarrierResult]
    questions: Mapping[str, QuestionResult]
    roles: Mapping[str, RoleCount]
    actions: Mapping[str, AuditedAction]
    titles: Mapping[str, str]
    """Of targets and actions."""
    asked: Mapping[str, str]
    """The texts of questions, whatever their kind."""
    answers: Mapping[str, str]
    """The answers themselves, where they are one person's who agreed to show them."""
    memory: Memory = field(default_factory=dict, init=False, repr=False)

    def name(self, identity: str) -> str:
        """What people call the thing with this id; what was asked stands in quotation marks."""
        if identity in self.asked:
            return f"“{self.asked[identity].removesuffix('.')}”"
        if identity == RESPONDENTS:
            return self.words.say("How many people answered")
        return self.titles.get(identity, identity)

    def role(self, identity: str) -> str:
        """What the people of a role are called, or those of several shown together, or of two side by side."""
        if "/" in identity:
            a, _, b = identity.partition("/")
            return self.words.say("%(a)s and %(b)s", a=self.role(a), b=self.role(b))
        if "+" in identity:
            return " + ".join(self.role(role) for role in identity.split("+"))
        count = self.roles.get(identity)
        if count is None:
            return self.words.say("Other staff") if identity == OTHERS else identity
        unstated = self.words.say("role not stated")
        return " + ".join(unstated if title == UNSTATED else title for title in count.title.split(" + "))

    @cached_property
    def cuts(self) -> tuple[float, ...]:
        """The severities from which there is another word."""
        return (*(band.from_ for band in self.audit.questionnaire.bands), self.audit.questionnaire.bump_from)

    @cached_property
    def stretches(self) -> tuple[tuple[Target, ...], ...]:
        """The road: for each barrier its facets, or all barriers in one stretch where facets have no scores."""
        if self.audit.detail == "barriers":
            return (self.audit.barriers,)
        return tuple(barrier.facets for barrier in self.audit.barriers if barrier.facets)

    @cached_property
    def together(self) -> bool:
        """The school's answer is one that people agreed on together."""
        own = [count for count in self.audit.respondents.by_role if not count.outside]
        return bool(own) and all(count.together for count in own)


def view(audit: Audit, words: Words) -> View:
    """*audit* with its names at hand."""
    targets = {target.id: target for barrier in audit.barriers for target in parts(barrier)}
    barrier_of = {target.id: barrier for barrier in audit.barriers for target in parts(barrier)}
    questions = {question.id: question for question in _questions(audit)}
    titles = {identity: target.title for identity, target in targets.items()}
    titles |= {action.id: action.title for action in audit.actions}
    asked = {question.id: question.text for question in questions.values()}
    asked |= {amount.id: amount.text for amount in audit.amounts} | {result.id: result.text for result in audit.open}
    roles = {count.role: count for count in audit.respondents.by_role}
    actions = {action.id: action for action in audit.actions}
    receipts = [target.receipt for target in targets.values() if target.receipt]
    answers = {line.question: line.answer for each in receipts for line in each.lines if line.question and line.answer}
    return View(audit, words, targets, barrier_of, questions, roles, actions, titles, asked, answers)


def parts(barrier: BarrierResult) -> tuple[Target, ...]:
    """The barrier, then its facets."""
    return (barrier, *barrier.facets)


def _questions(audit: Audit) -> Iterator[QuestionResult]:
    for barrier in audit.barriers:
        yield from barrier.questions
        for facet in barrier.facets:
            yield from facet.questions
