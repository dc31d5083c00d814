from onmaru.routing.models.abilities import Abilities as Abilities
from onmaru.routing.models.choice import Choice as Choice
from onmaru.routing.models.measure import Measure as Measure
from onmaru.routing.models.offer import Offer as Offer
from onmaru.routing.models.queue import Queue as Queue
