"""Message-IDs as we compare them: `<local@domain>`, without blanks or comments."""

import re

BRACKETED = re.compile(r"<([^<>]{1,1000})>")
LONGEST = 998
MOST = 200


def message_ids(value: str) -> tuple[str, ...]:
    """Every id of a header value, each once, in order; of absurdly many the last are kept."""
    found = [re.sub(r"\s+", "", body) for body in BRACKETED.findall(value)]
    if not found:
        found = [token.strip(",;\"'()<>") for token in value.split() if "@" in token]
    ids = [f"<{body}>" for body in found if body and len(body) <= LONGEST]
    return tuple(dict.fromkeys(ids))[-MOST:]


def first_message_id(value: str) -> str | None:
    ids = message_ids(value)
    if ids:
        return ids[0]
    bare = re.sub(r"[\s<>]+", "", value)
    return f"<{bare}>" if bare and len(bare) <= LONGEST else None
