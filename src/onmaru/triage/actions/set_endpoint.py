from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.triage.endpoint.asking import Service
from onmaru.triage.events import EndpointSet
from onmaru.triage.models import Endpoint


@transaction.atomic
def set_endpoint(service: Service | None, by: Agent) -> None:
    """Have this service make vectors, or none: what is embedded does then. What was learnt is learnt anew when the next lesson is due."""
    Endpoint.objects.all().delete()
    if service:
        Endpoint.objects.create(address=service.address, model=service.model, key=service.key, set_at=clock.now())
    record(EndpointSet(service=service.name if service else ""), by=actor.agent(by.pk))
