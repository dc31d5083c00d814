# The worker finds jobs in modules of this name; these live beside the declarations it runs.
from onmaru.events.reactions import react as react
from onmaru.events.reactions import react_to_many as react_to_many
from onmaru.events.reactions import react_with_all as react_with_all
