from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "onmaru.routing"
    label = "routing"
