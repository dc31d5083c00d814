from django.contrib.auth.hashers import make_password
from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.events import ShopOpened
from onmaru.people.models import Agent, BusinessHours, Shop
from onmaru.people.roles import Role


@transaction.atomic
def open_shop(name: str, owner_name: str, email: str, password: str, language: str = "ko", time_zone: str = "Asia/Seoul") -> Agent:
    """Make the shop, its hours and its owner. A second shop raises IntegrityError."""
    Shop.objects.create(name=name, language=language, time_zone=time_zone)
    owner = Agent.objects.create(
        email=email.lower(), name=owner_name, role=Role.OWNER, password=make_password(password), language=language, time_zone=time_zone
    )
    BusinessHours.objects.get_or_create(team=None, defaults={"time_zone": time_zone})
    record(ShopOpened(agent_id=owner.pk), by=actor.agent(owner.pk))
    return owner
