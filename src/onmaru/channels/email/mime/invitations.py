"""Calendar invitations: just enough of iCalendar to say what, when and where."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from onmaru.channels.email.mime.parsed import Invitation

#: The zone names that Outlook writes for the places our customers live in.
WINDOWS_ZONES = {
    "korea standard time": "Asia/Seoul",
    "tokyo standard time": "Asia/Tokyo",
    "china standard time": "Asia/Shanghai",
    "taipei standard time": "Asia/Taipei",
    "pacific standard time": "America/Los_Angeles",
    "eastern standard time": "America/New_York",
    "gmt standard time": "Europe/London",
    "w. europe standard time": "Europe/Berlin",
    "utc": "UTC",
}
PROPERTY = re.compile(r'([A-Za-z-]{1,40})((?:;[^:"]*+(?:"[^"]*+"[^:"]*+)*+)?+):(.*)')
WANTED = {"SUMMARY", "DTSTART", "DTEND", "LOCATION", "ORGANIZER", "UID", "DESCRIPTION"}


def read_invitation(text: str) -> Invitation | None:
    """The first event of a calendar; None when there is no event."""
    method = ""
    inside = False
    found: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]", "", text[:500_000]).split("\n"):
        match = PROPERTY.match(line.strip())
        if match is None:
            continue
        name, params, value = match[1].upper(), match[2], match[3].strip()
        if name == "METHOD":
            method = value.upper()
        elif name == "BEGIN" and value.upper() in ("VEVENT", "VTODO"):
            inside = True
        elif name == "END" and value.upper() in ("VEVENT", "VTODO"):
            break
        elif inside and name in WANTED and name not in found:
            found[name] = _time(value, params) if name.startswith("DT") else _text(value)
    if not found:
        return None
    return Invitation(
        method=method,
        summary=found.get("SUMMARY", ""),
        start=found.get("DTSTART", ""),
        end=found.get("DTEND", ""),
        location=found.get("LOCATION", ""),
        organizer=re.sub(r"^mailto:", "", found.get("ORGANIZER", ""), flags=re.IGNORECASE),
        uid=found.get("UID", ""),
        description=found.get("DESCRIPTION", ""),
    )


def _text(value: str) -> str:
    value = re.sub(r"\\[nN]", "\n", value)
    return re.sub(r"\\(.)", r"\1", value)[:20_000]


def _time(value: str, params: str) -> str:
    match = re.match(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?", value)
    if match is None:
        return value[:40]
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if match[4] is None:
        return f"{year:04}-{month:02}-{day:02}"
    try:
        moment = datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=UTC)
        if match[7]:
            return moment.isoformat().replace("+00:00", "Z")
        zone = re.search(r'TZID="?([^";:]+)', params, re.IGNORECASE)
        if zone:
            name = WINDOWS_ZONES.get(zone[1].strip().lower(), zone[1].strip().lstrip("/"))
            return moment.replace(tzinfo=ZoneInfo(name)).astimezone(UTC).isoformat().replace("+00:00", "Z")
        # A floating time is the same on every clock, so it is given without a zone.
        return moment.replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError, OSError, KeyError):
        return value[:40]
