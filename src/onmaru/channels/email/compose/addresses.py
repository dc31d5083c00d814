"""Which addresses can be written into an envelope and a header."""

import re

from django.utils.translation import gettext as _

from onmaru.inbox.outbound import Permanent

# Everything a local part may hold without quotes, more dots than RFC 5322 allows included: some Japanese carriers gave such addresses out.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


def deliverable(address: str) -> str:
    """The address in ASCII; raises Permanent for one that no mail can be sent to."""
    local, _at, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        domain = ""
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and len(domain) <= 253):
        raise Permanent(_("No mail can be sent to the address “%(address)s”. Please check how it is written.") % {"address": address[:200]})
    return f"{local}@{domain}"
