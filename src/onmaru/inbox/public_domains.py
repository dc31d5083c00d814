"""Mail domains where strangers live side by side: sharing one says nothing about belonging together. Pure."""

_NAMES = """
    gmail.com googlemail.com outlook.com outlook.kr hotmail.com live.com msn.com icloud.com me.com mac.com aol.com
    naver.com daum.net hanmail.net kakao.com nate.com empas.com korea.com dreamwiz.com paran.com chol.com hanmir.com lycos.co.kr
    yahoo.com yahoo.co.kr yahoo.co.jp ymail.com qq.com 163.com 126.com sina.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp
    proton.me protonmail.com gmx.de gmx.net web.de t-online.de mail.ru yandex.ru zoho.com hey.com fastmail.com tutanota.com mail.com
"""
PUBLIC = frozenset(_NAMES.split())
