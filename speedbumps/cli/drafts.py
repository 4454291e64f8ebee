"""What commands that write forms say of translations that are drafts."""

from collections.abc import Sequence
from importlib.resources.abc import Traversable

from speedbumps.cli import options
from speedbumps.cli.running import tell
from speedbumps.questionnaires.draft_languages import draft_translations
from speedbumps.questionnaires.translation import refuse_draft


def check_drafts(path: Traversable, wanted: Sequence[str], *, drafts: bool) -> None:
    """Stop if a *wanted* language of the questionnaire at *path* is a draft; print which others are left out.

    With *drafts*, all are used.

    Raises:
        BadFilesError: If one is.
    """
    held = {} if drafts else draft_translations(path)
    for name in wanted:
        if name in held:
            refuse_draft(held[name])
            options.check_language(name, drafts=False)
    if held and not wanted:
        tell(f"Left out, since they are drafts: {', '.join(sorted(held))}. --draft-translations uses them.")
