from typing import Any

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.sla.events import PolicyRetired, PolicyWritten
from onmaru.sla.models import Policy


@transaction.atomic
def write_policy(policy: Policy | None, by: Agent, **says: Any) -> Policy:
    """Say by when something is owed, anew or otherwise than before; `says` are fields of the policy."""
    if policy is None:
        policy = Policy.objects.create(created_at=clock.now(), **says)
    else:
        Policy.objects.filter(pk=policy.pk).update(**says)
        policy.refresh_from_db()
    record(PolicyWritten(policy_id=policy.pk, called=policy.name), by=actor.agent(by.pk))
    return policy


@transaction.atomic
def retire_policy(policy: Policy, by: Agent) -> bool:
    """Let a policy decide nothing any more. False when it was so."""
    if not Policy.objects.in_force().filter(pk=policy.pk).update(retired_at=clock.now()):
        return False
    record(PolicyRetired(policy_id=policy.pk, called=policy.name), by=actor.agent(by.pk))
    return True
