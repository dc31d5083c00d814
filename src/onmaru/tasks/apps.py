from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "onmaru.tasks"
    label = "tasks"

    def ready(self) -> None:
        from onmaru.tasks import lines as lines
