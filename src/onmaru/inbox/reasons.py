"""What is asked of reasons: what there is to choose from, what a conversation is about now, which conversations are about something."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from onmaru.inbox.models import Episode, Reason

NOT_KNOWN = "-"


def tree() -> list[tuple[Reason, list[Reason]]]:
    """The groups in use with what belongs to them, in their order."""
    rows = list(Reason.objects.filter(retired_at=None).select_related("parent"))
    return [(group, [row for row in rows if row.parent_id == group.pk]) for group in rows if group.parent_id is None]


def in_order() -> list[Reason]:
    """The same in one line: every group before what belongs to it."""
    return [reason for group, below in tree() for reason in (group, *below)]


def reason_now() -> Subquery:
    """Beside a conversation: what its last episode is about, as key, ko, en, and who said so (None: the product)."""
    last = Episode.objects.filter(conversation=OuterRef("pk"), reason__isnull=False).order_by("-ordinal")
    called = JSONObject(key=F("reason__key"), ko=F("reason__name_ko"), en=F("reason__name_en"), by=F("reason_by"), ordinal=F("ordinal"))
    return Subquery(last.filter(~_later()).values(value=called)[:1])


def about(keys: tuple[str, ...]) -> Q:
    """Conversations whose last episode is about one of these; a group stands for all that belongs to it."""
    wanted = Reason.objects.within(*keys).order_by().values("pk")
    episodes = Episode.objects.filter(~_later(), reason__in=wanted).order_by()
    some = Q(pk__in=episodes.values("conversation"))
    if NOT_KNOWN in keys:
        some = some | Q(~Exists(Episode.objects.filter(~_later(), conversation=OuterRef("pk"), reason__isnull=False)))
    return some


def _later() -> Exists:
    return Exists(Episode.objects.filter(conversation=OuterRef("conversation"), ordinal__gt=OuterRef("ordinal")))
