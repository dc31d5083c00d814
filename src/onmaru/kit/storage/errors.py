class TooLarge(ValueError):
    """More content than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Missing(FileNotFoundError):
    """Nothing is stored under this key."""


class Damaged(ValueError):
    """What is stored is not what we wrote, or was written under a key that is no longer ours."""
