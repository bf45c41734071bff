"""Who acts for a body changes: drafts stay the body's, what was filed keeps its signatory."""

from datetime import timedelta

from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.people.ets.actions import Offer, accept_invitation, send_invitation
from app.people.ets.enums import MembershipKind
from app.people.ets.queries import find_ground, list_bodies_of
from app.steps.domande.queries.received import get_provenance
from tests.conftest import Clock
from tests.factories.domande import Applicant, make_applicant, make_draft, make_filed_domanda
from tests.factories.ets import give_mandate
from tests.factories.people import make_account
from tests.factories.procedures import Desk, make_started_desk
from tests.integration.steps.domande.conftest import CLOSES, OPEN
from tests.support.browserless import SignedIn, actor_of

AREA = "/area-personale/domande"


def replace(session: Session, old: Applicant, newcomer: Account) -> None:
    """Invite the new legal representative in the place of the old one, and accept."""
    offer = Offer(MembershipKind.LEGAL_REPRESENTATIVE, legal_today(), replaces=True)
    sent = send_invitation(session, old.actor, old.body, newcomer.email, offer)
    mail = session.exec(select(Message).where(Message.recipient_ref == sent.public_id)).one()
    token = mail.body.partition("/inviti/")[2].split()[0]
    accept_invitation(session, actor_of(session, newcomer), token)


def test_a_new_representative_takes_the_place_of_the_old_one(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    sign_in_as: SignedIn,
    clock: Clock,
) -> None:
    open_desk.here.authority.email = "ufficio@zona.esempio.it"
    session.add(open_desk.here.authority)
    old = make_applicant(session)
    filed = make_filed_domanda(session, open_desk, old)
    drafting = make_applicant(session)
    draft = make_draft(session, open_desk, drafting)
    newcomers = [make_account(session, name) for name in ("Nuova", "Altra")]
    for applicant, account in zip((old, drafting), newcomers, strict=True):
        replace(session, applicant, account)
    said = session.exec(
        select(Message).where(Message.kind == "domande/representative_changed")
    ).one()
    assert said.recipient == "ufficio@zona.esempio.it"
    assert newcomers[0].name in said.body
    assert old.account.name in said.body
    assert get_provenance(session, filed).filed_by == old.account.name
    assert list_bodies_of(session, old.account.pk) == frozenset()
    store.finish(session)
    sign_in_as(drafting.account)
    assert client.get(f"{AREA}/{draft.public_id}/riepilogo").status_code == 404
    sign_in_as(newcomers[1])
    page = client.get(f"{AREA}/{draft.public_id}/riepilogo").text
    assert "La bozza è di chi non agisce più" in page
    assert drafting.account.name in page
    clock.move_to(OPEN + timedelta(days=1))
    answers = {"first_name": "Altra", "family_name": "Esempio"}
    client.post(f"{AREA}/{draft.public_id}/parte/signatory", data=answers)
    page = client.get(f"{AREA}/{draft.public_id}/riepilogo").text
    assert "La bozza è di chi non agisce più" not in page


def test_of_overlapping_mandates_the_strongest_is_written_and_an_expired_one_shuts_at_once(
    session: Session, clock: Clock
) -> None:
    clock.move_to(OPEN)
    make_started_desk(session)
    body = make_applicant(session).body
    colleague = make_account(session, "Collega")
    day = legal_today()
    give_mandate(session, body, colleague, until=day + timedelta(days=3))
    give_mandate(session, body, colleague, until=day + timedelta(days=9))
    ground = find_ground(session, colleague.pk, body.pk)
    assert ground is not None
    assert ground.until == day + timedelta(days=9)
    clock.move_to(OPEN + timedelta(days=4))
    assert list_bodies_of(session, colleague.pk) == {body.pk}
    clock.move_to(CLOSES)
    assert list_bodies_of(session, colleague.pk) == frozenset()
    assert find_ground(session, colleague.pk, body.pk) is None
