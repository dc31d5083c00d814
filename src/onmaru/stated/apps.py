from django.apps import AppConfig


class StatedConfig(AppConfig):
    name = "onmaru.stated"
    label = "stated"

    def ready(self) -> None:
        # Its sentences for the thread are declared by importing them.
        from onmaru.stated import lines  # noqa: F401
