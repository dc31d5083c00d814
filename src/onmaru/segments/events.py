from onmaru.events.happening import Happening, happening


@happening("segment.written")
class SegmentWritten(Happening):
    segment_id: int
    called: str


@happening("segment.retired")
class SegmentRetired(Happening):
    segment_id: int
    called: str
