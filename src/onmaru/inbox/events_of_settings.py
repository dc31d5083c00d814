"""What can happen to what a shop sets up: its channels and its tags. Collected with events.py."""

from onmaru.events.happening import Happening, happening


@happening("channel.connected")
class ChannelConnected(Happening):
    channel_id: int


@happening("channel.configured")
class ChannelConfigured(Happening):
    """`changed` are names of fields."""

    channel_id: int
    changed: list[str]


@happening("channel.paused")
class ChannelPaused(Happening):
    channel_id: int


@happening("channel.resumed")
class ChannelResumed(Happening):
    channel_id: int


@happening("channel.hours_set")
class ChannelHoursSet(Happening):
    channel_id: int


@happening("channel.hours_dropped")
class ChannelHoursDropped(Happening):
    """It keeps the hours of its team again."""

    channel_id: int


@happening("tag.renamed")
class TagRenamed(Happening):
    tag_id: int
    before: str


@happening("tag.removed")
class TagRemoved(Happening):
    tag_id: int
    before: str
