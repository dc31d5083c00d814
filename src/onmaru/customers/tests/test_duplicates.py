"""Whether two customers look like one person: a table of pairs, and what must hold of any two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.customers.actions.merge import merge
from onmaru.customers.alike import duplicates_of
from onmaru.customers.duplicates import WORTH, Known, likely, likeness
from onmaru.customers.models import Customer, Identity
from onmaru.kit import clock
from onmaru.people.models import Agent


def known(number: int = 1, name: str = "", handles: str = "", phone: str = "", organization: int | None = None) -> Known:
    return Known(number, frozenset({name} - {""}), frozenset(handles.split()), frozenset({phone} - {""}), organization)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (known(phone="01012345678"), known(2, phone="01012345678"), ("same phone",)),
        (known(handles="yuna@a.example"), known(2, handles="yuna@a.example"), ("same address",)),
        (
            known(name="한유나", handles="yuna.han@naver.com"),
            known(2, name="한 유나", handles="yunahan92@gmail.com"),
            ("same name and similar address",),
        ),
        (known(name="한유나", organization=7), known(2, name="한유나 님", organization=7), ("same name and organisation",)),
        (known(name="김민지", handles="mj.kim@a.example"), known(2, name="김민지", handles="rabbit@b.example"), ("same name",)),
        (known(name="담당자", handles="info@a.example"), known(2, name="담당자", handles="info@b.example"), ("same name",)),
        (known(name="한유나"), known(2, name="송도현"), ()),
        (known(name="한", phone=""), known(2, name="한", phone=""), ()),
        (known(name="YUNA", phone="0212345678"), known(2, name="yuna", phone="0212345678"), ("same phone", "same name")),
    ],
)
def test_why_two_are_alike(one: Known, other: Known, reasons: tuple[str, ...]) -> None:
    assert likeness(one, other).reasons == reasons
    assert likeness(other, one).reasons == reasons


def test_a_name_alone_is_not_worth_a_look_but_adds_to_another_reason() -> None:
    person = known(name="김민지", phone="01012345678")
    namesake, same, surer = known(2, name="김민지"), known(3, phone="01012345678"), known(4, name="김민지", phone="01012345678")
    assert [one.number for one in likely(person, [namesake, same, surer, person])] == [4, 3]


_known = st.builds(
    Known,
    st.integers(1, 3),
    st.frozensets(st.text(max_size=4), max_size=2),
    st.frozensets(st.text(max_size=12), max_size=2),
    st.frozensets(st.sampled_from(["01012345678", "0212345678"]), max_size=2),
    st.none() | st.integers(1, 2),
)


@given(_known, _known)
def test_likeness_is_the_same_from_both_sides_and_between_nothing_and_all(one: Known, other: Known) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert (there.score, there.reasons) == (back.score, back.reasons)
    assert 0 <= there.score < 1 and (there.score > 0) == bool(there.reasons)
    assert all(found.score >= WORTH for found in likely(one, [other]))


@pytest.mark.django_db
def test_they_are_found_in_the_database_each_person_once() -> None:
    def person(name: str, handle: str, phone: str = "", sort: str = "email") -> Customer:
        made = Customer.objects.create(name=name, phone=phone, created_at=clock.now())
        Identity.objects.create(customer=made, sort=sort, handle=handle, created_at=clock.now())
        return made

    yuna = person("한유나", "yuna.han@naver.com", "01012345678")
    mobile = person("", "01012345678", sort="sms")
    other, third = person("한유나", "yunahan@gmail.com"), person("한유나", "yuna.h.han@daum.net")
    person("한유나", "rabbit@b.example")
    merge(third, other, Agent.objects.create(email="junho@haru.example", name="박준호"))
    assert [one.pk for one, _ in duplicates_of(yuna)] == [mobile.pk, other.pk]
    assert [one.pk for one, _ in duplicates_of(third.others.first() or third)] != []
