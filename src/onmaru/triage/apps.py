from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "onmaru.triage"
    label = "triage"
