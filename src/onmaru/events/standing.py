"""Whether the people behind session cookies may listen, for many at once."""

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from onmaru.events.admission import UNKNOWN, Standing
from onmaru.kit import clock


def standing(session_keys: set[str]) -> dict[str, Standing]:
    """For each session key 200, 401 (not signed in any more) or 403 (no longer at work)."""
    sessions = Session.objects.filter(session_key__in=session_keys, expire_date__gt=clock.now())
    held = {session.session_key: session.get_decoded() for session in sessions}
    ids = {data[SESSION_KEY] for data in held.values() if SESSION_KEY in data}
    agents = {str(agent.pk): agent for agent in get_user_model()._default_manager.filter(pk__in=ids)}
    found = dict.fromkeys(session_keys, UNKNOWN)
    for key, data in held.items():
        agent = agents.get(data.get(SESSION_KEY, ""))
        if agent is None:
            continue
        # A changed password ends every session that was opened with the old one.
        given = data.get(HASH_SESSION_KEY, "")
        hashes = [agent.get_session_auth_hash(), *agent.get_session_auth_fallback_hash()]
        if any(constant_time_compare(given, made) for made in hashes):
            found[key] = Standing(200 if agent.is_active else 403)
    return found
