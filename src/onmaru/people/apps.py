from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "onmaru.people"
    label = "people"
