"""Plainly fictitious bodies with well-formed codes, made through the actions."""

import itertools
from datetime import date
from typing import Any

from sqlmodel import Session
from stdnum import luhn

from app.core.clock import legal_today
from app.people.accounts.models import Account
from app.people.ets.actions import create_body
from app.people.ets.enums import MembershipKind, RuntsState
from app.people.ets.forms import NewBodyForm
from app.people.ets.models import Ets, Membership
from tests.support.browserless import actor_of

_NUMBERS = itertools.count(1)


def new_tax_code() -> str:
    """Eleven digits with a good check digit, different at each call."""
    digits = f"9{next(_NUMBERS):09d}"
    return digits + str(luhn.calc_check_digit(digits))


def body_form(**more: Any) -> NewBodyForm:
    """A registered association, described by its legal representative."""
    values: dict[str, Any] = {
        "name": "Associazione Esempio",
        "legal_form": "associazione",
        "tax_code": new_tax_code(),
        "runts_state": RuntsState.REGISTERED,
        "runts_number": "12345",
        "runts_section": "b",
        "runts_date": date(2022, 11, 7),
        "street": "Via della Prova 1",
        "postcode": "57121",
        "municipality": "Livorno",
        "province": "LI",
        "pec": "associazione@pec.esempio.it",
        "email": "associazione@esempio.it",
        "phone": "0586 000000",
        "activities": ["a", "i"],
        "acting": MembershipKind.LEGAL_REPRESENTATIVE,
    }
    return NewBodyForm(**{**values, **more})


def make_body(session: Session, representative: Account, **more: Any) -> Ets:
    """A body whose legal representative is `representative`."""
    return create_body(session, actor_of(session, representative), body_form(**more), None)


def give_mandate(
    session: Session, body: Ets, account: Account, *, until: date | None = None
) -> Membership:
    """A mandate for `account` that holds from today."""
    session.flush()
    mandate = Membership(
        account_id=account.pk,
        ets_id=body.pk,
        kind=MembershipKind.MANDATE,
        since=legal_today(),
        until=until,
    )
    session.add(mandate)
    session.flush()
    return mandate
