from collections.abc import Iterable

from django.db import transaction

from onmaru.automation.events import PagesLinked
from onmaru.automation.models import LinkedPage
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@transaction.atomic
def link_pages(pages: Iterable[tuple[str, str]], by: Agent) -> None:
    """Make these, by name and address, the pages that answers point to. The same again changes nothing."""
    wanted = {name.casefold(): (name, url) for name, url in pages}
    before = {page.name.casefold(): page for page in LinkedPage.objects.select_for_update()}
    if {key: (page.name, page.url) for key, page in before.items()} == wanted:
        return
    LinkedPage.objects.exclude(pk__in=[page.pk for key, page in before.items() if key in wanted]).delete()
    for key, (name, url) in wanted.items():
        LinkedPage.objects.update_or_create(pk=before[key].pk if key in before else None, defaults={"name": name, "url": url})
    record(PagesLinked(names=[name for name, _url in wanted.values()]), by=actor.agent(by.pk))
