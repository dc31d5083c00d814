from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "onmaru.notices"
    label = "notices"
