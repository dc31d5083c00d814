from django.apps import AppConfig

from onmaru.kit import plugs


class SearchConfig(AppConfig):
    name = "onmaru.search"
    label = "search"

    def ready(self) -> None:
        plugs.modules("searchables")
