from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.automation import tables
from onmaru.automation.actions.import_macros import import_macros
from onmaru.automation.macro_lines import header, line_of
from onmaru.automation.models import Macro
from onmaru.automation.tests.conftest import Make
from onmaru.events.models import Event
from onmaru.people.models import Agent, Team


def test_lines_become_macros_and_what_cannot_be_taken_is_said(junho: Agent, minji: Agent, orders: Team, make: Make) -> None:
    make("있던 것", "옛말")
    lines = [
        ["이름", "사용", "답변", "tag", "assign", "status", "snooze", "모르는 열"],
        ["환불", "모두", "{{고객.이름}}님", "환불, 급함", "김민지", "resolved", "", "?"],
        ["팀 것", "주문·배송", "네", "", "나", "", "1h", ""],
        ["내 것", "나", "네", "", "", "", "", ""],
        ["있던 것", "모두", "새말", "", "", "", "", ""],
        ["", "모두", "이름 없음", "", "", "", "", ""],
        ["빈 것", "모두", "", "", "", "", "", ""],
        ["모르는 변수", "모두", "{{없는 것}}", "", "", "", "", ""],
        ["모르는 사람", "모두", "네", "", "홍길동", "", "", ""],
        ["모르는 팀", "없는 팀", "네", "", "", "", "", ""],
        ["모르는 상태", "모두", "네", "", "", "닫힘", "", ""],
        ["", "", "", "", "", "", "", ""],
    ]
    report = import_macros(lines, junho)
    assert (report.made, report.edited, report.same) == (3, 1, 0)
    assert [number for number, why in report.refused if why] == [6, 7, 8, 9, 10, 11]
    refund = Macro.objects.get(name="환불")
    assert refund.params_of("tag") == {"tags": ["환불", "급함"]}
    assert refund.params_of("assign") == {"who": str(minji.pk), "name": "김민지"}
    assert refund.params_of("status") == {"status": "resolved"}
    assert Macro.objects.get(name="팀 것").team == orders
    assert Macro.objects.get(name="내 것").owner == junho
    assert Macro.objects.get(name="있던 것").texts == {"ko": "새말"}
    assert Event.objects.get(name="macros.imported").data["refused"] == 6


def test_what_was_written_out_comes_back_the_same(junho: Agent, minji: Agent, orders: Team, make: Make) -> None:
    make("환불", "- 하나\n- 둘", tag={"tags": ["환불"]}, assign={"who": "me"}, snooze={"span": "tomorrow"}, status={"status": "open"})
    make("팀 것", "네", team=orders, assign={"who": str(minji.pk), "name": "김민지"})
    make("내 것", owner=junho, untag={"tags": ["급함"]})
    lines = [header(), *(line_of(macro) for macro in Macro.objects.all())]
    for content in (tables.write_csv(lines[0], lines[1:]), tables.write_excel(lines[0], lines[1:])):
        report = import_macros(tables.read(content), junho)
        assert not report.refused and not report.made


def test_an_agent_brings_in_only_their_own(minji: Agent) -> None:
    report = import_macros([["이름", "사용", "답변"], ["가", "", "네"], ["나", "모두", "네"], ["다", "나", "네"]], minji)
    assert (report.made, [number for number, _ in report.refused]) == (2, [3])
    assert set(Macro.objects.values_list("owner", flat=True)) == {minji.pk}


def test_the_screens_of_macros(client: Client, minji: Agent, junho: Agent, make: Make, orders: Team) -> None:
    shared, own = make("환불 안내", "네", tag={"tags": ["환불"]}), make("민지 것", "네", owner=minji)
    client.force_login(minji)
    body = client.get("/desk/macros/").content.decode()
    assert "환불 안내" in body and "#환불" in body and f"/desk/macros/{own.pk}/" in body
    assert f"/desk/macros/{shared.pk}/" not in body
    assert "환불 안내" in client.get("/desk/macros/", {"q": "ㅎㅂ"}).content.decode()
    assert "환불 안내" not in client.get("/desk/macros/", {"q": "배송"}).content.decode()
    assert client.get(f"/desk/macros/{shared.pk}/").status_code == 404
    assert client.post(f"/desk/macros/{shared.pk}/end/").status_code == 404
    fields = {"name": "새 것", "circle": "mine", "text_ko": "{{고객.이름}}님", "tag__tags": "환불, 급함", "snooze__span": "1h"}
    assert client.post("/desk/macros/new/", {**fields, "circle": "everybody"}).status_code == 422
    assert client.post("/desk/macros/new/", {**fields, "text_ko": "{{없는 것}}"}).status_code == 422
    assert client.post("/desk/macros/new/", {"name": "빈 것", "circle": "mine"}).status_code == 422
    assert client.post("/desk/macros/new/", fields).status_code == 302
    assert client.post("/desk/macros/new/", fields).status_code == 422
    made = Macro.objects.get(name="새 것")
    assert (made.params_of("tag"), made.params_of("snooze")) == ({"tags": ["환불", "급함"]}, {"span": "1h"})
    assert "환불, 급함" in client.get(f"/desk/macros/{made.pk}/").content.decode()
    assert client.post(f"/desk/macros/{made.pk}/", {**fields, "name": "다른 이름", "tag__tags": ""}).status_code == 302
    made.refresh_from_db()
    assert (made.name, [effect["key"] for effect in made.effects]) == ("다른 이름", ["snooze"])
    assert client.post(f"/desk/macros/{made.pk}/end/").status_code == 302
    client.force_login(junho)
    assert client.get(f"/desk/macros/{shared.pk}/").status_code == 200
    assert client.get(f"/desk/macros/{own.pk}/").status_code == 404
    table = client.get("/desk/macros/table/")
    assert table.content.startswith(b"\xef\xbb\xbf") and "attachment" in table["Content-Disposition"]
    assert client.get("/desk/macros/table/?format=xlsx").content.startswith(b"PK")
    sent = client.post("/desk/macros/table/", {"file": SimpleUploadedFile("m.csv", "이름,답변\n가,네\n,네".encode("cp949"))})
    assert "새로 만듦" in sent.content.decode() and Macro.objects.filter(name="가").exists()
    assert client.post("/desk/macros/table/", {"file": SimpleUploadedFile("m.csv", "제목 없음,답변\n가,네".encode())}).status_code == 422
    assert client.post("/desk/macros/table/", {"file": SimpleUploadedFile("m.csv", b"\x00\x01")}).status_code == 422
    assert client.post("/desk/macros/table/").status_code == 422


def test_who_may_not_answer_has_no_macros(client: Client, make: Make) -> None:
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role="light")
    client.force_login(light)
    for address in ("/desk/macros/", "/desk/macros/new/", "/desk/macros/table/", f"/desk/macros/{make('가', '네').pk}/"):
        assert client.get(address).status_code == 403
