"""What was never sent goes at its term, unless somebody took it up again."""

from datetime import date, timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow, Tombstone
from app.core.clock import from_rome
from app.core.errors import RuleError
from app.core.events import INSTALLATION
from app.core.files.models import StoredFile
from app.core.store.session import Store
from app.outlets.retention.enums import ItemState
from app.people.authorities.models import Authority
from app.steps.arrivals.actions import register_batch
from app.steps.arrivals.models import ArrivalBatch
from app.steps.domande.models import (
    Domanda,
    DomandaFile,
    DomandaPart,
    LateAttempt,
    SignatureCheck,
)
from app.steps.istanze.actions import add_files, invite_body
from app.steps.istanze.forms import InviteBodyForm
from app.steps.istanze.models import Istanza, IstanzaFile, IstanzaInvitation
from tests.conftest import Clock
from tests.factories.arrivals import make_batch, row
from tests.factories.changes import reopen
from tests.factories.domande import file_draft, make_applicant, make_draft, make_signed_draft
from tests.factories.files import keep_pdf
from tests.factories.istanze import Asking, write
from tests.factories.istanze import make_draft as make_istanza
from tests.factories.procedures import Desk
from tests.integration.outlets.test_retention import years_pass
from tests.integration.steps.domande.conftest import AFTER
from tests.support.browserless import SignedIn
from tests.support.removals import MONTH, erased, listed, remove


@pytest.fixture
def istanza(store: Store) -> Asking:
    """A draft with a file and an invitation, of a body that never presented it."""
    with store.writing() as session:
        asking = make_istanza(session)
        add_files(session, asking.actor, asking.ref, [keep_pdf(session)])
        invite_body(session, asking.actor, asking.ref, InviteBodyForm(email="altra@esempio.it"))
    return asking


def test_a_draft_of_an_istanza_goes_whole_after_its_term_and_leaves_a_tombstone(
    store: Store, istanza: Asking, clock: Clock
) -> None:
    authority = istanza.asked.authority
    years_pass(clock, 5 * MONTH)
    assert listed(store, authority) == {}
    years_pass(clock, 1.2 * MONTH)
    assert [one.chain for one in listed(store, authority)["draft_istanze"]] == [INSTALLATION]
    assert remove(store) == {"draft_istanze": {ItemState.REMOVED}}
    with store.reading() as session:
        for table in (Istanza, IstanzaInvitation, IstanzaFile):
            assert session.exec(select(table)).all() == []
        stone = session.exec(select(Tombstone)).one()
        file = session.exec(select(StoredFile)).one()
        kinds = session.exec(select(EventRow.kind).where(EventRow.chain == INSTALLATION)).all()
    assert (stone.subject, stone.source, stone.months) == (istanza.ref, "gdpr-5-1-e", 6)
    assert not store.at_hand["blobs"].exists(file.key)
    assert "retention.removed" in kinds


def test_the_authority_sets_its_own_term_where_the_others_are(
    client: TestClient, store: Store, istanza: Asking, clock: Clock, sign_in_as: SignedIn
) -> None:
    sign_in_as(istanza.rdp)
    page = client.get("/ufficio/zona-esempio/impostazioni/conservazione").text
    for label in ("Bozze di istanza mai presentate", "Indirizzi di chi segue per posta"):
        assert label in page
    with store.writing() as session:
        authority = session.get_one(Authority, istanza.asked.authority.pk)
        authority.retention = {"istanza_drafts": 3}
        session.add(authority)
    years_pass(clock, 3.2 * MONTH)
    assert list(listed(store, istanza.asked.authority)) == ["draft_istanze"]


def test_a_draft_that_somebody_took_up_again_after_the_list_stays(
    store: Store, istanza: Asking, clock: Clock
) -> None:
    years_pass(clock, 7 * MONTH)
    listed(store, istanza.asked.authority)
    with store.writing() as session:
        write(session, istanza, reason="Adesso qualcuno li conta.")
    assert remove(store) == {"draft_istanze": {ItemState.NO_LONGER}}
    with store.reading() as session:
        assert session.exec(select(Istanza)).one().reason == "Adesso qualcuno li conta."


def test_a_draft_stays_where_the_avviso_was_opened_again_after_the_list(
    store: Store, open_at: Desk, clock: Clock
) -> None:
    with store.writing() as session:
        make_draft(session, open_at, make_applicant(session))
    clock.move_to(AFTER + timedelta(days=100))
    assert len(listed(store, open_at.authority)["draft_domande"]) == 1
    with store.writing() as session:
        reopen(session, open_at, from_rome(date(2026, 5, 4), 12, 30))
    assert remove(store) == {"draft_domande": {ItemState.NO_LONGER}}
    with store.reading() as session:
        assert len(session.exec(select(DomandaPart.id)).all()) > 1


def test_of_a_draft_sent_too_late_it_stays_on_record_whose_it_was_and_when(
    store: Store, open_at: Desk, clock: Clock
) -> None:
    with store.writing() as session:
        late = make_applicant(session, name="Ente Tardivo")
        draft = make_signed_draft(session, open_at, late)
    clock.move_to(AFTER)
    with pytest.raises(RuleError), store.writing() as session:
        file_draft(session, late, draft)
    clock.move_to(AFTER + timedelta(days=100))
    erased(store, open_at)
    with store.reading() as session:
        found = session.exec(select(Domanda)).one()
        assert session.exec(select(LateAttempt.domanda_id)).all() == [found.pk]
        for table in (DomandaPart, DomandaFile, SignatureCheck):
            assert session.exec(select(table)).all() == []
    assert (found.body_name, found.signed_by) == ("Ente Tardivo", "")
    clock.move_to(AFTER + timedelta(days=140))
    assert len(listed(store, open_at.authority)["draft_domande"]) == 1  # that of the first list


def test_a_table_that_nobody_registered_goes_and_a_registered_one_stays(
    store: Store, open_at: Desk, clock: Clock
) -> None:
    clock.move_to(AFTER)
    with store.writing() as session:
        kept, prepared = make_batch(session, open_at, row())
        register_batch(session, open_at.actor, open_at.here, kept, prepared)
        idle, _ = make_batch(session, open_at, row(ente="Altro Ente"))
        key = session.get_one(StoredFile, idle.file_id).key
    clock.move_to(AFTER + timedelta(days=100))
    erased(store, open_at)
    with store.reading() as session:
        assert session.exec(select(ArrivalBatch.id)).all() == [kept.pk]
    assert not store.at_hand["blobs"].exists(key)
