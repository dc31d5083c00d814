from datetime import timedelta

from onmaru.channels.webchat.actions.look_after import forget_old, mark_abandoned, send_what_did_not_arrive, tell_hours
from onmaru.channels.webchat.actions.transcript import transcribe
from onmaru.kit import clock
from onmaru.kit.jobs import every, job

KEPT = timedelta(days=1)


@job(queue="outgoing")
def send_transcript(chat_id: int, address: str, language: str) -> None:
    transcribe(chat_id, address, language)


@every("* * * * *")
def look_after_chats() -> None:
    """Whoever went before the answer came."""
    now = clock.now()
    send_what_did_not_arrive(now)
    mark_abandoned(now)
    # By the minute that this run is for: one that comes a little late must not pass the moment over.
    tell_hours(now.replace(second=0, microsecond=0))


@every("17 * * * *")
def forget_old_sessions() -> None:
    forget_old(clock.now() - KEPT)
