"""The key that pushes are signed with: the same at every start, and no secret.

The platform signs with RSA-SHA256 over the raw body and 4096 bits (documented by sipgate's own
client). Whether it signs pushes of Neo, and whether it still signs those of Classic, is not known.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

EXPONENT = 65537
# How far it is to the next prime from where a seed points; looked for once.
P_STEP, Q_STEP = 1166, 148


def signature(body: bytes) -> str:
    """What stands in the header of a push."""
    return base64.b64encode(_key().sign(body, padding.PKCS1v15(), hashes.SHA256())).decode()


def public_key() -> str:
    """What a receiver verifies with, as PEM."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def numbers() -> rsa.RSAPrivateNumbers:
    """The key as numbers."""
    p, q = _start("p") + P_STEP, _start("q") + Q_STEP
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    parts = rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q)
    return rsa.RSAPrivateNumbers(p, q, d, *parts, rsa.RSAPublicNumbers(EXPONENT, p * q))


@cache
def _key() -> rsa.RSAPrivateKey:
    # A test checks the numbers once; to check them at each start would take half a second.
    return numbers().private_key(unsafe_skip_rsa_key_validation=True)


def _start(name: str) -> int:
    """An odd number of 2048 bits whose product with another has 4096."""
    seed = hashlib.shake_256(f"sipgate-compat push key {name}".encode()).digest(256)
    return int.from_bytes(seed, "big") | (0b11 << 2046) | 1
