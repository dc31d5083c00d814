"""Which senders are nobody who reads an answer. Pure."""

import re

_NO_REPLY = re.compile(
    r"""^(?:
        (?:do[-_.]?)?(?:no|not)[-_.]?reply.* | .*[-_.+](?:no|not)[-_.]?reply
      | mailer[-_.]?daemon | postmaster | mail[-_.]?delivery.* | bounces?(?:[-_.+=].*)? | .*-bounces
      | (?:auto|automatic|automated)[-_.]?(?:reply|response|responder|mail(?:er)?|confirm)?
      | notifications? | notify | alerts? | listserv | majordomo | .*-request | owner-.* | .*-owner
    )$""",
    re.IGNORECASE | re.VERBOSE,
)


def answers_nobody(handle: str) -> bool:
    """An address that says of itself that nobody reads it. Handles that are no addresses are people's."""
    local, at, domain = handle.strip().lower().rpartition("@")
    if not at:
        return False
    return not local or bool(_NO_REPLY.match(local)) or domain.endswith((".invalid", ".localhost"))


def bare(handle: str) -> str:
    """help+c12.abc@shop is help@shop; in lower case."""
    local, at, domain = handle.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if at else domain
