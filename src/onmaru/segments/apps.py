from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "onmaru.segments"
    label = "segments"
