# The worker finds jobs in modules of this name; `react` lives beside the declarations it runs.
from onmaru.events.reactions import react as react
