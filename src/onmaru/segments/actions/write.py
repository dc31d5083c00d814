from django.db import IntegrityError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.filtering.terms import Terms
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.segments.actions.place import go_on
from onmaru.segments.events import SegmentRetired, SegmentWritten
from onmaru.segments.models import Membership, Segment


class NameIsTaken(ValueError):
    """Another segment has this name."""


class AsksNothing(ValueError):
    """To a segment without conditions everybody would belong."""


def write_segment(segment: Segment | None, by: Agent, name_ko: str, name_en: str, terms: Terms) -> Segment:
    """Say which customers belong together, anew or otherwise than before; who does is worked out after that."""
    says = {"name_ko": name_ko.strip(), "name_en": name_en.strip(), "terms": str(terms), "placed_at": None}
    if not says["terms"]:
        raise AsksNothing
    try:
        with transaction.atomic():
            if segment is None:
                segment = Segment.objects.create(created_at=clock.now(), **says)
            else:
                Segment.objects.filter(pk=segment.pk).update(**says)
                segment.refresh_from_db()
            record(SegmentWritten(segment_id=segment.pk, called=segment.name_ko), by=actor.agent(by.pk))
            go_on(segment)
    except IntegrityError as error:
        raise NameIsTaken from error
    return segment


@transaction.atomic
def retire_segment(segment: Segment, by: Agent) -> bool:
    """Let nobody belong to a segment any more. False when it was so."""
    if not Segment.objects.in_use().filter(pk=segment.pk).update(retired_at=clock.now()):
        return False
    Membership.objects.filter(segment=segment).delete()
    record(SegmentRetired(segment_id=segment.pk, called=segment.name_ko), by=actor.agent(by.pk))
    return True
