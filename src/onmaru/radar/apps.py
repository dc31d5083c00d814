from django.apps import AppConfig


class RadarConfig(AppConfig):
    name = "onmaru.radar"
    label = "radar"
