"""The office types a domanda of several bodies, as it came on paper."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.jobs.models import Message
from app.core.store.session import Store
from app.steps.checks.models import RegisterCheck
from app.steps.domande.models import Domanda
from app.steps.domande.queries.members import list_members
from app.steps.receipts.queries import get_receipt
from tests.conftest import Clock
from tests.factories.domande import Applicant, make_applicant
from tests.factories.members import filed_together
from tests.factories.procedures import Desk
from tests.integration.steps.arrivals.test_typed import PDF, office, only_domanda, typed
from tests.integration.steps.domande.conftest import AFTER

__all__ = ["office", "typed"]


@pytest.fixture
def desk(joint_desk: Desk, clock: Clock) -> Desk:
    clock.move_to(AFTER)
    return joint_desk


@pytest.fixture
def other(session: Session, joint_desk: Desk) -> Applicant:
    return make_applicant(session, name="Circolo Esempio", pec="circolo@pec.esempio.it")


def together(applicant: Applicant) -> dict[str, Any]:
    return {
        "form__form": "joint",
        "together_name": [applicant.body.name, ""],
        "together_tax_code": [applicant.body.tax_code, ""],
        "together_runts": ["registered", "registered"],
    }


def test_who_takes_part_together_is_on_record_compared_and_told(
    client: TestClient, store: Store, other: Applicant, office: str, typed: dict[str, Any]
) -> None:
    answer = client.post(office, data={**typed, **together(other)}, files=PDF)
    domanda = only_domanda(store)
    with store.reading() as reader:
        (row,) = list_members(reader, domanda.pk)
        assert (row.member.name, row.member.confirmed_at) == ("Circolo Esempio", None)
        assert get_receipt(reader, domanda.pk).content["members"] == [
            {"name": "Circolo Esempio", "tax_code": other.body.tax_code}
        ]
        compared = reader.exec(select(RegisterCheck.member_id)).all()
        assert compared == [None, row.member.pk]
        told = reader.exec(select(Message).where(Message.kind == "domande/member_named")).all()
        assert "circolo@pec.esempio.it" in {one.recipient for one in told}
    assert "Circolo Esempio" in client.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"form__form": "alone"}, "scegliete che partecipano insieme"),
        ({"together_tax_code": ["123", ""]}, "Ente 1:"),
        ({"together_name": ["", ""], "together_tax_code": ["", ""]}, "Scrivete quali enti"),
    ],
)
def test_what_does_not_agree_is_refused_with_what_to_do(
    client: TestClient,
    store: Store,
    other: Applicant,
    office: str,
    typed: dict[str, Any],
    changed: dict[str, Any],
    words: str,
) -> None:
    answer = client.post(office, data={**typed, **together(other), **changed}, files=PDF)
    assert answer.status_code == 422
    assert words in answer.text
    with store.reading() as reader:
        assert reader.exec(select(Domanda)).all() == []


def test_one_that_confirmed_elsewhere_is_registered_and_the_office_is_warned(
    client: TestClient,
    session: Session,
    joint_desk: Desk,
    other: Applicant,
    office: str,
    typed: dict[str, Any],
    clock: Clock,
) -> None:
    clock.move_to(AFTER.replace(day=10))
    lead = make_applicant(session, name="Ente capofila")
    filed_together(session, joint_desk, lead, other)
    session.commit()
    clock.move_to(AFTER)
    answer = client.post(office, data={**typed, **together(other)}, files=PDF)
    page = client.get(answer.headers["location"]).text
    assert "Un ente risulta in due domande" in page
