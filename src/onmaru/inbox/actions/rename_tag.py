from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions.tag import NoName
from onmaru.inbox.events import TagRemoved, TagRenamed
from onmaru.inbox.filtering.terms import Terms, said_in
from onmaru.inbox.models import Tag, Tagging, View
from onmaru.people.models import Agent


@transaction.atomic
def rename_tag(tag: Tag, name: str, by: Agent) -> None:
    """Call a tag something else; where that name is taken, the two become one."""
    name = " ".join(name.split()).lstrip("#")
    if not 0 < len(name) <= 40:
        raise NoName
    other = Tag.objects.select_for_update().filter(name__iexact=name).exclude(pk=tag.pk).first()
    if other:
        Tagging.objects.filter(tag=tag).exclude(conversation__taggings__tag=other).update(tag=other)
        Tag.objects.filter(pk=tag.pk).delete()
    else:
        Tag.objects.filter(pk=tag.pk).update(name=name)
    _rename_in_views(tag.name, other.name if other else name)
    record(TagRenamed(tag_id=(other or tag).pk, before=tag.name), by=actor.agent(by.pk))


@transaction.atomic
def remove_tag(tag: Tag, by: Agent) -> None:
    """Take a tag off every conversation, and away."""
    tag_id, name = tag.pk, tag.name
    if Tag.objects.filter(pk=tag_id).delete()[0]:
        record(TagRemoved(tag_id=tag_id, before=name), by=actor.agent(by.pk))


def _rename_in_views(before: str, name: str) -> None:
    """Addresses name a tag by its words; a saved view that went on asking for the old ones would be empty without a word."""
    for view in View.objects.filter(terms__contains="tag=").select_for_update():
        said = said_in(view.terms)
        if any(one.lower() == before.lower() for one in said.get("tag", ())):
            said["tag"] = [name if one.lower() == before.lower() else one for one in said["tag"]]
            View.objects.filter(pk=view.pk).update(terms=str(Terms.of(said)))
