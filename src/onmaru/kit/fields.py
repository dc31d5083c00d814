"""Model fields that keep what they hold encrypted at rest."""

import json
from typing import Any

from django.db import models

from onmaru.kit.crypto import fernet


class EncryptedJSON(models.TextField):
    """A JSON value that the database only ever sees encrypted. It can be neither searched nor ordered by."""

    description = "encrypted JSON"

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else json.loads(fernet().decrypt(value.encode()))

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else fernet().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))
