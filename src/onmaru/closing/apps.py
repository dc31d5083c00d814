from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "onmaru.closing"
    label = "closing"

    def ready(self) -> None:
        # Its sentences for the thread are declared by importing them.
        from onmaru.closing import lines  # noqa: F401
