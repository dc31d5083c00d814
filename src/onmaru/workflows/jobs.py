from onmaru.kit.jobs import every
from onmaru.workflows.actions.watch import watch


@every("* * * * *")
def look_at_stages() -> None:
    """What has been at a stage for nearly too long, or too long."""
    watch()
