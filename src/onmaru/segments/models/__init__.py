from onmaru.segments.models.segment import Membership as Membership
from onmaru.segments.models.segment import Segment as Segment
