from django.apps import AppConfig

from onmaru.kit import plugs


class RoutingConfig(AppConfig):
    name = "onmaru.routing"
    label = "routing"

    def ready(self) -> None:
        # Its sentences for the thread are declared by importing them.
        from onmaru.routing import lines  # noqa: F401

        # What packages above know of conversations that speaks for serving them sooner.
        plugs.modules("weighing")
