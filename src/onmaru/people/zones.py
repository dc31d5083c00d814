"""Time zones to choose from."""

from functools import cache
from zoneinfo import available_timezones

# The zones our shops are in come first; the rest of the world follows by name.
NEAR = ["Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "UTC"]


@cache
def zones() -> list[tuple[str, str]]:
    rest = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/", "US/", "posix/")))
    return [(zone, zone.replace("_", " ")) for zone in [*NEAR, *(zone for zone in rest if zone not in NEAR)]]
