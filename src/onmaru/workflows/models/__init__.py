from onmaru.workflows.models.course import Course as Course
from onmaru.workflows.models.step import Step as Step
from onmaru.workflows.models.workflow import Stage as Stage
from onmaru.workflows.models.workflow import Workflow as Workflow
