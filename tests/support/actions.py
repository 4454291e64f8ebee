"""Actions for tests of what is chosen."""

from speedbumps.model.actions import Evidence, Grade, Hours
from speedbumps.model.audit import AuditedAction


def action(
    name: str, grade: Grade = "A", *eased: str, moves: bool = False, hours: Hours | None = None
) -> AuditedAction:
    """Return an action that a school can begin by itself, without hours; it is made for the first facet."""
    return AuditedAction(
        id=name,
        title=name,
        level="school",
        own_reach=True,
        eases=eased,
        moves_knowledge=moves,
        moves_pupils=False,
        first_step="Talk.",
        owner="head",
        horizon="term",
        hours=hours or Hours(),
        evidence=Evidence(grade=grade, summary="Tested."),
        saves_hours=False,
    )
