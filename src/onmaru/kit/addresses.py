"""Which addresses the product may call. Hosts that people type must not lead into the network the product runs in."""

import ipaddress
import socket
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 addresses that carry an IPv4 address, which a gateway may unwrap: (prefix, how far the carried address is from the right).
CARRIERS = [
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
]
# Teredo hides the client's address by inverting its bits; nobody we want to call lives there.
NEVER = [ipaddress.IPv6Network("2001::/32"), ipaddress.IPv6Network("fec0::/10")]
# Python calls a few of these global, or did in some release.
CLOSED = [
    ipaddress.IPv4Network(net)
    for net in ("0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/3")
]


class PrivateAddress(ValueError):
    """The host leads to an address that is not on the public internet."""

    def __init__(self, host: str, address: str) -> None:
        said = _("%(host)s leads to %(address)s, which is not a public address. An operator can allow it by name in ONMARU_PRIVATE_HOSTS.")
        super().__init__(said % {"host": host, "address": address})
        self.host, self.address = host, address


class UnknownHost(OSError):
    """The host's name has no address."""


def is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in CLOSED)
    if any(address in network for network in NEVER) or not all(is_public(carried) for carried in _carried(address)):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _carried(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    for network, shift in CARRIERS:
        if address in network:
            yield ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)


def allowed_by_name(host: str) -> bool:
    return host.lower().rstrip(".") in {name.lower().strip("[]") for name in settings.PRIVATE_HOSTS_ALLOWED}


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, every one of them checked: one private address among public ones is reason enough to refuse."""
    host = host.strip("[]")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHost(f"{host} has no address: {error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allowed_by_name(host):
        for address in addresses:
            # A zone ("fe80::1%eth0") names one of our own network interfaces.
            if "%" in address or not is_public(ipaddress.ip_address(address)):
                raise PrivateAddress(host, address)
    return addresses


def guard(host: str) -> None:
    """Raise PrivateAddress unless every address of `host` is public. To connect, use `connect`: names can change in between."""
    resolve(host, 0)


def connect(host: str, port: int, timeout: float) -> socket.socket:
    """A TCP connection to a host, made to the very address that was checked."""
    failed: OSError = UnknownHost(f"{host} has no address")
    for address in resolve(host, port):
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError as error:
            failed = error
    raise failed
