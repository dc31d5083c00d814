from django.apps import AppConfig


class SlaConfig(AppConfig):
    name = "onmaru.sla"
    label = "sla"
