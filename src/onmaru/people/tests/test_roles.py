from itertools import pairwise

from onmaru.people.roles import PERMISSIONS, Permission, Role, may


def test_each_role_may_all_that_the_one_below_may() -> None:
    ladder = [Role.LIGHT, Role.AGENT, Role.LEAD, Role.ADMIN]
    for lower, higher in pairwise(ladder):
        assert PERMISSIONS[lower] < PERMISSIONS[higher]
    assert PERMISSIONS[Role.ADMIN] == PERMISSIONS[Role.OWNER]


def test_who_only_comments_never_answers() -> None:
    assert PERMISSIONS[Role.LIGHT] == {Permission.COMMENT}
    assert not may("light", Permission.ANSWER)
