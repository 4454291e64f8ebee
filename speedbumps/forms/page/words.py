"""The form's own phrases by name, for its script and its paper version."""

from collections.abc import Iterator, Mapping

from speedbumps.i18n import Locale, gettext_noop
from speedbumps.model.questionnaire import Questionnaire

PHRASES = {
    "again": gettext_noop("Your answers from before are still here. If they are not yours, erase them."),
    "allBlank": gettext_noop("Nothing is answered yet, so there is nothing to hand in."),
    "amount": gettext_noop("From %(min)s to %(max)s %(unit)s. Leave it empty if it does not apply or you do not know."),
    "answered": gettext_noop("Answered: %(done)s of %(all)s. Minutes left: about %(minutes)s."),
    "answeredAll": gettext_noop("Answered: %(done)s of %(all)s."),
    "asRole": gettext_noop("You answer as: %(role)s."),
    "about": gettext_noop("What happens to your answers"),
    "back": gettext_noop("Back"),
    "begin": gettext_noop("Begin"),
    "blank": gettext_noop("Still blank"),
    "blankIsFine": gettext_noop("That is fine. Choose one to go to it."),
    "change": gettext_noop("Change"),
    "changeRole": gettext_noop("Change role"),
    "choicesFull": gettext_noop("That would be more than %(most)s. Clear one of them first."),
    "choicesLeft": gettext_noop("You can still choose: %(left)s"),
    "choose": gettext_noop("Choose up to %(most)s of these."),
    "chooseRole": gettext_noop("Please choose one of these first."),
    "clear": gettext_noop("Clear this answer"),
    "cleared": gettext_noop("Cleared."),
    "contact": gettext_noop("Whom to ask"),
    "controller": gettext_noop("Who is responsible"),
    "consent": gettext_noop("May your answers be shown by themselves?"),
    "consentAbout": gettext_noop(
        "You are the only one in your role, so its result would be your view alone. Say yes only if readers of the "
        "report may see it as yours. If you choose nothing, it is no."
    ),
    "consentTogether": gettext_noop("May your joint answers be shown by themselves?"),
    "consentTogetherAbout": gettext_noop(
        "These answers are from all of you. Say yes only if everyone agrees that readers of the report may see them "
        "as yours. If you choose nothing, it is no."
    ),
    "copied": gettext_noop("Copied. Now paste it into your e-mail."),
    "copy": gettext_noop("Copy the text"),
    "cut": gettext_noop("Only the first %(most)s characters fit. The rest was left out."),
    "delete_after": gettext_noop("When answers are deleted"),
    "doneAgain": gettext_noop(
        "Something to change? Change it and hand it in again. Only the last one counts, unless you erased your answers "
        "in between."
    ),
    "doneErase": gettext_noop("Have you handed it in? Then erase your answers from this device."),
    "doneFile": gettext_noop("The file %(file)s is on this device, most likely among your downloads."),
    "doneHand": gettext_noop("Give it to whoever gave you this page, in the way that they asked."),
    "doneMail": gettext_noop("Or send it as an e-mail"),
    "doneMailAbout": gettext_noop("Paste all of this text into an e-mail, just as it is. An e-mail shows who sent it."),
    "doneTitle": gettext_noop("Your answers are ready to hand in"),
    "erase": gettext_noop("Erase my answers from this device"),
    "eraseSure": gettext_noop(
        "Erase your answers from this device? What you have handed in stays. If you answer again, that counts as "
        "another person."
    ),
    "erased": gettext_noop("Erased from this device."),
    "goOn": gettext_noop("Carry on"),
    "finish": gettext_noop("Look over my answers"),
    "kept": gettext_noop(
        "Your answers are kept in this browser, on this device only, so you can close the page and come back. If "
        "others use this device, erase them at the end."
    ),
    "notKept": gettext_noop("This browser keeps nothing. If you close the page, your answers are gone."),
    "language": gettext_noop("Language"),
    "left": gettext_noop("Characters left: %(left)s"),
    "make": gettext_noop("Make my answers file"),
    "mend": gettext_noop("Please mend or empty this first:"),
    "more": gettext_noop("More about this"),
    "needSchool": gettext_noop("Please write the name of your school."),
    "next": gettext_noop("Next"),
    "noController": gettext_noop("Ask whoever gave you this who keeps the answers, and until when."),
    "no": gettext_noop("No, do not show my answers by themselves"),
    "noJoins": gettext_noop("No, count my answers together with: %(role)s"),
    "none": gettext_noop("None of these, or I’d rather not say"),
    "numbers": gettext_noop("A few numbers"),
    "oneByOne": gettext_noop("One question at a time"),
    "onlyIf": gettext_noop("Only if your answer to “%(question)s” is one of these: %(answers)s."),
    "onePage": gettext_noop("All questions on one page"),
    "own": gettext_noop("In your own words"),
    "ownAbout": gettext_noop("Up to %(most)s characters. Please name nobody, and write only what could be read out."),
    "readAll": gettext_noop("Read all my answers"),
    "reworded": gettext_noop("Some answers were cleared, since this role is asked in other words."),
    "role": gettext_noop("Which are you?"),
    "saveAgain": gettext_noop("Save the file again"),
    "school": gettext_noop("Which school is this about?"),
    "steps": gettext_noop("Steps of %(step)s."),
    "summary": gettext_noop("Before you hand it in"),
    "summaryAbout": gettext_noop("Nothing has been handed in yet."),
    "toQuestions": gettext_noop("Back to the questions"),
    "why": gettext_noop("Why we ask"),
    "wrongNumber": gettext_noop("Please write a number."),
    "wrongRange": gettext_noop("Please write a number from %(min)s to %(max)s."),
    "wrongStep": gettext_noop("Please write it in steps of %(step)s."),
    "yes": gettext_noop("Yes, show them by themselves"),
}


def form_phrases(words: Locale) -> Mapping[str, str]:
    """Return all phrases in one language, with their placeholders unfilled."""
    return {name: words.catalogue.gettext(text) for name, text in PHRASES.items()}


def paper_notice(questionnaire: Questionnaire, words: Locale) -> Iterator[str]:
    """Yield the sentences of the privacy notice on paper."""
    yield words.gettext("You may leave any question blank. Please do not write your name.")
    yield words.gettext(
        "Somebody types in what you tick. Whoever does can read it, and in a small school may know your handwriting: "
        "tick, and write as little as you like."
    )
    yield _report_limits_notice(questionnaire, words)


def page_notice(questionnaire: Questionnaire, words: Locale) -> Iterator[str]:
    """Yield the sentences of the privacy notice on the page: what happens to the answers, and nothing untrue."""
    yield words.gettext("You may leave any question blank.")
    yield words.gettext(
        "This page needs no internet and sends nothing. Your answers go nowhere until you hand them in yourself."
    )
    yield words.gettext(
        "If you answer on this page, your browser keeps your answers on this device from the first one on, so that "
        "you can stop and carry on. You can erase them at any time. If others use this device too, please do."
    )
    yield words.gettext(
        "At the end you get a small file with the school, your role and your answers, and a random mark so that "
        "handing in twice counts once. It holds no name, no time and nothing about your device."
    )
    yield words.gettext(
        "Whoever receives your answers can read them, and in a small school may guess whose they are. An e-mail shows "
        "who sent it."
    )
    yield _report_limits_notice(questionnaire, words)
    if any(role.one_person for role in questionnaire.roles):
        yield words.gettext("One person’s view is shown by itself only if that person agrees.")


def _report_limits_notice(questionnaire: Questionnaire, words: Locale) -> str:
    privacy = questionnaire.privacy
    return words.gettext(
        "Reports show no figure that rests on fewer than %(least)s people. Own words are printed only if at least "
        "%(wrote)s people wrote some, and only those that somebody has read and cleared.",
        least=words.number(privacy.min_group),
        wrote=words.number(privacy.min_open_text),
    )
