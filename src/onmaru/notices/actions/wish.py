from typing import Any

from django.db import transaction

from onmaru.notices.models import Wishes
from onmaru.people.models import Agent


@transaction.atomic
def wish(by: Agent, **wishes: Any) -> None:
    """Keep how an agent wants to be told. Not worth a line in the log: it concerns nobody else."""
    Wishes.objects.update_or_create(agent=by, defaults=wishes)
