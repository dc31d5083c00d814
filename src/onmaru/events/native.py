"""Addresses that the front serves by itself, without a thread of Django's; each process makes its own."""

from onmaru.events.stream import of_the_desk

NATIVE = {"/stream": of_the_desk}
