from onmaru.inbox.models import Way

State = Way.State
IN_DOUBT = {State.HANDING_OVER, State.UNKNOWN}
# From where something may turn out to have left, or not to leave at all.
UNDECIDED = {State.QUEUED, State.SENDING, State.HANDING_OVER, State.UNKNOWN}


def step(way: Way, before: set[State], **after: object) -> bool:
    """One step of the way, if nobody else took one meanwhile."""
    # The moment of the claim is part of the condition: whoever comes back from the dead with an old claim changes nothing.
    claim = {"attempts": way.attempts, "claimed_at": way.claimed_at}
    done = type(way)._default_manager.filter(pk=way.pk, state__in=before, **claim).update(**after)
    if done:
        for name, value in after.items():
            setattr(way, name, value)
    return bool(done)
