"""What commands that write forms say of the languages of a questionnaire, and of those that are drafts."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from speedbumps.cli import options
from speedbumps.cli.running import refuse, tell
from speedbumps.questionnaires.draft_languages import draft_translations
from speedbumps.questionnaires.translation import find_translations, refuse_draft, refuse_faulty_translations


def check_languages(own: str, path: Traversable, wanted: Sequence[str], *, drafts: bool) -> None:
    """Refuse a *wanted* language that the questionnaire at *path*, which is in its *own* one, does not have.

    Stop if one is a draft, and print which others are left out because they are; with *drafts*, all are used.
    Print a note of each language that speedbumps' own words are not available in.

    Raises:
        BadFilesError: If a wanted one is a draft that is not to be used, or a translation has problems.
    """
    refuse_faulty_translations(path)
    known = (own, *sorted(find_translations(path)))
    held = {} if drafts else draft_translations(path)
    for name in wanted:
        if name not in known:
            refuse(f"there is no translation into '{name}' beside the questionnaire; there is {', '.join(known)}")
        if name in held:
            refuse_draft(held[name])
            options.check_language(name, drafts=False)
    for name in wanted or (each for each in known if each not in held):
        options.note_missing_words(name)
    if held and not wanted:
        tell(f"Left out, since they are drafts: {', '.join(sorted(held))}. --draft-translations uses them.")
