from onmaru.people.models.agent import Agent as Agent
from onmaru.people.models.availability import Availability as Availability
from onmaru.people.models.calendar import BusinessHours as BusinessHours
from onmaru.people.models.shifts import Shifts as Shifts
from onmaru.people.models.shop import Shop as Shop
from onmaru.people.models.team import Team as Team
