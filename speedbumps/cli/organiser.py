"""What the command line says to whoever runs a round of answers."""

from collections.abc import Iterable

from speedbumps.cli.running import tell
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.questionnaire import Nation, Questionnaire


def tell_organiser(translations: Iterable[Questionnaire], language: str | None, nation: Nation | None) -> None:
    """Print the questionnaire's advice for the organiser, if it has any: in *language*, else as in the first one."""
    ordered = sorted(translations, key=lambda each: language not in {None, each.language})
    for questionnaire in ordered[:1]:
        if questionnaire.organiser:
            tell(f"For whoever runs the round: {fill_placeholders(questionnaire.organiser, questionnaire, nation)}")
