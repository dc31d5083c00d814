"""What is no address is refused before anything is looked for."""

import pytest
from django.test import Client

from onmaru.people.models import Shop


@pytest.mark.parametrize(
    "address", ["/widget/w%00/v1.js", "/widget/w%00/", "/api/widget/v1/config/w%00", "/api/widget/v1/conversations/a%00"]
)
def test_a_nul_is_no_part_of_an_address(db: None, address: str) -> None:
    assert Client().get(address).status_code == 400


@pytest.mark.parametrize("nul", ["%00", "%%0000", "%0%000"])
def test_what_is_asked_of_an_address_loses_its_nuls(db: None, nul: str) -> None:
    Shop.objects.create(name="하루상점")
    assert Client().get(f"/inquiries/sign-in/shop/?widget={nul}&id={nul}1&expires=99999999999").status_code == 302


def test_what_only_looks_like_one_is_an_address(db: None) -> None:
    assert Client().get("/widget/w%2500/v1.js?q=%2500").status_code == 404
