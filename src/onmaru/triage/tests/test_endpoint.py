"""Vectors of a service in place of those made here: what it is asked, what it may answer, and what happens without it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onmaru.inbox.models import Episode
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.triage import classifier
from onmaru.triage.actions import learn as learning
from onmaru.triage.actions.learn import learn
from onmaru.triage.actions.set_endpoint import set_endpoint
from onmaru.triage.endpoint import asking, in_place
from onmaru.triage.endpoint.answers import Kind, fault_of, vectors_of, wait_after
from onmaru.triage.endpoint.asking import AT_ONCE, Fault, Service, vectors
from onmaru.triage.jobs import learn_reasons
from onmaru.triage.models import Decision, Endpoint, Learnt
from onmaru.triage.tests.conftest import Write
from onmaru.triage.tests.model_service import KEY, MODEL, ModelService, refusal, running, vector


@pytest.fixture
def service(settings: Any, few_examples: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelService]:
    """It may be called; nothing is embedded."""
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    monkeypatch.setattr(asking.time, "sleep", lambda _seconds: None)
    for module in (classifier, learning):
        monkeypatch.setattr(module, "encoder", in_place.encoder)
        monkeypatch.setattr(module, "embedded", lambda: None)
    in_place.forget()
    with running() as made:
        yield made


@pytest.fixture
def haru(db: None) -> Agent:
    return Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)


def of(service: ModelService, **other: str) -> Service:
    return Service(**{"address": service.address, "model": MODEL, "key": KEY, **other})


BAD = [
    (401, b'{"error":{"message":"no","code":"invalid_api_key"}}', Kind.KEY, "no"),
    (403, b"<html>Forbidden</html>", Kind.KEY, ""),
    (404, b'{"object":"error","message":"no model","code":404}', Kind.MODEL, "no model"),
    (404, b'{"error":"model not found"}', Kind.MODEL, "model not found"),
    (429, b'{"error":{"message":"slow","code":"rate_limit_exceeded"}}', Kind.BUSY, "slow"),
    (429, b'{"error":{"message":"spent","code":"insufficient_quota"}}', Kind.QUOTA, "spent"),
    (503, b"", Kind.BUSY, ""),
    (400, b'{"error":{"message":"too long","type":"invalid_request_error","code":null}}', Kind.REFUSED, "too long"),
    (400, b"[]", Kind.REFUSED, "[]"),
    (422, b"\xff", Kind.REFUSED, "HTTP 422"),
]


@pytest.mark.parametrize(("status", "body", "kind", "words"), BAD)
def test_a_refusal_is_understood_in_whatever_form_it_comes(status: int, body: bytes, kind: Kind, words: str) -> None:
    assert fault_of(status, body) == (kind, words)


NONSENSE = [
    [],
    {"data": {}},
    {"data": [{"index": 0, "embedding": [1.0]}]},
    {"data": [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}]},
    {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]},
    {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [0.0]}]},
    {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [float("nan")]}]},
    {"data": [{"index": 0, "embedding": "AACAPw=="}, {"index": 1, "embedding": None}]},
    {"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]},
    {"data": [1, 2]},
]


@pytest.mark.parametrize("answer", NONSENSE)
def test_what_are_no_vectors_is_not_taken_for_some(answer: object) -> None:
    with pytest.raises(ValueError, match="vector"):
        vectors_of(answer, 2)


def test_how_long_to_wait_is_what_the_service_says() -> None:
    assert wait_after({"retry-after": "7"}, 0) == 7
    assert wait_after({"retry-after-ms": "250", "retry-after": "7"}, 0) == 0.25
    assert wait_after({"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, 2) == 2


def test_many_texts_are_asked_for_some_at_a_time_and_come_in_order(service: ModelService) -> None:
    texts = [f"배송 {'늦' * (number % 3)} {number}" for number in range(AT_ONCE + 6)]
    heard: list[int] = []
    found = vectors(of(service), texts, 10, heard.append)
    wanted = np.array([vector(text) for text in texts])
    assert np.allclose(found, wanted / np.linalg.norm(wanted, axis=1, keepdims=True), atol=1e-6)
    assert [len(asked["input"]) for asked in service.asked] == [AT_ONCE, 6]
    assert {asked["encoding_format"] for asked in service.asked} == {"float"}
    assert heard == [AT_ONCE, AT_ONCE + 6]


def test_what_is_personal_stays_here(service: ModelService) -> None:
    vectors(of(service), ["010-1234-5678 로 연락 주세요", "yuna@customer.example 주문 20261118001 배송", "", "3일째 안 와요"], 10)
    assert service.asked[0]["input"] == ["… 로 연락 주세요", "… 주문 … 배송", "-", "3일째 안 와요"]


def test_a_busy_service_is_asked_again_and_a_refusing_one_is_not(service: ModelService) -> None:
    service.answers = [refusal(429, "rate_limit_exceeded", "slow down"), refusal(503, "overloaded", "")]
    assert vectors(of(service), ["배송"], 10).shape == (1, 6)
    assert len(service.asked) == 3
    for other, kind in (({"key": "sk-wrong"}, Kind.KEY), ({"model": "unknown"}, Kind.MODEL)):
        with pytest.raises(Fault) as fault:
            vectors(of(service, **other), ["배송"], 10)
        assert fault.value.kind == kind
    assert len(service.asked) == 5
    service.answers = [(200, {}, b"<html>")]
    with pytest.raises(Fault) as fault:
        vectors(of(service), ["배송"], 10)
    assert fault.value.kind == Kind.NONSENSE


def test_a_private_address_is_refused_unless_it_is_allowed(service: ModelService, settings: Any) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    with pytest.raises(Fault) as fault:
        vectors(of(service), ["배송"], 10)
    assert fault.value.kind == Kind.PRIVATE
    assert not service.asked


def test_reasons_are_learnt_anew_with_the_service_and_asked_of_it(service: ModelService, write: Write, haru: Agent) -> None:
    learn()
    set_endpoint(of(service), haru)
    learn_reasons(timestamp=0)
    last = Learnt.objects.latest("pk")
    assert (last.made_by, last.meant_by) == (of(service).name, of(service).name)
    assert last.taken_at
    before = len(service.asked)
    message = write("환불이 아직 안 됐는데 언제 되나요")
    assert Decision.objects.get(message=message, step="classify").why["version"] == last.pk
    assert message.conversation.episodes.get().reason.key == "refund-status"
    assert [asked["input"] for asked in service.asked[before:]] == [["환불이 아직 안 됐는데 언제 되나요"]]
    # It is not learnt again, nor is what is known asked for again.
    learn_reasons(timestamp=0)
    assert Learnt.objects.latest("pk") == last
    learn()
    assert len(service.asked) == before + 1


def test_without_the_service_words_answer_and_nobody_waits_twice(service: ModelService, write: Write, haru: Agent) -> None:
    set_endpoint(of(service), haru)
    learn()
    before = len(service.asked)
    service.answers = [refusal(401, "invalid_api_key", "revoked")] * 2
    for number in range(3):
        message = write(f"환불 언제 되나요 {number}", by=f"one{number}@customer.example")
        assert Episode.objects.get(conversation=message.conversation).reason.key == "refund-status"  # pyright: ignore[reportOptionalMemberAccess]
    assert len(service.asked) == before + 1
    assert Endpoint.objects.get().failed_because == Kind.KEY


def test_what_cannot_be_learnt_with_the_service_is_learnt_without(service: ModelService, db: None, haru: Agent) -> None:
    set_endpoint(of(service), haru)
    service.answers = [refusal(401, "invalid_api_key", "revoked")]
    learn_reasons(timestamp=0)
    first = Learnt.objects.get()
    assert (first.made_by, first.meant_by) == ("", of(service).name)
    learn_reasons(timestamp=0)
    assert Learnt.objects.count() == 1
    with clock.frozen_at(clock.now() + timedelta(hours=2)):
        learn_reasons(timestamp=0)
    assert Learnt.objects.latest("pk").made_by == of(service).name
    assert Endpoint.objects.get().failed_at is None


def test_another_service_is_never_asked_for_what_was_learnt_of_the_first(service: ModelService, db: None, haru: Agent) -> None:
    set_endpoint(of(service), haru)
    version = learn()
    before = len(service.asked)
    set_endpoint(of(service, model="another"), haru)
    found = classifier.in_use()
    assert found and found[0] == version.pk
    assert found[1].predict("환불 언제 되나요").label == "refund-status"
    assert len(service.asked) == before


def test_the_key_is_never_readable_in_the_database(service: ModelService, haru: Agent) -> None:
    set_endpoint(of(service), haru)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM triage_endpoint")
        assert KEY not in cursor.fetchone()[0]
    assert Endpoint.objects.get().key == KEY


def test_a_service_is_tried_before_it_is_saved(service: ModelService, haru: Agent, client: Client) -> None:
    client.force_login(haru)
    page, wrong = reverse("settings_endpoint"), {"address": service.address, "model": MODEL, "key": "sk-wrong"}
    answer = client.post(page, wrong)
    assert answer.status_code == 422
    assert "Incorrect API key provided" in answer.content.decode()
    assert not Endpoint.objects.exists()
    answer = client.post(page, {**wrong, "key": KEY, "try": "1"})
    assert answer.status_code == 200
    assert "3" in answer.content.decode() and not Endpoint.objects.exists()
    assert client.post(page, {**wrong, "key": KEY}).status_code == 302
    # A key that is not typed again stays, and goes nowhere else.
    assert client.post(page, {**wrong, "key": ""}).status_code == 302
    assert Endpoint.objects.get().key == KEY
    elsewhere = {"address": f"http://localhost:{service.server_port}/elsewhere", "model": MODEL, "key": "", "anyway": "1"}
    assert client.post(page, elsewhere).status_code == 302
    assert Endpoint.objects.get().key == ""
    assert KEY not in client.get(page).content.decode()
    client.post(page, {"_method": "DELETE"})
    assert not Endpoint.objects.exists()
