"""More conversations than anybody writes by hand."""

from datetime import timedelta

from onmaru.customers.models import Customer
from onmaru.inbox.models import Channel, Conversation, Episode
from onmaru.kit import clock


def fill(mailbox: Channel, count: int) -> None:
    """So many open conversations of as many customers, in a few statements."""
    now = clock.now()
    people = Customer.objects.bulk_create([Customer(name=f"손님 {number}", created_at=now) for number in range(count)])
    made = Conversation.objects.bulk_create(
        [
            Conversation(
                channel=mailbox, customer=one, team_id=mailbox.team_id, subject=f"배송이 늦어요 {number}", preview="언제 오나요?",
                created_at=now, last_activity_at=now - timedelta(seconds=number), customer_waiting_since=now, message_count=1,
            )
            for number, one in enumerate(people)
        ]
    )  # fmt: skip
    Episode.objects.bulk_create([Episode(conversation=one, ordinal=1, started_at=now) for one in made])
