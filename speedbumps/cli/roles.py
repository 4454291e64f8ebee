"""The option that names a role."""

from speedbumps.cli.running import refuse
from speedbumps.model.instrument import Instrument
from speedbumps.model.questionnaire import Nation, Questionnaire
from speedbumps.questionnaires.presentation import available_roles


def parse_role(name: str | None, questionnaire: Questionnaire, nation: Nation | None) -> str | None:
    """Return the id of the role *name*; refuse if the nation has no such role."""
    if name is None:
        return None
    from speedbumps.responses.columns import find_role  # loads the frame library, which a page does not need

    there = [role.id for role in available_roles(questionnaire, nation)]
    chosen = find_role(name, Instrument(questionnaire=questionnaire))
    if chosen not in there:
        refuse(f"there is no role '{name}'; there is {', '.join(there)}")
    return chosen
