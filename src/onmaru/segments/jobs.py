from onmaru.kit.jobs import every, job
from onmaru.segments.actions.place import go_on, place_some
from onmaru.segments.facts import MOVING
from onmaru.segments.models import Segment


@job(queue="bulk")
def place_everybody(segment_id: int, after: int) -> None:
    """Some more of all customers, then the next job."""
    place_some(segment_id, after)


@every("7 * * * *")
def place_as_time_goes_by() -> None:
    """Who was new is not any more."""
    for segment in Segment.objects.in_use():
        if any(name in MOVING for name, _values in segment.asked.chosen):
            go_on(segment)


@every("37 19 * * *")
def place_all() -> None:
    """At night in Korea, all of them: what came in by other ways than mail and hands is counted too."""
    for segment in Segment.objects.in_use():
        go_on(segment)
