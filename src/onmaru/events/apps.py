from django.apps import AppConfig

from onmaru.kit import plugs


class EventsConfig(AppConfig):
    name = "onmaru.events"
    label = "events"

    def ready(self) -> None:
        # Every process that records events must know who reacts, so the declarations are collected at start-up.
        plugs.modules("events")
        plugs.modules("reactions")
