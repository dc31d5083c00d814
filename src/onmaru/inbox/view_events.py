"""What can happen to views, to priorities and to fields of a shop's own."""

from onmaru.events.happening import Happening, happening


@happening("conversation.prioritised")
class ConversationPrioritised(Happening):
    conversation_id: int
    priority: int
    before: int


@happening("conversation.field_filled")
class ConversationFieldFilled(Happening):
    """A custom field got a value, or lost it (None)."""

    conversation_id: int
    field_id: int
    called: str
    value: str | float | bool | None
    before: str | float | bool | None


@happening("field.defined")
class FieldDefined(Happening):
    field_id: int
    called: str


@happening("field.retired")
class FieldRetired(Happening):
    field_id: int
    called: str


@happening("view.made")
class ViewMade(Happening):
    view_id: int
    called: str

    def touches(self) -> list[tuple[str, int]]:
        return [("view", self.view_id)]


@happening("view.changed")
class ViewChanged(Happening):
    """`changed` are names of fields."""

    view_id: int
    changed: list[str]

    def touches(self) -> list[tuple[str, int]]:
        return [("view", self.view_id)]


@happening("view.removed")
class ViewRemoved(Happening):
    view_id: int
    called: str

    def touches(self) -> list[tuple[str, int]]:
        return [("view", self.view_id)]
