"""What a bench fills a database with is what the product would have written."""

import pytest
from django.db import connection
from django.test import Client

from bench.filling import fill
from bench.texts import RARE
from onmaru.events.models import Event
from onmaru.inbox.actions._recount import waiting_since
from onmaru.inbox.desk import lines
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.searchables import MESSAGE
from onmaru.inbox.writing import one_line
from onmaru.language.keys import analysis, keys_of, plain
from onmaru.people.models import Agent
from onmaru.search.models import Entry

COUNT = 80
SHAPE = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2
"""


def shape() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(SHAPE)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_rows_are_as_the_product_writes_them() -> None:
    before = shape()
    fill(COUNT, details=100)
    assert shape() == before
    assert Conversation.objects.count() == COUNT
    for conversation in Conversation.objects.order_by("pk")[:20]:
        messages = list(conversation.messages.all())
        assert conversation.message_count == len(messages)
        assert (conversation.preview, conversation.last_activity_at) == (one_line(messages[-1].text, 160), messages[-1].created_at)
        assert conversation.customer_waiting_since == waiting_since(conversation.pk)
    first = Message.objects.filter(filed_by="new").order_by("pk")[0]
    filed = {number: set(keys) for number, keys in Entry.objects.filter(sort=MESSAGE).values_list("thing_id", "keys")}
    assert len(filed) == Message.objects.count()
    assert set(analysis(plain(first.text.splitlines()[1])).keys) <= filed[first.pk]
    assert set(keys_of("", first.subject)) <= filed[first.pk]
    assert Message.objects.filter(text__contains=RARE).count() == 7
    for event in Event.objects.order_by("pk")[:200]:
        assert event.happening
    assert Event.objects.filter(name__in=lines.names()).exists()
    # New rows find their numbers free.
    made = Conversation.objects.create(channel=first.channel, customer_id=1, created_at=first.created_at, last_activity_at=first.created_at)
    assert made.pk == COUNT + 1
    client = Client()
    client.force_login(Agent.objects.filter(role="lead")[0])
    said = client.get(f"/desk/conversations/{first.conversation_id}/").content.decode()
    assert first.text.splitlines()[0] in said
