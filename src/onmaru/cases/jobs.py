from onmaru.cases.actions import make as making
from onmaru.kit.jobs import job


@job()
def make(export_id: int) -> None:
    making.make(export_id)
