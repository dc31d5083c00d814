"""Conversations by what their customers say of the resolution."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.closing.models import Question
from onmaru.inbox.filtering.filter import Asking, Choice, Option, one_of
from onmaru.inbox.filtering.registry import declare
from onmaru.inbox.models import Conversation, Episode

YES, NO, ASKED = "yes", "no", "asked"


def _confirmed(asking: Asking, values: tuple[str, ...]) -> Q:
    """Of what is resolved: confirmed, not confirmed, or asked without an answer so far."""
    later = Episode.objects.filter(conversation=OuterRef("conversation"), ordinal__gt=OuterRef("ordinal"))
    last = Episode.objects.filter(~Exists(later), conversation=OuterRef("pk"), resolved_at__isnull=False)
    silent = Question.objects.asked().filter(episode=OuterRef("pk"), answer="")
    found = Q()
    if YES in values:
        found |= Q(Exists(last.exclude(confirmed_at=None)))
    if NO in values:
        found |= Q(Exists(last.filter(confirmed_at=None)))
    if ASKED in values:
        found |= Q(Exists(last.filter(Exists(silent), confirmed_at=None)))
    return found & Q(status=Conversation.Status.RESOLVED)


def _options(asking: Asking) -> Iterable[Option]:
    yield Option(YES, _("Confirmed by the customer"), "badge-check")
    yield Option(NO, _("Resolved, not confirmed"), "circle-check")
    yield Option(ASKED, _("Asked, no answer so far"), "help")


declare(Choice("confirmed", gettext_lazy("Confirmation"), "badge-check", _confirmed, looks=one_of(YES, NO, ASKED), options=_options))
