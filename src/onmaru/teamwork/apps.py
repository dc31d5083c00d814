from django.apps import AppConfig

from onmaru.kit import plugs


class TeamworkConfig(AppConfig):
    name = "onmaru.teamwork"
    label = "teamwork"

    def ready(self) -> None:
        # What else was tried, as packages above know it.
        plugs.modules("trying")
        # Its sentences for the thread are declared by importing them.
        from onmaru.teamwork import lines  # noqa: F401
