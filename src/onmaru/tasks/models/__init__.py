from onmaru.tasks.models.department import Department as Department
from onmaru.tasks.models.link import TaskLink as TaskLink
from onmaru.tasks.models.message import TaskMessage as TaskMessage
from onmaru.tasks.models.task import Task as Task
from onmaru.tasks.models.template import TaskTemplate as TaskTemplate
