"""Argon2id, behind a semaphore: each hash takes 64 MB."""

import threading

from pwdlib import PasswordHash

MIN_LENGTH = 12
_HASHER = PasswordHash.recommended()
# Hashed beforehand, at the cost of today's (a test says so): it takes 64 MB at each start.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$lMXGBqWrag0/PnAa2s6bEA"
    "$nQecD/cbL+m09JuI9I4XVpCWvYJurJvidUeDF0zqYyI"
)
_TURN = threading.BoundedSemaphore(2)
_COMMON = (
    "password", "123456789012", "qwertyuiop", "passwordpassword", "administrator", "coprogramma",
    "iloveyou", "volontariato", "associazione", "benvenuto", "buongiorno",
)  # fmt: skip


def hash_password(password: str) -> str:
    """The Argon2id hash of `password`; takes about 0.2 s, so never inside a transaction."""
    with _TURN:
        return _HASHER.hash(password)


def verify_password(password: str, digest: str | None) -> bool:
    """Whether it matches; an unknown account (`None`) takes the same time and never matches."""
    with _TURN:
        matches = _HASHER.verify(password, digest or _NOBODY)
    return matches and digest is not None


def password_problem(password: str, *personal: str) -> str | None:
    """Why `password` will not do, in Italian, or None. `personal` are words not to build on."""
    if len(password) < MIN_LENGTH:
        return f"La password deve avere almeno {MIN_LENGTH} caratteri."
    if len(password) > 200:
        return "La password può avere al massimo 200 caratteri."
    lowered = password.casefold()
    stripped = lowered.strip("0123456789!?.-_ ")
    repeated = (
        stripped != "" and len(stripped) % 2 == 0 and stripped[: len(stripped) // 2] * 2 == stripped
    )
    if stripped in _COMMON or len(set(lowered)) < 5 or lowered in _COMMON or repeated:
        return "Questa password è troppo comune: sceglietene un'altra."
    if any(len(word) > 4 and word.casefold() in lowered for word in personal):
        return "La password non deve contenere il vostro nome o la vostra e-mail."
    return None
