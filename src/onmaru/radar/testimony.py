"""That a customer was left without an answer, for a document in a dispute."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from onmaru.inbox.models import Conversation
from onmaru.inbox.testimony import Deed, iso, testifies
from onmaru.radar.models import Miss


@testifies
def misses(conversation: Conversation) -> Iterator[Deed]:
    for row in Miss.objects.filter(conversation=conversation).order_by("pk").select_related("ended_by"):
        facts = {"cause": row.cause, "since": iso(row.since), "ended": row.ended}
        words = _("It was found to be missed: {cause}").format(cause=Miss.Cause(row.cause).label)
        yield Deed(row.found_at, "miss", row.pk, words, facts=facts)
        if row.ended_at:
            over = _("Not missed any more: {how}").format(how=Miss.Ended(row.ended).label)
            yield Deed(row.ended_at, "miss", row.pk, over, row.ended_by.name if row.ended_by else "", facts)
