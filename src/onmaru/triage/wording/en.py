from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onmaru.language.names import plain_name
from onmaru.triage.promise import Promise

TEXT = """\
Hello {name},

Thank you for writing to {shop}. Your message has arrived, and its number is {number}.
{promise}
You can see how far it is here: {link}

If there is anything to add, such as a photo or your order number, simply reply to this message.

Kind regards,
{shop}

This note was sent automatically to confirm that we have your message."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def greeting(name: str) -> str:
    return plain_name(name) or "there"


def clock(at: datetime) -> str:
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    return f"{at.hour % 12 or 12}{f':{at.minute:02}' if at.minute else ''} {'AM' if at.hour < 12 else 'PM'}"


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """The zone is named, because who reads English may be anywhere."""
    at, now = at.astimezone(zone), now.astimezone(zone)
    ahead = (at.date() - now.date()).days
    if ahead in (0, 1):
        day = ("today", "tomorrow")[ahead]
    elif ahead < 7:
        day = f"on {_WEEKDAYS[at.weekday()]}"
    else:
        day = f"on {_WEEKDAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]}"
    return f"{clock(at)} {day} ({zone.key.rpartition('/')[2].replace('_', ' ')} time)"


def by(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    return f"by {moment(at, now, zone)}"


def within(duration: timedelta) -> str:
    minutes = int(duration.total_seconds() // 60)
    if minutes < 60:
        return f"within {minutes} minutes"
    return "within an hour" if minutes == 60 else f"within {minutes // 60} hours"


def promise(made: Promise, now: datetime, zone: ZoneInfo) -> str:
    """A whole sentence, or two."""
    if made.due_at is None:
        return "One of us will answer you as soon as we have looked into it."
    due = by(made.due_at, now, zone)
    if made.opens_at:
        return f"We are closed at the moment and open at {moment(made.opens_at, now, zone)}. One of us will answer you {due}."
    if made.busy:
        return f"More people than usual are writing to us right now. One of us will answer you {due}."
    if made.usual:
        return f"We usually answer {within(made.usual)}, and one of us will answer you {due} at the latest."
    return f"One of us will answer you {due}."
