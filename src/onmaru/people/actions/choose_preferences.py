from typing import Any

from django.db import transaction

from onmaru.people.models import Agent

CHOICES = frozenset(
    {"name", "language", "theme", "time_zone", "signature", "enter_sends", "enter_sends_at_once", "afterwards", "folds_abuse"}
)


@transaction.atomic
def choose_preferences(agent: Agent, **choices: Any) -> None:
    """Keep how an agent wants to work. Not worth a line in the log: it concerns nobody else."""
    if unknown := set(choices) - CHOICES:
        raise TypeError(f"no preference: {', '.join(sorted(unknown))}")
    Agent.objects.filter(pk=agent.pk).update(**choices)
