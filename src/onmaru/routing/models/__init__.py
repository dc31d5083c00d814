from onmaru.routing.models.choice import Choice as Choice
