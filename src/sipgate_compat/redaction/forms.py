"""Forms of values: what a text looks like, whatever field it stands in."""

from __future__ import annotations

import re

# All lengths have an end, so that hostile texts cost no more than others.
NUMBER = re.compile(r"[+(]{0,2}\d[\d\s()/.–-]{0,40}\d|\d")
EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
URL = re.compile(r"(?:https?|wss?)://[^\s\"'<>\\]+", re.IGNORECASE)
JWT = re.compile(r"eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
TIME = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|\d\d:\d\d(?::\d\d)?"
)
ID = re.compile(r"[a-z]{1,2}\d{1,6}", re.ASCII)
FEW_DIGITS = re.compile(r"\d{1,3}", re.ASCII)
CAPITALS = re.compile(r"[A-Z][A-Z_]{1,30}", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?|Europe/[A-Z][a-z]+|UTC", re.ASCII)
# A customer may have a name of his own below sipgate's.
HOST = re.compile(
    r"(?:(?:account|api|app|cdn|console|dev|developer|dl|help|live|login|proxy|push|secure|sip|status"
    r"|team|tls|web|wss?|www)\.){0,3}sipgate\.(?:de|com|net|io|co\.uk)",
    re.ASCII,
)
# An id such as w0, up to three digits, a moment, a host of sipgate's.
HARMLESS = re.compile(f"{ID.pattern}|{FEW_DIGITS.pattern}|(?:{TIME.pattern})|{HOST.pattern}")
PSEUDONYM = re.compile(r"(?:name|text|id|key|host|path)-[0-9a-f]{6}|\[secret\]|\[token\]")
FIELD = re.compile(r"[A-Za-z_$@][A-Za-z0-9_$@:.-]{0,39}", re.ASCII)
MEDIA = re.compile(
    r"(?:application/(?:json|xml|pdf|problem\+json|hal\+json|octet-stream|zip|vcard|xhtml\+xml"
    r"|x-www-form-urlencoded)"
    r"|text/(?:plain|html|csv|vcard|x-vcard|xml|calendar|event-stream)"
    r"|(?:audio|image)/(?:mpeg|mp3|wav|x-wav|ogg|png|jpeg|gif|svg\+xml|webp)"
    r"|multipart/(?:form-data|mixed))",
    re.ASCII,
)
