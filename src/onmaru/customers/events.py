from onmaru.events.happening import Happening, happening


@happening("customer.identified")
class CustomerIdentified(Happening):
    """Somebody wrote for the first time."""

    customer_id: int
    identity_id: int


@happening("customer.edited")
class CustomerEdited(Happening):
    customer_id: int
    changed: list[str]


@happening("customer.merged")
class CustomersMerged(Happening):
    customer_id: int
    source_id: int
    merge_id: int


@happening("customer.unmerged")
class CustomersUnmerged(Happening):
    customer_id: int
    source_id: int
    merge_id: int


@happening("customer.blocked")
class CustomerBlocked(Happening):
    customer_id: int
    because: str


@happening("customer.unblocked")
class CustomerUnblocked(Happening):
    customer_id: int


@happening("customer.marked_vip")
class CustomerMarkedVip(Happening):
    customer_id: int


@happening("customer.unmarked_vip")
class CustomerUnmarkedVip(Happening):
    customer_id: int
