"""What is no address is refused before anything is looked for."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address",
    [
        "/widget/w%00/v1.js",
        "/widget/w%00/",
        "/api/widget/v1/config/w%00",
        "/api/widget/v1/conversations/a%00",
        "/inquiries/sign-in/shop/?widget=%00&id=1&expires=99999999999",
        "/?lang=%00",
    ],
)
def test_a_nul_is_no_part_of_an_address(db: None, address: str) -> None:
    assert Client().get(address).status_code == 400


def test_what_only_looks_like_one_is_an_address(db: None) -> None:
    assert Client().get("/widget/w%2500/v1.js?q=%2500").status_code == 404
