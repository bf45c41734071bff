"""Passwords: what an unknown account costs."""

from app.core.security.passwords import _NOBODY, hash_password, verify_password


def _cost(digest: str) -> str:
    return digest.rpartition("$")[0].rpartition("$")[0]


def test_an_unknown_account_costs_what_a_known_one_does() -> None:
    assert _cost(_NOBODY) == _cost(hash_password("quattro parole di prova"))


def test_no_password_opens_an_unknown_account() -> None:
    assert not verify_password("nessuno", None)
