from django.apps import AppConfig

from onmaru.kit import plugs


class WebConfig(AppConfig):
    name = "onmaru.web"
    label = "web"

    def ready(self) -> None:
        plugs.modules("panels")
