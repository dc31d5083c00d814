from datetime import timedelta

from django.db import connection

from onmaru.channels.models import Tally
from onmaru.kit import clock

# One statement, so that of two processes that count the last one allowed, one is told no.
_COUNT = """
    INSERT INTO channels_tally AS known (name, began_at, used) VALUES (%(name)s, %(now)s, %(many)s)
    ON CONFLICT (name) DO UPDATE SET
        began_at = CASE WHEN known.began_at <= %(over)s THEN %(now)s ELSE known.began_at END,
        used = CASE WHEN known.began_at <= %(over)s THEN 0 ELSE known.used END + %(many)s
    WHERE known.began_at <= %(over)s OR known.used + %(many)s <= %(most)s
    RETURNING used
"""
LONGEST = timedelta(days=1)


def count(name: str, many: int, most: int, span: timedelta) -> bool:
    """Count so many more, unless that is more than `most` in a span that begins with the first."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"name": name, "now": now, "over": now - span, "many": many, "most": most})
        return cursor.fetchone() is not None


def forget_counted() -> None:
    """What no span reaches back to any more."""
    Tally.objects.filter(began_at__lt=clock.now() - LONGEST).delete()
