"""What each web process serves. A process whose server was killed would go on holding the port: it ends as well."""

from onmaru.cli import leash
from onmaru.config.asgi import application as application

leash.heed_parent()
