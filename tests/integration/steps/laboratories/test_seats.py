"""Everyone admitted sits at the tavoli it chose; who is pending sits with reservation."""

from datetime import date

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.people.ets.enums import BodyKind
from app.people.ets.models import Invitation
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.models import Decision
from app.steps.laboratories.actions import change_delegates, seat_public_body, withdraw_seat
from app.steps.laboratories.forms import DelegatesForm, PublicBodyForm
from app.steps.laboratories.queries import (
    get_seat,
    list_participants,
    list_seats,
    seats_of,
    sits_at,
)
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.examination import make_admission, make_arrival, make_decided
from tests.factories.laboratories import make_lab
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn


def open_desk(session: Session, clock: Clock) -> Desk:
    """An avviso that was published a day ago."""
    clock.move_to(from_rome(date(2027, 1, 11), 9))
    desk, _ = make_open_avviso(session)
    clock.move_to(from_rome(date(2027, 1, 12), 9))
    return desk


def close(clock: Clock) -> None:
    """The morning after the avviso closed: lists can be published."""
    clock.move_to(from_rome(date(2027, 2, 2), 9))


def refuse(session: Session, desk: Desk, domanda: Domanda) -> None:
    """A decision of not admitting, as the examination would leave it after its own terms."""
    session.add(
        Decision(
            procedure_id=desk.here.procedure.pk,
            authority_id=desk.authority.pk,
            domanda_id=domanda.pk,
            outcome=ExaminationState.NOT_ADMITTED,
            reason="Manca un requisito.",
            decided_by_id=desk.rdp.pk,
            decided_at=legal_now(),
        )
    )
    session.flush()


def test_admitted_and_pending_bodies_sit_from_the_first_admission(
    session: Session, clock: Clock
) -> None:
    desk = open_desk(session, clock)
    admitted = make_arrival(session, desk, body_name="Ammessa")
    make_arrival(session, desk, body_name="In attesa")
    make_decided(session, desk, admitted)
    assert list_seats(session, desk.here.procedure.pk) == []

    close(clock)
    make_admission(session, desk)

    seats = list_seats(session, desk.here.procedure.pk)
    assert [(seat.ets_name, seat.with_reservation) for seat in seats] == [
        ("Ammessa", False),
        ("In attesa", True),
    ]
    assert {seat.delegate_name for seat in seats} == {"Ada Delegata"}


def test_a_later_admission_lifts_the_reservation_or_ends_the_seat(
    session: Session, clock: Clock
) -> None:
    desk = open_desk(session, clock)
    first = make_arrival(session, desk, body_name="Prima")
    later = make_arrival(session, desk, body_name="Seconda")
    refused = make_arrival(session, desk, body_name="Terza")
    make_decided(session, desk, first)
    close(clock)
    make_admission(session, desk)
    make_decided(session, desk, later)
    refuse(session, desk, refused)
    make_admission(session, desk, number="8")
    seats = list_seats(session, desk.here.procedure.pk)
    assert [(seat.ets_name, seat.with_reservation) for seat in seats] == [
        ("Prima", False),
        ("Seconda", False),
    ]


def test_an_unpublished_decision_changes_no_seat(session: Session, clock: Clock) -> None:
    desk = open_desk(session, clock)
    first = make_arrival(session, desk)
    make_decided(session, desk, first, ExaminationState.ADMITTED_WITH_RESERVATION)
    assert list_seats(session, desk.here.procedure.pk) == []
    close(clock)
    make_admission(session, desk)
    assert [seat.with_reservation for seat in list_seats(session, desk.here.procedure.pk)] == [True]


def test_delegates_changed_by_the_body_stay(session: Session, clock: Clock) -> None:
    desk = open_desk(session, clock)
    first = make_arrival(session, desk, body_name="Prima")
    later = make_arrival(session, desk, body_name="Seconda")
    make_decided(session, desk, first)
    close(clock)
    make_admission(session, desk)
    row = list_seats(session, desk.here.procedure.pk)[1]
    seat = get_seat(session, desk.here.procedure.pk, row.public_id)
    change_delegates(session, desk.actor, desk.here, seat, DelegatesForm(delegate_name="Zoe Nuova"))
    make_decided(session, desk, later)
    make_admission(session, desk, number="8")
    rows = list_seats(session, desk.here.procedure.pk)
    assert [(row.delegate_name, row.with_reservation) for row in rows] == [
        ("Ada Delegata", False),
        ("Zoe Nuova", False),
    ]


def test_a_health_unit_sits_without_a_domanda_and_its_referent_is_invited(
    session: Session,
) -> None:
    lab = make_lab(session)
    tavoli = list_tavoli(session, lab.desk.here.procedure.pk)
    form = PublicBodyForm(
        kind=BodyKind.HEALTH_UNIT,
        name="Salute mentale adulti",
        tavoli=[tavolo.public_id for tavolo in tavoli],
        delegate_name="Rita Referente",
        delegate_email="referente@esempio.it",
    )
    body = seat_public_body(session, lab.desk.actor, lab.desk.here, form)
    assert all(sits_at(session, body.pk, tavolo.pk) for tavolo in tavoli)
    invitation = session.exec(select(Invitation).where(Invitation.ets_id == body.pk)).one()
    assert invitation.email == "referente@esempio.it"
    kinds = {message.kind for message in list_messages(session, recipient="referente@esempio.it")}
    assert kinds == {"ets/invitation", "laboratories/seat_given"}


def test_a_public_service_sits_once_at_a_tavolo_and_may_leave(session: Session) -> None:
    lab = make_lab(session)
    tavolo = list_tavoli(session, lab.desk.here.procedure.pk)[0]
    form = PublicBodyForm(
        kind=BodyKind.MUNICIPAL_SERVICE,
        name="Servizi sociali",
        tavoli=[tavolo.public_id],
        delegate_name="Rita Referente",
        delegate_email="referente@esempio.it",
    )
    body = seat_public_body(session, lab.desk.actor, lab.desk.here, form)
    again = form.model_copy(update={"body": body.public_id})
    with pytest.raises(InvalidFormError, match="siede già"):
        seat_public_body(session, lab.desk.actor, lab.desk.here, again)
    row = next(row for row in list_seats(session, tavolo.procedure_id) if row.ets_id == body.pk)
    seat = get_seat(session, tavolo.procedure_id, row.public_id)
    withdraw_seat(session, lab.desk.actor, lab.desk.here, seat)
    assert not sits_at(session, body.pk, tavolo.pk)
    seat_public_body(session, lab.desk.actor, lab.desk.here, again)
    assert sits_at(session, body.pk, tavolo.pk)


def test_the_seat_of_a_domanda_is_not_the_office_s_to_take(session: Session, clock: Clock) -> None:
    desk = open_desk(session, clock)
    make_decided(session, desk, make_arrival(session, desk))
    close(clock)
    make_admission(session, desk)
    row = list_seats(session, desk.here.procedure.pk)[0]
    seat = get_seat(session, desk.here.procedure.pk, row.public_id)
    with pytest.raises(RuleError):
        withdraw_seat(session, desk.actor, desk.here, seat)


def test_participants_name_bodies_and_no_person(session: Session) -> None:
    lab = make_lab(session)
    people = list_participants(session, lab.desk.here.procedure.pk)
    assert [person.name for person in people] == ["Associazione Presente", "Cooperativa Altrove"]
    assert "Ada" not in repr(people)


def test_a_body_sees_its_own_seats_only(session: Session) -> None:
    lab = make_lab(session)
    assert [row.ets_id for row in seats_of(session, lab.guest.actor)] == [lab.guest.ets.pk]


def test_a_body_changes_its_delegate_and_nobody_else_s(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    store.finish(session)
    sign_in_as(lab.guest.account)
    address = f"/area-personale/tavoli/{lab.guest.seat.public_id}/delegati"
    assert client.post(address, data={"delegate_name": "Carla Nuova"}).status_code == 303
    assert "Carla Nuova" in client.get("/area-personale/tavoli").text
    other = f"/area-personale/tavoli/{lab.stranger.seat.public_id}"
    assert client.get(other).status_code == 404
    assert client.get(f"{other}/delegati").status_code == 404
    assert client.post(f"{other}/delegati", data={"delegate_name": "X"}).status_code == 404


def test_the_office_adds_a_service_and_changes_delegates_from_its_pages(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    tavolo = list_tavoli(session, lab.desk.here.procedure.pk)[0]
    store.finish(session)
    sign_in_as(lab.desk.rdp)
    base = f"/ufficio/{lab.desk.here.scope}/posti"
    data = {"kind": "health_unit", "name": "Consultorio", "tavoli": tavolo.public_id}
    refused = client.post(base, data=data)
    assert refused.status_code == 422
    assert "Campo obbligatorio" in refused.text
    person = {"delegate_name": "Rita Referente", "delegate_email": "rita@esempio.it"}
    assert client.post(base, data={**data, **person}).status_code == 303
    assert "Consultorio" in client.get(base).text
    seat = f"{base}/{lab.guest.seat.public_id}"
    assert "Ada Delegata" in client.get(seat).text
    same = {"delegate_name": "Ada", "substitute_name": "ada"}
    assert client.post(seat, data=same).status_code == 422
