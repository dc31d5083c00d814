import pytest
from django.test import Client

from onmaru.customers.models import Customer, CustomerMerge, Identity
from onmaru.customers.searchables import CUSTOMER
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.search.actions.file import refile

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def yuna(db: None) -> Customer:
    customer = Customer.objects.create(name="김유나", created_at=clock.now())
    Identity.objects.create(customer=customer, sort="email", handle="yuna@customer.example", created_at=clock.now())
    return customer


@pytest.fixture
def desk(db: None, client: Client) -> Client:
    client.force_login(Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD))
    return client


def test_facts_and_memo_are_edited_in_place(desk: Client, yuna: Customer) -> None:
    assert "김유나" in desk.get(f"/desk/customers/{yuna.pk}/facts/", headers=HTMX).content.decode()
    body = desk.post(f"/desk/customers/{yuna.pk}/facts/", {"name": "김윤아", "language": "ko"}, headers=HTMX).content.decode()
    assert "김윤아" in body
    desk.post(f"/desk/customers/{yuna.pk}/memo/", {"memo": "전화 선호"})
    desk.post(f"/desk/customers/{yuna.pk}/vip/")
    yuna.refresh_from_db()
    assert (yuna.name, yuna.memo, yuna.is_vip) == ("김윤아", "전화 선호", True)
    desk.post(f"/desk/customers/{yuna.pk}/vip/", {"_method": "DELETE"})
    yuna.refresh_from_db()
    assert not yuna.is_vip


def test_blocking_needs_a_reason(desk: Client, yuna: Customer) -> None:
    assert desk.post(f"/desk/customers/{yuna.pk}/block/", {"because": " "}, headers=HTMX).status_code == 422
    desk.post(f"/desk/customers/{yuna.pk}/block/", {"because": "욕설"})
    yuna.refresh_from_db()
    assert yuna.blocked_because == "욕설"
    desk.delete(f"/desk/customers/{yuna.pk}/block/")
    yuna.refresh_from_db()
    assert not yuna.is_blocked


def test_two_are_found_to_be_one_and_two_again(desk: Client, yuna: Customer) -> None:
    other = Customer.objects.create(name="유나(회사)", created_at=clock.now())
    Identity.objects.create(customer=other, sort="email", handle="yuna@work.example", created_at=clock.now())
    refile(CUSTOMER, [other.pk])
    assert "유나(회사)" in desk.get(f"/desk/customers/{yuna.pk}/merge/", {"q": "work"}, headers=HTMX).content.decode()
    body = desk.post(f"/desk/customers/{yuna.pk}/merge/", {"source": other.pk}, headers=HTMX).content.decode()
    assert "yuna@work.example" in body
    assert desk.post(f"/desk/customers/{yuna.pk}/merge/", {"source": other.pk}, headers=HTMX).status_code == 422
    done = CustomerMerge.objects.get()
    desk.post(f"/desk/customer-merges/{done.pk}/undoing/")
    other.refresh_from_db()
    assert other.person is None


def test_what_was_known_of_each_is_known_of_both(desk: Client, yuna: Customer) -> None:
    known = {"phone": "01012345678", "memo": "전화 선호\n오후에만", "created_at": clock.now()}
    other = Customer.objects.create(name="유나(회사)", **known)
    desk.post(f"/desk/customers/{yuna.pk}/memo/", {"memo": "단골"})
    merged = desk.post(f"/desk/customers/{yuna.pk}/merge/", {"source": other.pk}, headers=HTMX).content.decode()
    assert "010-1234-5678" in merged and "전화 선호" in merged
    run_waiting()
    for words in ("5678", "오후에만", "단골"):
        assert f'id="customer-{yuna.pk}"' in desk.get("/desk/search/", {"q": words}).content.decode(), words
    page = desk.get(f"/desk/customers/{yuna.pk}/").content.decode()
    assert "010-1234-5678" in page and "전화 선호" in page and "단골" in page


def test_an_agent_may_not_merge(yuna: Customer, client: Client) -> None:
    client.force_login(Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT))
    assert client.post(f"/desk/customers/{yuna.pk}/merge/", {"source": yuna.pk}).status_code == 403


def test_a_form_without_scripts_goes_back_only_to_us(desk: Client, yuna: Customer) -> None:
    address = f"/desk/customers/{yuna.pk}/vip/"
    assert (
        desk.post(address, headers={"Referer": "http://testserver/desk/conversations/1/"}).headers["Location"].endswith("/conversations/1/")
    )
    assert desk.post(address, headers={"Referer": "https://evil.example/"}).headers["Location"] == "/desk/"
