"""Where a request comes from, for counting: an address stands for whoever shares it, so limits by it are generous."""

import ipaddress
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. One household has a whole IPv6 network, so of those the network is given."""
    return _address(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def address_in(scope: MutableMapping[str, Any]) -> str:
    """The same of an ASGI request."""
    forwarded = next((value for name, value in scope["headers"] if name == b"x-forwarded-for"), b"")
    return _address((scope.get("client") or ("",))[0], forwarded.decode("latin-1"))


def _address(called: str, forwarded: str) -> str:
    # The proxy writes who called it at the end; what stands before was said by the caller.
    said = forwarded.rpartition(",")[2] if settings.BEHIND_PROXY and forwarded else called
    try:
        address = ipaddress.ip_address(said.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    return str(address)
