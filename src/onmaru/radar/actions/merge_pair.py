from django.db import transaction

from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.models import Conversation, Merge
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.radar.models import Duplicate


def kept(pair: Duplicate) -> tuple[Conversation, Conversation]:
    """Which one goes into which: what nobody has into what somebody works on, else the later into the earlier."""
    if pair.later.assignee_id and not pair.earlier.assignee_id:
        return pair.earlier, pair.later
    return pair.later, pair.earlier


@transaction.atomic
def merge_pair(pair: Duplicate, by: Agent) -> Merge:
    """Make one conversation of the two. Raises CannotMerge."""
    source, target = kept(pair)
    done = merge(source, target, by)
    Duplicate.objects.still_open().filter(pk=pair.pk).update(ended_at=clock.now(), ended=Duplicate.Ended.MERGED, ended_by=by)
    return done


@transaction.atomic
def unmerge_pair(pair: Duplicate, by: Agent) -> bool:
    """Take that back: they are two again, and look alike as before. False when that was done."""
    numbers = [pair.earlier_id, pair.later_id]
    done = Merge.objects.filter(source__in=numbers, target__in=numbers, undone_at=None).order_by("-pk").first()
    if done is None or not unmerge(done, by):
        return False
    Duplicate.objects.filter(pk=pair.pk, ended=Duplicate.Ended.MERGED).update(ended_at=None, ended="", ended_by=None)
    return True
