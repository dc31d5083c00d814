from onmaru.people.desk.settings import SettingsView


class RulesView(SettingsView):
    """A screen of the rules: they act for everybody, so whoever sets the shop up writes them."""

    section = "settings_rules"
