"""What `onmaru doctor` looks at. An app adds its own in a `doctor.py` with `checks() -> list[Check]`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: its name, whether it is right, what was seen and, when it is wrong, what to do. Texts may be lazy."""

    name: str
    ok: bool
    says: str
    do: str = ""
