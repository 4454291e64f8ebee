"""From what the command line says, and what is asked first, to whose answers a file is going to hold."""

import secrets
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from speedbumps.cli.interview.screen_text import wrapped
from speedbumps.cli.running import refuse, tell
from speedbumps.forms.interview.session import Sitting
from speedbumps.forms.interview.steps import Step
from speedbumps.model.answers import PersonalAnswers, School
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.queries import form_named, nation_named
from speedbumps.model.questionnaire import FULL, Nation, Questionnaire
from speedbumps.questionnaires.presentation import EVERYBODY, items, minutes, roles
from speedbumps.responses.columns import role_named
from speedbumps.text import folded

COUNTRIES: dict[Nation, str] = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
    "other": "Somewhere else",
}


class Asker(Protocol):
    """Somebody's terminal, whatever it can do."""

    def choose(self, title: str, offered: Iterable[tuple[str, str]], explained: Iterable[str] = ()) -> str | None:
        """Which of what is *offered* is taken, by its id; None to stop."""

    def write(self, title: str) -> str | None:
        """A line that says something; None to stop."""

    def ask(self, sitting: Sitting) -> Step:
        """The step at the question in front."""


class Wanted(NamedTuple):
    """What the command line says already, so that nobody is asked again."""

    form: str | None = None
    role: str | None = None
    school: str | None = None
    nation: str | None = None
    round: str | None = None


def begun_about(questionnaire: Questionnaire, wanted: Wanted, asker: Asker) -> PersonalAnswers:
    """Whose answers these are going to be, asked where it is not said."""
    nation = _nation(wanted.nation, asker, questionnaire)
    named = wanted.school or _or_stop(asker.write("Your school's name"))
    role = _role(questionnaire, nation, wanted.role, asker)
    form = _form(questionnaire, role, nation, wanted.form, asker)
    return PersonalAnswers(
        format="speedbumps-answers/1",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        form=form,
        round=wanted.round,
        school=School(id=named, name=None if named == folded(named) else named, nation=nation),
        role=role,
        consent=_consent(questionnaire, role, asker),
        draft=secrets.token_hex(8),
        answers={},
    )


def _or_stop(answer: str | None) -> str:
    if answer is None:
        tell("Stopped. Nothing was written.")
        raise SystemExit(0)
    return answer


def _nation(wanted: str | None, asker: Asker, questionnaire: Questionnaire) -> Nation:
    opening = [
        *wrapped(questionnaire.title),
        "",
        *(wrapped(filled(questionnaire.introduction, questionnaire, None)) if questionnaire.introduction else ()),
        "",
        *wrapped("Every answer is kept on this computer at once. You can stop at any moment and go on later."),
    ]
    chosen = wanted or _or_stop(asker.choose("Where is your school?", COUNTRIES.items(), opening))
    return nation_named(chosen)


def _role(questionnaire: Questionnaire, nation: Nation, wanted: str | None, asker: Asker) -> str | None:
    there = roles(questionnaire, nation)
    if wanted is not None:
        chosen = role_named(wanted, Instrument(questionnaire=questionnaire))
        if chosen not in {role.id for role in there}:
            refuse(f"there is no role '{wanted}' here; there is {', '.join(role.id for role in there)}")
        return chosen
    if not there:
        return None
    offered = [(role.id, _titled(role.title, role.includes, questionnaire, nation)) for role in there]
    chosen = _or_stop(asker.choose("Which of these are you?", [*offered, (EVERYBODY, "I would rather not say")]))
    return None if chosen == EVERYBODY else chosen


def _titled(title: str, includes: str | None, questionnaire: Questionnaire, nation: Nation) -> str:
    said = f"{title} ({includes})" if includes else title
    return filled(said, questionnaire, nation)


def _form(questionnaire: Questionnaire, role: str | None, nation: Nation, wanted: str | None, asker: Asker) -> str:
    forms = (FULL, *questionnaire.forms)
    if wanted is not None or len(forms) == 1:
        return form_named(questionnaire, wanted or FULL)
    offered = []
    for name in forms:
        put = items(questionnaire, name, role or EVERYBODY, nation)
        title = questionnaire.forms[name].title if name in questionnaire.forms else None
        offered.append((name, f"{title or name.capitalize()}: {len(put)} questions, about {minutes(put)} minutes"))
    return _or_stop(asker.choose("How much time do you have?", offered))


def _consent(questionnaire: Questionnaire, role: str | None, asker: Asker) -> str | None:
    """A one-person role agrees, or not, to be shown by itself; several who answer together are no one person."""
    alone = next((each for each in questionnaire.roles if each.id == role and each.one_person), None)
    if alone is None or alone.together:
        return "identified" if alone is not None else None
    explained = wrapped(
        "A report never shows fewer than a handful of people. Yours is one person's view: may a report show it by "
        "itself, marked as that? Without it your answers count only together with others'."
    )
    agreed = _or_stop(asker.choose("May it be shown?", (("yes", "Yes"), ("no", "No")), explained))
    return "identified" if agreed == "yes" else None
