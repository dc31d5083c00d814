"""What was done to many, as pages say it."""

from datetime import datetime

from django import template

from onmaru.inbox.desk import bulk_words
from onmaru.inbox.models import Bulk
from onmaru.inbox.models.bulk import UNDO_FOR

register = template.Library()

register.filter("bulk_title", bulk_words.title)
register.filter("how_it_went", bulk_words.how_it_went)
register.filter("bulk_reason", bulk_words.reason)


@register.filter
def bulk_icon(bulk: Bulk) -> str:
    return bulk_words.ICONS.get(bulk.deed, "layers")


@register.filter
def undo_ends(bulk: Bulk) -> datetime | None:
    return bulk.finished_at + UNDO_FOR if bulk.finished_at else None


@register.filter
def progress_of(bulk: Bulk) -> int:
    return bulk.undone + bulk.kept if bulk.undo_asked_at else bulk.handled


@register.filter
def progress_to(bulk: Bulk) -> int:
    return (bulk.done if bulk.undo_asked_at else bulk.total) or 1
