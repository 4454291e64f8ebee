"""What the form itself says beside the questions, by name, for its script and its paper."""

from collections.abc import Iterator, Mapping

from speedbumps.i18n import Words, later
from speedbumps.model.questionnaire import Questionnaire

SAYS = {
    "again": later("Your answers from before are still here. If they are not yours, erase them."),
    "allBlank": later("Nothing is answered yet, so there is nothing to hand in."),
    "amount": later("From %(min)s to %(max)s %(unit)s. Leave it empty if it does not apply or you do not know."),
    "answered": later("Answered: %(done)s of %(all)s. Minutes left: about %(minutes)s."),
    "answeredAll": later("Answered: %(done)s of %(all)s."),
    "asRole": later("You answer as: %(role)s."),
    "about": later("What happens to your answers"),
    "back": later("Back"),
    "begin": later("Begin"),
    "blank": later("Still blank"),
    "blankIsFine": later("That is fine. Choose one to go to it."),
    "change": later("Change"),
    "changeRole": later("Change role"),
    "chooseRole": later("Please choose one of these first."),
    "clear": later("Clear this answer"),
    "cleared": later("Cleared."),
    "contact": later("Whom to ask"),
    "controller": later("Who is responsible"),
    "consent": later("May your answers be shown by themselves?"),
    "consentAbout": later(
        "You are the only one in your role, so its result would be your view alone. Say yes only if readers of the "
        "report may see it as yours. If you choose nothing, it is no."
    ),
    "consentTogether": later("May your joint answers be shown by themselves?"),
    "consentTogetherAbout": later(
        "These answers are from all of you. Say yes only if everyone agrees that readers of the report may see them "
        "as yours. If you choose nothing, it is no."
    ),
    "copied": later("Copied. Now paste it into your e-mail."),
    "copy": later("Copy the text"),
    "cut": later("Only the first %(most)s characters fit. The rest was left out."),
    "delete_after": later("When answers are deleted"),
    "doneAgain": later(
        "Something to change? Change it and hand it in again. Only the last one counts, unless you erased your answers "
        "in between."
    ),
    "doneErase": later("Have you handed it in? Then erase your answers from this device."),
    "doneFile": later("The file %(file)s is on this device, most likely among your downloads."),
    "doneHand": later("Give it to whoever gave you this page, in the way that they asked."),
    "doneMail": later("Or send it as an e-mail"),
    "doneMailAbout": later("Paste all of this text into an e-mail, just as it is. An e-mail shows who sent it."),
    "doneTitle": later("Your answers are ready to hand in"),
    "erase": later("Erase my answers from this device"),
    "eraseSure": later(
        "Erase your answers from this device? What you have handed in stays. If you answer again, that counts as "
        "another person."
    ),
    "erased": later("Erased from this device."),
    "goOn": later("Carry on"),
    "finish": later("Look over my answers"),
    "kept": later(
        "Your answers are kept in this browser, on this device only, so you can close the page and come back. If "
        "others use this device, erase them at the end."
    ),
    "notKept": later("This browser keeps nothing. If you close the page, your answers are gone."),
    "language": later("Language"),
    "left": later("Characters left: %(left)s"),
    "make": later("Make my answers file"),
    "mend": later("Please mend or empty this first:"),
    "more": later("More about this"),
    "needSchool": later("Please write the name of your school."),
    "next": later("Next"),
    "noController": later("Ask whoever gave you this who keeps the answers, and until when."),
    "no": later("No, do not show my answers by themselves"),
    "noJoins": later("No, count my answers together with: %(role)s"),
    "none": later("None of these, or I’d rather not say"),
    "numbers": later("A few numbers"),
    "oneByOne": later("One question at a time"),
    "onlyIf": later("Only if your answer to “%(question)s” is one of these: %(answers)s."),
    "onePage": later("All questions on one page"),
    "own": later("In your own words"),
    "ownAbout": later("Up to %(most)s characters. Please name nobody, and write only what could be read out."),
    "readAll": later("Read all my answers"),
    "reworded": later("Some answers were cleared, since this role is asked in other words."),
    "role": later("Which are you?"),
    "saveAgain": later("Save the file again"),
    "school": later("Which school is this about?"),
    "steps": later("Steps of %(step)s."),
    "summary": later("Before you hand it in"),
    "summaryAbout": later("Nothing has been handed in yet."),
    "toQuestions": later("Back to the questions"),
    "why": later("Why we ask"),
    "wrongNumber": later("Please write a number."),
    "wrongRange": later("Please write a number from %(min)s to %(max)s."),
    "wrongStep": later("Please write it in steps of %(step)s."),
    "yes": later("Yes, show them by themselves"),
}


def says(words: Words) -> Mapping[str, str]:
    """All of it in one language, with the places where values go still open."""
    return {name: words.catalogue.gettext(text) for name, text in SAYS.items()}


def notice_on_paper(questionnaire: Questionnaire, words: Words) -> Iterator[str]:
    """The same of a sheet of paper."""
    yield words.say("You may leave any question blank. Please do not write your name.")
    yield words.say(
        "Somebody types in what you tick. Whoever does can read it, and in a small school may know your handwriting: "
        "tick, and write as little as you like."
    )
    yield _what_reports_show(questionnaire, words)


def notice(questionnaire: Questionnaire, words: Words) -> Iterator[str]:
    """What happens to somebody's answers, and nothing but the truth."""
    yield words.say("You may leave any question blank.")
    yield words.say(
        "This page needs no internet and sends nothing. Your answers go nowhere until you hand them in yourself."
    )
    yield words.say(
        "If you answer on this page, your browser keeps your answers on this device from the first one on, so that "
        "you can stop and carry on. You can erase them at any time. If others use this device too, please do."
    )
    yield words.say(
        "At the end you get a small file with the school, your role and your answers, and a random mark so that "
        "handing in twice counts once. It holds no name, no time and nothing about your device."
    )
    yield words.say(
        "Whoever receives your answers can read them, and in a small school may guess whose they are. An e-mail shows "
        "who sent it."
    )
    yield _what_reports_show(questionnaire, words)
    if any(role.one_person for role in questionnaire.roles):
        yield words.say("One person’s view is shown by itself only if that person agrees.")


def _what_reports_show(questionnaire: Questionnaire, words: Words) -> str:
    privacy = questionnaire.privacy
    return words.say(
        "Reports show no figure that rests on fewer than %(least)s people. Own words are printed only if at least "
        "%(wrote)s people wrote some, and only those that somebody has read and cleared.",
        least=words.number(privacy.min_group),
        wrote=words.number(privacy.min_open_text),
    )
