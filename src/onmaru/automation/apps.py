from django.apps import AppConfig

from onmaru.kit import plugs


class AutomationConfig(AppConfig):
    name = "onmaru.automation"
    label = "automation"

    def ready(self) -> None:
        plugs.modules("effects")
        plugs.modules("conditions")
        plugs.modules("triggers")
        plugs.modules("variables")
