"""One POST to a receiver that may be slow, endless, or not there."""

from __future__ import annotations

import asyncio
import ssl
from functools import lru_cache
from urllib.parse import urlsplit

import httpx

from . import key
from .plan import Reply

LARGEST = 64 * 1024  # bytes of an answer; our choice
# As a trace that sipgate shows has them.
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    "User-Agent": "sipgate.io",
    "X-SIPGATE-JOBS": "http://www.sipgate.de/jobs",
    "Accept": "application/xml, text/plain, text/html",
    "Accept-Charset": "utf-8",
    # The platform takes packed answers; here nobody's answer is unpacked.
    "Accept-Encoding": "identity",
    "Connection": "close",
}
SIGNATURE = "X-Sipgate-Signature"
# That a self-signed certificate is not accepted is documented; of other doubts it is our reading.
UNTRUSTED = "the certificate is not trusted or not for this name: the platform would not push here"


async def post(url: str, body: bytes, ca: str, signed: bool, seconds: float) -> Reply:
    """Send a form and take the answer, as much of it and as long as there is patience for.

    Args:
        url: where to.
        body: the form.
        ca: certificates to trust besides the system's, as PEM.
        signed: sign it.
        seconds: real time for all of it.
    """
    headers = HEADERS | ({SIGNATURE: key.signature(body)} if signed else {})
    try:
        async with asyncio.timeout(seconds):
            return await _exchange(url, body, headers, ca)
    except TimeoutError:
        return Reply(error=f"no answer within {seconds:g} s; the call goes on without it")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        return Reply(error=_reason(error))


async def _exchange(url: str, body: bytes, headers: dict[str, str], ca: str) -> Reply:
    target = httpx.URL(url)
    if target.host != (urlsplit(url).hostname or ""):
        return Reply(error="the address can be read in two ways")
    transport = httpx.AsyncHTTPTransport(verify=_trust(ca), trust_env=False)
    async with (
        httpx.AsyncClient(transport=transport, trust_env=False, timeout=None) as client,
        client.stream("POST", target, content=body, headers=headers) as answer,
    ):
        taken = b""
        async for chunk in answer.aiter_raw():
            taken += chunk
            if len(taken) > LARGEST:
                limit = f"the answer has more than {LARGEST} bytes"
                return Reply(answer.status_code, error=limit)
        return Reply(answer.status_code, answer.headers.get("content-type", ""), taken)


@lru_cache(maxsize=32)
def _trust(ca: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca:
        context.load_verify_locations(cadata=ca)
    return context


def _reason(error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return UNTRUSTED
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return "the address cannot be read"
    if isinstance(error, httpx.ConnectError | OSError):
        return "the receiver cannot be reached"
    return "the receiver hung up, or does not speak HTTP"
