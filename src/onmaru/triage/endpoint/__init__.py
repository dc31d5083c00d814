"""Vectors of texts from an OpenAI-compatible service, in place of those that are made here."""
