"""Values that must appear nowhere, made to be found in whatever shape they come out."""

import base64
import html
import re
from itertools import count
from urllib.parse import unquote

WORD = "zqvyxk"
DIGITS = "7712345"
NUMBER_FORMS = (
    "+49{d}",
    "0049 {d}",
    "0{d}",
    "(0{a}) {b} {c}",
    "+49 {a} {b}-{c}",
    "0{a}/{b}.{c}",
    "49{d}",
)
JOINED = re.compile(r"[\s()/.+–-]")


class Canaries:
    """A distinct value for every field that asks, of the kind that the field's name speaks of."""

    def __init__(self):
        self.numbers = count(1)

    def word(self):
        """A name of letters alone, as people have."""
        letters = f"{next(self.numbers):05d}".translate(str.maketrans("0123456789", "abcdefghij"))
        return f"{WORD.capitalize()}{letters}"

    def digits(self):
        return f"{DIGITS}{next(self.numbers):05d}"

    def number(self):
        """A telephone number, each time written in another way."""
        d = self.digits()
        form = NUMBER_FORMS[int(d) % len(NUMBER_FORMS)]
        return form.format(d=d, a=d[:2], b=d[2:7], c=d[7:])

    def integer(self):
        return int(f"49{self.digits()}")

    def email(self):
        return f"{self.word().lower()}.{self.word()}@{self.word().lower()}.example.net"

    def url(self):
        w = self.word
        return (
            f"https://{w()}:{w()}@{w().lower()}.example.net/{w()}/hook-{w()}/{self.digits()}"
            f"?token={w()}&{w()}={self.digits()}&mail={w()}%40example.net#{w()}"
        )

    def secret(self):
        """What looks like a password, a token, a Basic pair, a JWT or a SIM's code."""
        w = self.word()
        encoded = base64.b64encode(f'{{"sub":"{w}"}}'.encode()).decode().rstrip("=")
        pair = base64.b64encode(f"{w}:{self.word()}".encode()).decode()
        kinds = (
            w,
            f"{w}-4f7a-9a3e",
            f"eyJh.{encoded}.{w}",
            f"Basic {pair}",
            f"8949{self.digits()}",
        )
        return kinds[next(self.numbers) % len(kinds)]

    def address(self):
        return f"{self.word()}straße {next(self.numbers) % 90}, 40221 {self.word()}"

    def sentence(self):
        """What an error says, with everything in it that it should not have."""
        return (
            f"The user {self.word()} {self.word()} ({self.email()}, {self.number()}) is unknown; "
            f"password={self.word()} PIN {self.digits()} {self.url()} call {self.number()}."
        )

    def anything(self):
        makers = (self.word, self.number, self.email, self.url, self.secret, self.address)
        return makers[next(self.numbers) % len(makers)]()


def leaks(text):
    """Where a canary stands in a text, as it is, escaped, encoded or spaced out."""
    found = []
    for seen in {text, unquote(text), html.unescape(text)}:
        found += [seen[max(0, m.start() - 60) : m.end() + 40] for m in PLAIN.finditer(seen)]
        joined = JOINED.sub("", seen)
        found += [joined[max(0, m.start() - 60) : m.end() + 10] for m in NUMERIC.finditer(joined)]
    return found


def _encoded(word):
    """The letters of Base64 that stand for a word, wherever in a text it begins."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + word.encode() + b"\0\0\0").decode()
        begin, end = -(-8 * before // 6), 8 * (before + len(word)) // 6
        yield re.escape(encoded[begin:end])


ENCODED = {each for word in (WORD, WORD.capitalize()) for each in _encoded(word)}
PLAIN = re.compile("|".join([f"(?i:{WORD})", f"(?i:{WORD.encode().hex()})", *sorted(ENCODED)]))
NUMERIC = re.compile(DIGITS)
