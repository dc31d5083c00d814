"""What each role may do. One table, read by every door; pure."""

from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    ADMIN = "admin"
    LEAD = "lead"
    AGENT = "agent"
    # Reads and comments: a designer, a warehouse, a book-keeper. Never writes to a customer.
    LIGHT = "light"


class Permission(StrEnum):
    COMMENT = "comment"
    ANSWER = "answer"
    ORGANISE = "organise"
    SEE_ALL = "see all"
    MERGE_CUSTOMERS = "merge customers"
    TAKE_OVER = "take over"
    DELETE = "delete"
    # Look after what everybody or a team uses: macros, for instance.
    SHARE = "share"
    EXPORT_CASES = "export cases"
    CONFIGURE = "configure"
    APPOINT = "appoint"


_LIGHT = frozenset({Permission.COMMENT})
_AGENT = _LIGHT | {Permission.ANSWER, Permission.ORGANISE}
_LEAD = _AGENT | {
    Permission.SEE_ALL,
    Permission.MERGE_CUSTOMERS,
    Permission.EXPORT_CASES,
    Permission.TAKE_OVER,
    Permission.DELETE,
    Permission.SHARE,
}
_ADMIN = _LEAD | {Permission.CONFIGURE, Permission.APPOINT}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _ADMIN,
    Role.ADMIN: _ADMIN,
    Role.LEAD: _LEAD,
    Role.AGENT: _AGENT,
    Role.LIGHT: _LIGHT,
}


def may(role: str, permission: Permission) -> bool:
    return permission in PERMISSIONS.get(Role(role), frozenset())
