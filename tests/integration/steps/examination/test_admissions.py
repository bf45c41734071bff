"""Lists of admitted, one for each act; the laboratories never wait for the last."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.chain import verify_chains
from app.core.audit.models import EventRow
from app.core.errors import ForbiddenError, InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.law.phases import Phase
from app.people.authorities.enums import OfficeRole
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.facts import examination_facts
from app.steps.examination.queries.admitted import list_admitted, list_pending
from app.steps.procedures.enums import ActKind
from app.steps.publication.models import SlotEntry
from tests.factories.examination import make_admission, make_arrival, make_decided
from tests.factories.people import make_officer
from tests.factories.procedures import Desk, make_act
from tests.support.browserless import actor_of

ADMITTED = ExaminationState.ADMITTED
RESERVED = ExaminationState.ADMITTED_WITH_RESERVATION
REFUSED = ExaminationState.NOT_ADMITTED
PAGE = "/zona-esempio/prova/partecipanti"


def test_the_first_list_begins_the_laboratories_while_others_are_pending(
    session: Session, desk: Desk
) -> None:
    make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Il ritardo è scusabile.")
    waiting = make_arrival(session, desk)
    make_admission(session, desk)
    assert desk.here.procedure.phase is Phase.LABORATORIES
    assert [one.domanda for one in list_pending(session, desk.here.procedure.pk)] == [
        waiting.public_id
    ]
    facts = examination_facts(session, desk.here)
    assert facts == {"first_admission_published": True, "domande_pending": 1}


def test_a_second_list_follows_and_settles_a_reservation(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, RESERVED)
    first = make_admission(session, desk)
    assert [one.reservation for one in list_admitted(session, desk.here.procedure.pk)] == [True]
    make_decided(session, desk, domanda, ADMITTED, "Lo statuto è arrivato.")
    second = make_admission(session, desk, number="9")
    assert (first.number, second.number) == (1, 2)
    assert [one.reservation for one in list_admitted(session, desk.here.procedure.pk)] == [False]


def test_who_sits_comes_with_the_tavoli_and_delegates(session: Session, desk: Desk) -> None:
    make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Scusabile.")
    make_admission(session, desk)
    (sitting,) = list_admitted(session, desk.here.procedure.pk)
    assert [seat.delegate_name for seat in sitting.seats] == ["Ada Delegata"]


def test_who_withdrew_sits_nowhere(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, ADMITTED, "Scusabile.")
    make_admission(session, desk)
    domanda.state = DomandaState.WITHDRAWN
    session.flush()
    assert list_admitted(session, desk.here.procedure.pk) == []


def test_without_a_decision_there_is_no_list(session: Session, desk: Desk) -> None:
    make_arrival(session, desk)
    with pytest.raises(RuleError, match="Nessuna decisione"):
        make_admission(session, desk)


@pytest.mark.parametrize("kind", [ActKind.OTHER, ActKind.CLOSING])
def test_it_rests_on_an_act_of_admission(session: Session, desk: Desk, kind: ActKind) -> None:
    make_decided(session, desk, make_arrival(session, desk), REFUSED)
    act = make_act(session, desk, kind, number="8")
    with pytest.raises(InvalidFormError):
        publish_admission(session, desk.actor, desk.here, act.public_id)


def test_an_act_carries_one_list_only(session: Session, desk: Desk) -> None:
    make_decided(session, desk, make_arrival(session, desk), REFUSED)
    act = make_act(session, desk, ActKind.ADMISSION, number="8")
    publish_admission(session, desk.actor, desk.here, act.public_id)
    make_decided(session, desk, make_arrival(session, desk), REFUSED)
    with pytest.raises(InvalidFormError):
        publish_admission(session, desk.actor, desk.here, act.public_id)


def test_only_the_responsible_officer_publishes(session: Session, desk: Desk) -> None:
    make_decided(session, desk, make_arrival(session, desk), REFUSED)
    act = make_act(session, desk, ActKind.ADMISSION, number="8")
    officer = actor_of(session, make_officer(session, desk.authority, OfficeRole.OFFICER))
    with pytest.raises(ForbiddenError):
        publish_admission(session, officer, desk.here, act.public_id)


def test_a_suspended_procedure_publishes_no_list(session: Session, desk: Desk) -> None:
    make_decided(session, desk, make_arrival(session, desk), REFUSED)
    desk.here.procedure.phase = Phase.SUSPENDED
    with pytest.raises(RuleError, match="Sospeso"):
        make_admission(session, desk)


def test_every_applicant_reads_outcome_reason_and_remedies(session: Session, desk: Desk) -> None:
    desk.authority.appeal = "Ricorso al TAR Toscana entro 60 giorni."
    make_decided(session, desk, make_arrival(session, desk), REFUSED, "Non opera nella zona.")
    make_admission(session, desk)
    letter = list_messages(session, kind="examination/outcome")[0]
    assert "non ammessa" in letter.subject
    assert "Non opera nella zona." in letter.body
    assert "TAR Toscana" in letter.body


def test_it_stands_in_the_fifth_slot_and_in_the_chain(
    store: Store, session: Session, desk: Desk
) -> None:
    domanda = make_arrival(session, desk, body_name="Circolo Riservato")
    make_decided(session, desk, domanda, REFUSED)
    admission = make_admission(session, desk)
    store.finish(session)
    entry = session.exec(select(SlotEntry).where(SlotEntry.slot == "admitted")).one()
    assert (entry.address, entry.sha256) == (f"{PAGE}#elenco-1", admission.sha256)
    event = session.exec(
        select(EventRow).where(EventRow.kind == "domande.admission_published")
    ).one()
    assert domanda.public_id in event.payload
    assert "Riservato" not in event.payload
    assert verify_chains(session) == []


def test_the_public_page_says_who_takes_part_and_no_more(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    admitted = make_arrival(session, desk, body_name="Ente Ammesso")
    refused = make_arrival(session, desk, body_name="Ente Escluso")
    make_arrival(session, desk, body_name="Ente In Esame")
    make_decided(session, desk, admitted, ADMITTED, "Il ritardo è scusabile.")
    make_decided(session, desk, refused, REFUSED, "Non opera nella zona.")
    make_admission(session, desk)
    store.finish(session)
    text = client.get(PAGE).text
    assert "Ente Ammesso: Disabilità" in text
    assert "Ente Escluso" in text
    for private in ("Ada Delegata", "Non opera", "scusabile", "Ente In Esame"):
        assert private not in text


def test_before_the_first_list_the_public_page_says_what_will_come(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    make_decided(session, desk, make_arrival(session, desk, body_name="Ente Segreto"), REFUSED)
    store.finish(session)
    text = client.get(PAGE).text
    assert "non è ancora pubblicato" in text
    assert "Ente Segreto" not in text


def test_a_list_renews_the_kept_public_page(
    client: TestClient, store: Store, session: Session, desk: Desk
) -> None:
    make_decided(session, desk, make_arrival(session, desk, body_name="Ente Nuovo"), REFUSED)
    store.finish(session)
    assert "Ente Nuovo" not in client.get(PAGE).text
    make_admission(session, desk)
    store.finish(session)
    assert "Ente Nuovo" in client.get(PAGE).text
