"""An outgoing mail's bytes, as every client of the country reads them. No database, no network."""

from onmaru.channels.email.compose.letter import Letter as Letter
from onmaru.channels.email.compose.letter import Sender as Sender
from onmaru.channels.email.compose.letter import compose as compose
