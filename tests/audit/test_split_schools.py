"""Schools that are scored together, and schools of a kind that few are."""

from support.staff_answers import Group, audit_of


def test_people_from_outside_alone_make_an_audit_without_scores() -> None:
    audit = audit_of(Group("governor", 8, usual=2))

    assert [count.n for count in audit.respondents.by_role] == [8]
    assert [barrier.severity for barrier in audit.barriers] == [None] * len(audit.barriers)
