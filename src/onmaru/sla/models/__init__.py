from onmaru.sla.models.episode_clock import EpisodeClock as EpisodeClock
from onmaru.sla.models.policy import Policy as Policy
from onmaru.sla.models.recalculation import Recalculation as Recalculation
