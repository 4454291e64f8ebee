"""From the options and the first questions of the interview to the person whose answers a file will hold."""

import secrets
from typing import NamedTuple

from speedbumps.cli.interview.line_mode import Asker
from speedbumps.cli.interview.screen_text import wrap_text
from speedbumps.cli.running import refuse, tell
from speedbumps.forms.page.words import PHRASES
from speedbumps.i18n import gettext_noop
from speedbumps.model.answers import PersonalAnswers, School
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import find_form, find_nation
from speedbumps.model.questionnaire import FULL, Nation, Questionnaire
from speedbumps.questionnaires.presentation import (
    EVERYBODY,
    PresentedQuestion,
    available_roles,
    estimate_minutes,
    present_questions,
)
from speedbumps.responses.columns import find_role
from speedbumps.text import fold_text

COUNTRIES: dict[Nation, str] = {
    "england": gettext_noop("England"),
    "wales": gettext_noop("Wales"),
    "scotland": gettext_noop("Scotland"),
    "northern-ireland": gettext_noop("Northern Ireland"),
    "other": gettext_noop("Somewhere else"),
}


class InterviewOptions(NamedTuple):
    """The options of the command line; what they say is not asked again."""

    form: str | None = None
    role: str | None = None
    school: str | None = None
    nation: str | None = None
    round: str | None = None


def begin_answers(questionnaire: Questionnaire, wanted: InterviewOptions, asker: Asker) -> PersonalAnswers:
    """Return answers that are still empty, for a person described by *wanted* or asked by *asker*."""
    nation = _ask_nation(wanted.nation, asker, questionnaire)
    named = wanted.school or _answer_or_exit(asker.write(asker.spoken.gettext("Your school's name")))
    role = _ask_role(questionnaire, nation, wanted.role, asker)
    form = _ask_form(questionnaire, role, nation, wanted.form, asker)
    return PersonalAnswers(
        format="speedbumps-answers/1",
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        form=form,
        round=wanted.round,
        school=School(id=named, name=None if named == fold_text(named) else named, nation=nation),
        role=role,
        consent=ask_consent(questionnaire, role, asker),
        draft=secrets.token_hex(8),
        answers={},
    )


def _answer_or_exit(answer: str | None) -> str:
    if answer is None:
        tell("Stopped. Nothing was written.")
        raise SystemExit(0)
    return answer


def _ask_nation(wanted: str | None, asker: Asker, questionnaire: Questionnaire) -> Nation:
    gettext = asker.spoken.gettext
    offered = [(name, gettext(said)) for name, said in COUNTRIES.items()]
    opening = [
        *wrap_text(questionnaire.title),
        "",
        *(
            wrap_text(fill_placeholders(questionnaire.introduction, questionnaire, None))
            if questionnaire.introduction
            else ()
        ),
        "",
        *wrap_text(
            gettext("Every answer is saved on this computer immediately. You can stop at any time and continue later.")
        ),
    ]
    chosen = wanted or _answer_or_exit(asker.choose(gettext("Where is your school?"), offered, opening))
    return find_nation(chosen)


def _ask_role(questionnaire: Questionnaire, nation: Nation, wanted: str | None, asker: Asker) -> str | None:
    there = available_roles(questionnaire, nation)
    if wanted is not None:
        chosen = find_role(wanted, Instrument(questionnaire=questionnaire))
        if chosen not in {role.id for role in there}:
            refuse(f"there is no role '{wanted}' here; there is {', '.join(role.id for role in there)}")
        return chosen
    if not there:
        return None
    offered = [(role.id, _role_title(role.title, role.includes, questionnaire, nation)) for role in there]
    gettext = asker.spoken.gettext
    everybody = (EVERYBODY, gettext("I would rather not say"))
    chosen = _answer_or_exit(asker.choose(gettext("Which of these are you?"), [*offered, everybody]))
    return None if chosen == EVERYBODY else chosen


def _role_title(title: str, includes: str | None, questionnaire: Questionnaire, nation: Nation) -> str:
    said = f"{title} ({includes})" if includes else title
    return fill_placeholders(said, questionnaire, nation)


def _ask_form(questionnaire: Questionnaire, role: str | None, nation: Nation, wanted: str | None, asker: Asker) -> str:
    forms = (FULL, *questionnaire.forms)
    if wanted is not None or len(forms) == 1:
        return find_form(questionnaire, wanted or FULL)
    offered, gettext = [], asker.spoken.gettext
    for name in forms:
        put = present_questions(questionnaire, name, role or EVERYBODY, nation)
        title = questionnaire.forms[name].title if name in questionnaire.forms else gettext("Full")
        length = gettext("%(questions)s questions, about %(minutes)s minutes", **_length(put))
        offered.append((name, f"{title or name.capitalize()}: {length}"))
    return _answer_or_exit(asker.choose(gettext("How much time do you have?"), offered))


def _length(put: tuple[PresentedQuestion, ...]) -> dict[str, int]:
    return {"questions": len(put), "minutes": estimate_minutes(put)}


def ask_consent(questionnaire: Questionnaire, role: str | None, asker: Asker) -> str | None:
    """Ask the only person in a role for consent to be shown individually, in the words of the form.

    Several people who answer together are not asked, since they are not one person.
    """
    alone = next((each for each in questionnaire.roles if each.id == role and each.one_person), None)
    if alone is None or alone.together:
        return "identified" if alone is not None else None
    joined = next((each for each in questionnaire.roles if each.id == alone.joins), None)
    gettext = asker.spoken.gettext
    refusal = gettext(PHRASES["no"])
    if joined is not None:
        refusal = gettext(PHRASES["noJoins"], role=fill_placeholders(joined.title, questionnaire, None))
    offered = (("yes", gettext(PHRASES["yes"])), ("no", refusal))
    about = wrap_text(gettext(PHRASES["consentAbout"]))
    agreed = _answer_or_exit(asker.choose(gettext(PHRASES["consent"]), offered, about))
    return "identified" if agreed == "yes" else None
