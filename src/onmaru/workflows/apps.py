from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "onmaru.workflows"
    label = "workflows"

    def ready(self) -> None:
        # Its sentences for the thread are declared by importing them.
        from onmaru.workflows import lines  # noqa: F401
