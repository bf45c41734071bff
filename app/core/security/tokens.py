"""Random secrets: 256 bits for the holder, only their hash for us."""

import hashlib
import hmac
import secrets

SECRET = "secret"  # noqa: S105 - where the installation's secret lies in a session's `info`


def new_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign(secret: str, purpose: str, value: str) -> str:
    """An HMAC-SHA-256 that ties `value` to `purpose` under the installation's secret."""
    return hmac.new(secret.encode(), f"{purpose}\n{value}".encode(), hashlib.sha256).hexdigest()


def tax_code_hash(secret: str, code: str) -> str:
    """The keyed hash under which a person's tax code is known: compared, never read back."""
    return sign(secret, "tax-code", code.upper())


def signed_by(secret: str, purpose: str, value: str, signature: str) -> bool:
    return hmac.compare_digest(sign(secret, purpose, value).encode(), signature.encode())
