from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Channel, Conversation, Reason
from onmaru.kit.prepared import prepared
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.triage import understanding
from onmaru.triage.models import Acknowledgement, Decision
from onmaru.triage.versions import newest
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=5)
def promise(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What the customer was last promised here, and what became of it."""
    made = next(iter(_last_made(conversation.pk)), None)
    return None if made is None else ("triage/_promise.html", {"promise": made})


@prepared
def _last_made(conversation: int) -> QuerySet[Acknowledgement]:
    return Acknowledgement.objects.about(conversation).order_by("-made_at")[:1]


@panel("channel.settings")
def texts(request: HttpRequest, channel: Channel, **context: Any) -> Drawn:
    return "triage/_texts_link.html", {"channel": channel}


@panel("reason.menu")
def guesses(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What the product thinks this is about, the likeliest first, above all there is to choose from."""
    decision = Decision.objects.filter(message__conversation=conversation, step="classify", why__has_key="ranked").order_by("-pk").first()
    if decision is None:
        return None
    shares = dict(decision.why["ranked"])
    reasons = {reason.key: reason for reason in Reason.objects.in_use().filter(key__in=shares).select_related("parent")}
    offered = [(reasons[key], round(100 * share)) for key, share in shares.items() if key in reasons]
    return ("triage/_guesses.html", {"offered": offered}) if offered else None


@panel("conversation.side", order=6)
def understood(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What the customer stated already, so that nobody asks for it twice, and how they write."""
    found = understanding.of(conversation)
    may_amend = isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
    if not (may_amend or found.facts or found.mood != "calm" or len(found.questions) > 1):
        return None
    context = {"understood": found, "facts": understanding.marked(found.facts), "may_amend": may_amend, "conversation": conversation}
    return "triage/_understood.html", context


@panel("conversation.dialogs", order=25)
def stated(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    return "triage/_stated_dialog.html", {}


@panel("conversation.above", order=1)
def taken_for_spam(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """That the product took it for an advertisement, by which words, and the way back."""
    if not conversation.is_spam or conversation.spam_marked_by_id is not None:
        return None
    decision = Decision.objects.filter(message__conversation=conversation, step="spam", outcome="spam").order_by("-pk").first()
    return None if decision is None else ("triage/_taken_for_spam.html", {"conversation": conversation, "words": decision.why["words"]})


@panel("settings.nav", order=30)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_learning", "book-open", gettext_lazy("What was learnt"))])


@panel("reasons.above")
def learnt(request: HttpRequest, **context: Any) -> Drawn:
    """How well these reasons are known by now, and where to look."""
    return "triage/_learnt_line.html", {"newest": newest()}
