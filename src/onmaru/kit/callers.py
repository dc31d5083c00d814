"""Where a request comes from, for counting: an address stands for whoever shares it, so limits by it are generous."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. One household has a whole IPv6 network, so of those the network is given."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The proxy writes who called it at the end; what stands before was said by the caller.
        said = request.META.get("HTTP_X_FORWARDED_FOR", said).rpartition(",")[2]
    try:
        address = ipaddress.ip_address(said.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address)
