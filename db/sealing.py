"""Something sealed to one keyholder: whoever has the public key can seal, only they can open.

HPKE in its base mode (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM; the purpose, in UTF-8, is HPKE's `info`,
so what was sealed for one purpose opens for no other. On disk: the 32 bytes of the encapsulated key, then the
ciphertext with its tag of 16 bytes. It does not say who sealed it: what must not be forged is signed first.
"""

from collections.abc import Callable
from typing import Any

OVERHEAD = 48
"""Bytes that sealing adds."""

Unseal = Callable[[str, bytes], bytes | None]
"""Opens what was sealed for a purpose; None where it was sealed to another key, for another purpose, or changed."""


def seal(public: bytes, purpose: str, plain: bytes) -> bytes:
    """`plain` sealed to the X25519 key `public`."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    key = X25519PublicKey.from_public_bytes(public)
    return _suite().encrypt(plain, key, info=purpose.encode())  # type: ignore[no-any-return]


def unsealer(private: bytes) -> Unseal:
    """What opens whatever was sealed to the X25519 key `private`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.from_private_bytes(private)

    def unseal(purpose: str, sealed: bytes) -> bytes | None:
        try:
            return _suite().decrypt(sealed, key, info=purpose.encode())  # type: ignore[no-any-return]
        except (InvalidTag, ValueError):  # ValueError: an envelope that is no point of the curve
            return None

    return unseal


def _suite() -> Any:
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
