import threading

import pytest
from django.db import connection, transaction

from onmaru.customers.actions.block import block, unblock
from onmaru.customers.actions.edit import edit
from onmaru.customers.actions.identify import identify
from onmaru.customers.actions.merge import SamePerson, merge
from onmaru.customers.actions.unmerge import unmerge
from onmaru.customers.actions.vip import mark_vip
from onmaru.customers.models import Customer, Identity
from onmaru.events.models import Event
from onmaru.people.models import Agent


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지")


def known(handle: str, name: str = "") -> Customer:
    with transaction.atomic():
        return identify("email", handle, name).customer


@pytest.mark.django_db
def test_a_handle_is_one_identity_whatever_its_case() -> None:
    first = known("Yuna@Customer.example ", "한유나")
    assert known("yuna@customer.EXAMPLE").pk == first.pk
    assert Event.objects.filter(name="customer.identified").count() == 1


@pytest.mark.django_db
def test_a_name_given_later_is_kept_and_a_known_one_is_not_changed() -> None:
    known("yuna@customer.example")
    known("yuna@customer.example", "한유나")
    known("yuna@customer.example", "다른 이름")
    assert Identity.objects.get().name == "한유나"


@pytest.mark.django_db(transaction=True)
def test_two_messages_of_a_new_person_at_once_make_one_customer() -> None:
    barrier = threading.Barrier(4)
    found: list[int] = []

    def arrive() -> None:
        try:
            with transaction.atomic():
                barrier.wait(10)
                found.append(identify("email", "yuna@customer.example").customer_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=arrive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 4 and len(set(found)) == 1
    assert Customer.objects.count() == 1


def test_merged_customers_are_one_person_and_can_be_two_again(minji: Agent) -> None:
    phone, mail, work = known("1@a.example", "유나"), known("2@a.example"), known("3@a.example")
    merge(phone, mail, minji)
    second = merge(mail, work, minji)
    person = Customer.objects.same_person_as(Customer.objects.get(pk=phone.pk))
    assert {row.pk for row in person} == {phone.pk, mail.pk, work.pk}
    with pytest.raises(SamePerson):
        merge(phone, work, minji)
    unmerge(second, minji)
    assert {row.pk for row in Customer.objects.same_person_as(Customer.objects.get(pk=phone.pk))} == {phone.pk, mail.pk}
    assert Customer.objects.get(pk=work.pk).person is None
    unmerge(second, minji)
    assert Event.objects.filter(name="customer.unmerged").count() == 1


def test_blocking_counts_for_the_whole_person(minji: Agent) -> None:
    phone, mail = known("1@a.example"), known("2@a.example")
    merge(phone, mail, minji)
    block(Customer.objects.get(pk=phone.pk), "욕설", minji)
    block(Customer.objects.get(pk=mail.pk), "욕설", minji)
    assert Customer.objects.get(pk=phone.pk).is_blocked
    assert Event.objects.filter(name="customer.blocked").count() == 1
    unblock(Customer.objects.get(pk=mail.pk), minji)
    assert not Customer.objects.get(pk=phone.pk).is_blocked


def test_editing_records_what_changed_and_refuses_what_is_not_editable(minji: Agent) -> None:
    yuna = known("1@a.example", "유나")
    edit(yuna, minji, name="유나", memo="문 앞에 놓아 달라고 하심")
    edit(yuna, minji, memo="문 앞에 놓아 달라고 하심")
    assert [event.data["changed"] for event in Event.objects.filter(name="customer.edited")] == [["memo"]]
    with pytest.raises(TypeError):
        edit(yuna, minji, blocked_at=None)


def test_who_is_dear_only_by_a_merge_is_not_any_more_without_it(minji: Agent) -> None:
    phone, mail, work = known("1@a.example"), known("2@a.example"), known("3@a.example")
    mark_vip(Customer.objects.get(pk=phone.pk), minji)
    unmerge(merge(phone, mail, minji), minji)
    dear = Customer.objects.filter(is_vip=True)
    assert list(dear.all()) == [phone]
    # Who was dear before stays so.
    mark_vip(Customer.objects.get(pk=work.pk), minji)
    unmerge(merge(phone, work, minji), minji)
    assert set(dear.all()) == {phone, work}


def test_who_is_blocked_stays_so_when_found_to_be_somebody_else_too(minji: Agent) -> None:
    rude, fresh, other = known("1@a.example"), known("2@a.example"), known("3@a.example")
    block(Customer.objects.get(pk=rude.pk), "욕설", minji)
    merged = merge(rude, fresh, minji)
    speaker = Customer.objects.get(pk=fresh.pk)
    assert Customer.objects.get(pk=rude.pk).is_blocked and (speaker.blocked_by, speaker.blocked_because) == (minji, "욕설")
    unmerge(merged, minji)
    assert {row.pk for row in Customer.objects.all() if row.is_blocked} == {rude.pk}
    # Who was blocked before stays so.
    block(Customer.objects.get(pk=other.pk), "도배", minji)
    unmerge(merge(rude, other, minji), minji)
    assert {row.pk for row in Customer.objects.all() if row.is_blocked} == {rude.pk, other.pk}
