from django.db import models

from onmaru.people.models.agent import Agent
from onmaru.people.models.calendar import Hours


class Shifts(Hours):
    """When somebody works, where that is known: week by week, with breaks between the spans of a day."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="shifts")
