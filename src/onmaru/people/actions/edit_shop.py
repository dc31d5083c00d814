from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.events import ShopEdited
from onmaru.people.models import Agent, BusinessHours, Shop


@transaction.atomic
def edit_shop(by: Agent, name: str, language: str, time_zone: str, one_answers_at_a_time: bool = False) -> None:
    """Change what the shop is called, its language, its clock and whether one answers at a time; all business hours are of that clock."""
    shop = Shop.objects.select_for_update().get()
    after = {"name": name, "language": language, "time_zone": time_zone, "one_answers_at_a_time": one_answers_at_a_time}
    changed = [field for field, value in after.items() if getattr(shop, field) != value]
    if changed:
        Shop.objects.filter(pk=shop.pk).update(**after)
        BusinessHours.objects.update(time_zone=time_zone)
        record(ShopEdited(changed=changed), by=actor.agent(by.pk))
