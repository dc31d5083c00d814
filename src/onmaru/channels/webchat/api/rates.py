"""How much one visitor, one address and one channel may ask for. Who asks too much waits; nobody else notices.

Many visitors share an address (an office, a mobile network), so an address may do what a few dozen busy visitors do.
"""

from math import ceil

from onmaru.channels.limits import Rate
from onmaru.channels.webchat.api.refusal import too_many

SESSIONS_OF_ADDRESS = Rate(120, seconds=60)
CONFIGS_OF_ADDRESS = Rate(600, seconds=60)
CALLS_OF_VISITOR = Rate(240, seconds=60)
MESSAGES_OF_VISITOR = Rate(20, seconds=60)
MESSAGES_OF_ADDRESS = Rate(240, seconds=60)
MESSAGES_OF_CHANNEL = Rate(6000, seconds=60)
CONVERSATIONS_OF_VISITOR = Rate(5, seconds=3600)
CONVERSATIONS_OF_ADDRESS = Rate(120, seconds=3600)
TYPING_OF_VISITOR = Rate(1, seconds=2.5)
TRANSCRIPTS_OF_VISITOR = Rate(3, seconds=3600)
TRANSCRIPTS_OF_ADDRESS = Rate(20, seconds=3600)
LEAVINGS_OF_VISITOR = Rate(10, seconds=3600)
UPLOADS_OF_ADDRESS = Rate(120, seconds=3600)
CONTEXTS_OF_VISITOR = Rate(60, seconds=60)


def count(*counted: tuple[Rate, object]) -> None:
    """Count one more of each; refuses with how long to wait."""
    for rate, name in counted:
        if not rate.allows(str(name)):
            raise too_many(max(1, ceil(rate.wait(str(name)))))
