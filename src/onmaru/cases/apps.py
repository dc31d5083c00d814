from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "onmaru.cases"
    label = "cases"

    def ready(self) -> None:
        # Its sentence for the thread is declared by importing it.
        from onmaru.cases import lines  # noqa: F401
