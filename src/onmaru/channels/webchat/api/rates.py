"""How much one visitor, one address and one channel may ask for. Who asks too much waits; nobody else notices.

Many visitors share an address (an office, a mobile network), so an address may do what a few dozen busy visitors do.
"""

from math import ceil

from onmaru.channels.limits import Rate
from onmaru.channels.shared_limits import SharedRate
from onmaru.channels.webchat.api.refusal import too_many

SESSIONS_OF_ADDRESS = SharedRate("sessions of address", 120, seconds=60)
CONFIGS_OF_ADDRESS = SharedRate("configs of address", 600, seconds=60, at_a_time=20)
CALLS_OF_VISITOR = SharedRate("calls of visitor", 240, seconds=60, at_a_time=12)
MESSAGES_OF_VISITOR = SharedRate("messages of visitor", 20, seconds=60)
MESSAGES_OF_ADDRESS = SharedRate("messages of address", 240, seconds=60, at_a_time=4)
MESSAGES_OF_CHANNEL = SharedRate("messages of channel", 6000, seconds=60, at_a_time=50)
CONVERSATIONS_OF_VISITOR = SharedRate("conversations of visitor", 5, seconds=3600)
CONVERSATIONS_OF_ADDRESS = SharedRate("conversations of address", 120, seconds=3600)
TRANSCRIPTS_OF_VISITOR = SharedRate("transcripts of visitor", 3, seconds=3600)
TRANSCRIPTS_OF_ADDRESS = SharedRate("transcripts of address", 20, seconds=3600)
LEAVINGS_OF_VISITOR = SharedRate("leavings of visitor", 10, seconds=3600)
UPLOADS_OF_ADDRESS = SharedRate("uploads of address", 120, seconds=3600)
CONTEXTS_OF_VISITOR = SharedRate("contexts of visitor", 60, seconds=60, at_a_time=4)
# Refuses nobody: what comes sooner is only not told to the desk. Each process for itself is good enough.
TYPING_OF_VISITOR = Rate(1, seconds=2.5)


def count(*counted: tuple[SharedRate, object]) -> None:
    """Count one more of each; refuses with how long to wait."""
    for rate, name in counted:
        if not rate.allows(str(name)):
            raise too_many(max(1, ceil(rate.wait(str(name)))))
