"""What a field holds, told by its name."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What the values of a field are."""

    SECRET = auto()
    NUMBER = auto()
    NAME = auto()
    """A person's, a company's, or a place's."""
    PLACE = auto()
    """A coordinate."""
    TEXT = auto()
    """A sentence of the API."""
    WORD = auto()
    """One of few words in capitals."""
    ID = auto()
    MOMENT = auto()
    LANGUAGE = auto()
    OTHER = auto()


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


SECRETS = words("""
    pin puk puk1 puk2 iccid imsi imei eid simid username authname authuser login ip ipaddress
    ipaddresses whitelist verificationcode activationcode code authorization cookie setcookie key
    apikey hash signature certificate base64content content iban bic
""")
SECRET = re.compile(r"password|passwd|secret|token|credential|passphrase|puk\d*$|apikey")
NUMBERS = words("""
    source target from to caller callee callerid number phonenumber phonenumbers phone tel e164
    msisdn fax mobile landline quickdial destination
""")
NUMBER = re.compile(r"numbers?$|^e164|^phone$|phonenumber")
NAMES = words("""
    n fn org adr nickname firstname lastname family given middle alias tagline note notes picture
    organization company pobox locality city street streetaddress address address1 address2 region
    country postalcode postcode zip extendedaddress extended prefixes suffixes smscontent
    transcription birthday birthdate dateofbirth useragent mastersipid sipid subject filename
""")
NAME = re.compile(r"(?:name|alias|address|street)$")
PLACES = words("lat lon lng long latitude longitude")
TEXTS = words("""
    error errors message messages msg detail details description text reason cause hint warning
    errordescription xmlerror summary body title
""")
WORDS = words("""
    type types status state direction role callstatus faxstatustype terminatedreason scope
    targettype eventtype restriction intendeduse simstate permission permissions
""")
IDS = re.compile(r"(?:^|[a-z0-9])(?:Ids?|ID|UUID|Uuid)$|^(?:ids?|uuid|sub|owner|users|endpoint)$")
MOMENTS = re.compile(
    r"(?:At|Time|Date|Modified|Timestamp)$"
    r"|^(?:created|modified|expires|exp|iat|nbf|time|timestamp|date|duration|since|until|rev)$"
)
LANGUAGES = words("locale language languages lang countrycode currency timezone")


@lru_cache(maxsize=4096)
def kind_of(field: str) -> Kind:
    """What a field of this name holds; capitals, hyphens and underscores make no difference."""
    plain = re.sub(r"[^a-z0-9]", "", field.lower())
    if plain in SECRETS or (SECRET.search(plain) and not plain.endswith("url")):
        return Kind.SECRET
    if "birth" in plain:
        return Kind.NAME
    for kind, names in (
        (Kind.PLACE, PLACES),
        (Kind.WORD, WORDS),
        (Kind.TEXT, TEXTS),
        (Kind.NUMBER, NUMBERS),
        (Kind.NAME, NAMES),
        (Kind.LANGUAGE, LANGUAGES),
    ):
        if plain in names:
            return kind
    if IDS.search(field):
        return Kind.ID
    if NUMBER.search(plain):
        return Kind.NUMBER
    if NAME.search(plain):
        return Kind.NAME
    return Kind.MOMENT if MOMENTS.search(field) else Kind.OTHER
