"""Who looks at the portal: somebody who has shown that a handle is theirs, or who has a link to one conversation.

Apart from the desk's sign-in: an agent is nobody's customer by that.
"""

from datetime import timedelta

from django.http import HttpRequest

from onmaru.customers.models import Identity
from onmaru.kit import clock

PERSON, LINKED = "portal_person", "portal_linked"
LASTS = timedelta(hours=24)
# Of links that were followed, the last.
MOST_LINKED = 20


def enter(request: HttpRequest, identity: Identity) -> None:
    """Let somebody in. The session gets another name, so that one known before is worth nothing."""
    request.session.cycle_key()
    request.session[PERSON] = [identity.pk, _until()]


def enter_one(request: HttpRequest, conversation_id: int) -> None:
    """Let somebody who has its link into one conversation."""
    linked = {**request.session.get(LINKED, {}), str(conversation_id): _until()}
    request.session[LINKED] = dict(list(linked.items())[-MOST_LINKED:])


def leave(request: HttpRequest) -> None:
    for name in (PERSON, LINKED):
        request.session.pop(name, None)


def person(request: HttpRequest) -> Identity | None:
    """The handle that was shown to be theirs; None for everybody else, agents too."""
    number, until = request.session.get(PERSON, (0, 0))
    if until < clock.now().timestamp():
        return None
    return Identity.objects.select_related("customer__person").filter(pk=number).first()


def linked(request: HttpRequest) -> list[int]:
    """The conversations whose links were followed lately."""
    now = clock.now().timestamp()
    return [int(number) for number, until in request.session.get(LINKED, {}).items() if until >= now]


def _until() -> float:
    return (clock.now() + LASTS).timestamp()
