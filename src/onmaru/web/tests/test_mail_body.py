from onmaru.web.mail_body import policy, respond


def test_a_mail_may_load_nothing_but_what_is_named():
    fence = policy(["https://desk.example/attachments/"])
    assert "default-src 'none'" in fence
    assert "img-src data: https://desk.example/attachments/;" in fence
    assert "'self'" not in fence.replace("frame-ancestors 'self'", "")
    assert "allow-scripts" not in fence
    assert "allow-forms" not in fence


def test_pictures_from_elsewhere_come_only_when_asked():
    assert "https:" not in policy()
    assert "img-src data: https: http:;" in policy(remote_pictures=True)


def test_the_answer_may_be_framed_by_us_only_and_tells_no_referrer():
    answer = respond("<p>안녕하세요</p>", title="</title><script>")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "<p>안녕하세요</p>" in answer.content.decode()
    assert "<script>" not in answer.content.decode()
