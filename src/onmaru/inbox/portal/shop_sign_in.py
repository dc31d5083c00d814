"""Coming in by the shop's own sign-in: the package of a kind whose customers the shop signs for says how that is checked."""

from collections.abc import Callable, Mapping

from onmaru.customers.models import Identity

# Gives the identity that the shop has signed for in a query string, or None.
Proof = Callable[[Mapping[str, str]], Identity | None]
_proofs: list[Proof] = []


def register(proof: Proof) -> None:
    _proofs.append(proof)


def proven(query: Mapping[str, str]) -> Identity | None:
    return next((found for proof in _proofs if (found := proof(query))), None)
