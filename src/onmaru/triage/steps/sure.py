from onmaru.language.classify import Prediction

# Below this the product says nothing, and only offers what it thinks.
SURE_ENOUGH = 0.4


def is_said(prediction: Prediction) -> bool:
    """Whether what is thought of a message is given as its reason."""
    return not prediction.is_none and prediction.confidence >= SURE_ENOUGH
