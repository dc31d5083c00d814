"""More conversations than anybody writes by hand."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model

from onmaru.customers.models import Customer
from onmaru.inbox.models import Channel, Conversation, Episode
from onmaru.kit import clock


def fill(mailbox: Channel, count: int) -> None:
    """So many open conversations of as many customers, in three statements: the first is written by hand, the others are its copies."""
    now = clock.now()
    person = Customer.objects.create(name="손님 0", created_at=now)
    made = Conversation.objects.create(
        channel=mailbox, customer=person, team_id=mailbox.team_id, subject="배송이 늦어요 0", preview="언제 오나요?",
        created_at=now, last_activity_at=now, customer_waiting_since=now, message_count=1,
    )  # fmt: skip
    episode = Episode.objects.create(conversation=made, ordinal=1, started_at=now)
    people = _copies(person, range(1, count), name="'손님 ' || number")
    others = _copies(
        made,
        people,
        customer_id="beside",
        subject="'배송이 늦어요 ' || number",
        last_activity_at="last_activity_at - number * interval '1 second'",
    )
    _copies(episode, others, conversation_id="beside")


def _copies(first: Model, besides: Sequence[int], **told: str) -> list[int]:
    """A copy of a row for each of some numbers, and their ids. `told` are its columns as SQL that may say `number` and `beside`."""
    table = first._meta.db_table
    fields = [field for field in first._meta.concrete_fields if not field.primary_key and not getattr(field, "generated", False)]
    columns = [field.column for field in fields if field.column]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {table} ({", ".join(f'"{column}"' for column in columns)})
            SELECT {", ".join(told.get(column, f'"{column}"') for column in columns)}
            FROM {table}, unnest(%s::bigint[]) WITH ORDINALITY AS copies (beside, number) WHERE id = %s ORDER BY number RETURNING id
            """,
            [list(besides), first.pk],
        )
        return [number for (number,) in cursor.fetchall()]
