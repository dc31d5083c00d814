from onmaru.radar.models.duplicate import Duplicate as Duplicate
from onmaru.radar.models.evening import Evening as Evening
from onmaru.radar.models.miss import Miss as Miss
from onmaru.radar.models.trace import Trace as Trace
