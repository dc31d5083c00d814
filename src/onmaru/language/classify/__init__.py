"""What a text is about, learnt from examples: `train` gives a Model, whose `predict` ranks the labels, or says that it is none of them."""

from onmaru.language.classify.model import Model as Model
from onmaru.language.classify.model import Prediction as Prediction
from onmaru.language.classify.training import train as train
