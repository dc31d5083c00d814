from onmaru.triage.models.acknowledgement import Acknowledgement as Acknowledgement
from onmaru.triage.models.decision import Decision as Decision
from onmaru.triage.models.endpoint import Endpoint as Endpoint
from onmaru.triage.models.learnt import Learnt as Learnt
from onmaru.triage.models.lesson import Lesson as Lesson
from onmaru.triage.models.text import AcknowledgementText as AcknowledgementText
