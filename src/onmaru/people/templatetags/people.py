"""`{% if request.user|may:"organise" %}`: what is shown follows the same table as what is allowed."""

from django import template

from onmaru.people.models import Agent
from onmaru.people.roles import Permission

register = template.Library()


@register.filter
def may(agent: object, permission: str) -> bool:
    return isinstance(agent, Agent) and agent.may(Permission(permission))
