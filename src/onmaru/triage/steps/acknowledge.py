from onmaru.customers.handles import normalised
from onmaru.inbox.hours import calendar_of
from onmaru.inbox.models import Message
from onmaru.inbox.portal.links import address_for
from onmaru.kit import clock
from onmaru.language.placeholders import as_html, fill
from onmaru.people.models import Shop
from onmaru.triage import queries
from onmaru.triage.actions.acknowledge import acknowledge as send
from onmaru.triage.facts import facts_about
from onmaru.triage.models import AcknowledgementText
from onmaru.triage.promise import Basis, promise
from onmaru.triage.silence import why_silent
from onmaru.triage.verdict import Verdict
from onmaru.triage.wording import of, spoken


def acknowledge(message: Message) -> Verdict:
    """Tell the customer once an episode that we have their message, under which number, and by when a person answers."""
    if reason := why_silent(facts_about(message)):
        return Verdict("silent", why={"because": reason})
    conversation, channel, now = message.conversation, message.channel, clock.now()
    calendar = calendar_of(channel.pk, conversation.team_id or channel.team_id)
    made = promise(now, calendar, queries.history(channel, now, conversation), channel.kind_of.answer_within)
    language = spoken(conversation.language or conversation.customer.merged.language or channel.language)
    words = of(language)
    phrase = words.promise(made, now, calendar.zone)
    own = AcknowledgementText.objects.filter(channel=channel, language=language).first()
    shop = Shop.objects.first()
    values = {
        "name": words.greeting(_name(message)),
        "number": str(conversation.pk),
        "promise": phrase,
        "shop": shop.name if shop else channel.name,
        "link": address_for(conversation),
    }
    text = fill(own.text if own else words.TEXT, values)
    basis = _as_json(made.basis)
    send(message, text=text, html=as_html(text) if channel.can.html else "", phrase=phrase, due_at=made.due_at, basis=basis)
    return Verdict("sent", why={"language": language, **basis})


def _name(message: Message) -> str:
    """How an agent named the customer counts more than what the mail program says, as long as it is the customer who writes."""
    person = message.conversation.customer.merged
    theirs = person.identities.filter(handle=normalised(message.sender_handle)).exists() or message.identity_id is None
    return person.name if theirs and person.name else message.sender_name


def _as_json(basis: Basis) -> dict[str, object]:
    return {
        "breadth": basis.breadth,
        "size": basis.size,
        "usual": basis.usual.total_seconds() if basis.usual is not None else None,
        "nearly_always": basis.nearly_always.total_seconds(),
        "ahead": basis.ahead,
    }
