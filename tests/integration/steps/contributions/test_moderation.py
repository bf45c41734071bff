"""The office publishes, redacts, sends back; the responsible officer alone withholds."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import ConflictError, ForbiddenError, InvalidFormError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.steps.contributions.actions import (
    collect_contribution,
    publish_chosen,
    publish_contribution,
    publish_redacted,
    withhold_contribution,
)
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.facts import contributions_facts
from app.steps.contributions.forms import (
    BatchForm,
    CollectedForm,
    PublishForm,
    ReasonForm,
    RedactForm,
)
from app.steps.contributions.queries import get_filed, list_published_for_synthesis
from tests.factories.contributions import (
    first_tavolo,
    make_guest,
    make_published,
    make_submitted,
    make_working_desk,
)
from tests.factories.people import make_authority, make_officer
from tests.support.browserless import SignedIn, actor_of

OFFICE = "/ufficio/zona-esempio/prova/contributi"
PUBLIC = "/zona-esempio/prova/contributi"


def test_omissis_stand_beside_the_untouched_original(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    sent = make_submitted(session, guest, text="La signora Bianchi non esce.", gap="Bianchi")
    form = RedactForm(title=sent.title, text="Una persona [omissis] non esce.", reason="Privacy.")
    publish_redacted(session, desk.actor, desk.here, sent.public_id, form)
    store.finish(session)
    for address in (f"{PUBLIC}/{sent.public_id}", PUBLIC, f"{PUBLIC}?q=signora"):
        assert "Bianchi" not in client.get(address).text
    assert "Una persona [omissis] non esce." in client.get(f"{PUBLIC}/{sent.public_id}").text
    assert client.get(f"{PUBLIC}?q=bianchi").text.count("it-card-title") == 0
    sign_in_as(desk.rdp)
    assert "La signora Bianchi non esce." in client.get(f"{OFFICE}/{sent.public_id}").text
    sign_in_as(guest.account)
    own = client.get(f"/area-personale/contributi/{sent.public_id}").text
    assert "La signora Bianchi non esce." in own


def test_omissis_that_omit_nothing_are_refused(session: Session) -> None:
    desk = make_working_desk(session)
    sent = make_submitted(session, make_guest(session, desk))
    form = RedactForm(title=sent.title, text=sent.text, reason="Nessuna.")
    with pytest.raises(InvalidFormError):
        publish_redacted(session, desk.actor, desk.here, sent.public_id, form)
    assert sent.state is ContributionState.SUBMITTED


def test_only_the_responsible_officer_withholds(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    sent = make_submitted(session, make_guest(session, desk))
    other = actor_of(session, officer)
    with pytest.raises(ForbiddenError):
        withhold_contribution(session, other, desk.here, sent.public_id, ReasonForm(reason="Così."))
    store.finish(session)
    address = f"{OFFICE}/{sent.public_id}/non-pubblicare"
    sign_in_as(officer)
    assert "Non pubblicare" not in client.get(f"{OFFICE}/{sent.public_id}").text
    assert client.post(address, data={"reason": "Così."}).status_code == 404
    sign_in_as(desk.rdp)
    assert client.post(address, data={"reason": " "}).status_code == 422
    assert client.post(address, data={"reason": "Contiene dati sanitari."}).status_code == 303
    sign_in_as(None)
    assert client.get(f"{PUBLIC}/{sent.public_id}").status_code == 404


def test_what_is_withheld_later_is_no_longer_found(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    sent = make_published(session, desk, make_guest(session, desk), "Zampogna")
    store.finish(session)
    assert "Zampogna" in client.get(PUBLIC).text
    form = ReasonForm(reason="Nomina una persona.")
    with store.writing() as later:
        withhold_contribution(later, desk.actor, desk.here, sent.public_id, form)
    assert "Zampogna" not in client.get(PUBLIC).text
    with store.reading() as seen:
        (row,) = list_published_for_synthesis(seen, desk.here.procedure.pk)
    assert (row.withheld, row.title, row.text, row.number) == (True, "", "", 1)


@pytest.mark.parametrize("gesture", ["pubblica", "omissis", "rimanda", "non-pubblicare"])
def test_a_decision_is_told_to_the_body(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, gesture: str
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    sent = make_submitted(session, guest)
    store.finish(session)
    sign_in_as(desk.rdp)
    typed = {
        "pubblica": {},
        "omissis": {"title": "Titolo", "text": "Testo [omissis]", "reason": "Perché sì."},
    }.get(gesture, {"reason": "Perché sì."})
    assert client.get(f"{OFFICE}/{sent.public_id}").status_code == 200
    if gesture != "pubblica":
        assert client.get(f"{OFFICE}/{sent.public_id}/{gesture}").status_code == 200
    assert client.post(f"{OFFICE}/{sent.public_id}/{gesture}", data=typed).status_code == 303
    with store.reading() as seen:
        mail = list_messages(seen, recipient=guest.ets.email)[0]
    assert ("Perché sì." in mail.body) == (gesture != "pubblica")
    assert mail.kind != "contributions/received"


def test_two_who_decide_at_once_do_not_both_win(session: Session) -> None:
    desk = make_working_desk(session)
    sent = make_published(session, desk, make_guest(session, desk))
    with pytest.raises(ConflictError):
        publish_contribution(session, desk.actor, desk.here, sent.public_id, PublishForm())


def test_a_batch_leaves_what_needs_a_closer_look(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    first, second = make_submitted(session, guest, "Uno"), make_submitted(session, guest, "Due")
    already = make_published(session, desk, guest, "Tre")
    chosen = BatchForm(chosen=[first.public_id, second.public_id, already.public_id])
    assert publish_chosen(session, desk.actor, desk.here, chosen) == (2, 1)
    with pytest.raises(InvalidFormError):
        publish_chosen(session, desk.actor, desk.here, BatchForm())


def test_what_was_said_in_the_room_is_the_bodys(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Voce")
    tavolo = first_tavolo(session, desk)
    form = CollectedForm(
        body=guest.ets.public_id,
        tavolo=tavolo.public_id,
        kind=ContributionKind.OFFER,
        title="Sportello",
        text="Apriamo il giovedì.",
    )
    made = collect_contribution(session, desk.actor, desk.here, form)
    publish_contribution(session, desk.actor, desk.here, made.public_id, PublishForm())
    store.finish(session)
    assert (made.ets_id, made.entered_by_id, made.author_id) == (
        guest.ets.id,
        desk.rdp.id,
        None,
    )
    page = client.get(f"{PUBLIC}/{made.public_id}").text
    assert "Associazione Voce" in page
    assert desk.rdp.family_name not in page
    with store.reading() as seen:
        kinds = [mail.kind for mail in list_messages(seen, recipient=guest.ets.email)]
    assert kinds == ["contributions/published", "contributions/collected"]
    sign_in_as(desk.rdp)
    assert client.get(f"{OFFICE}/raccolto").status_code == 200


def test_a_body_that_was_not_there_is_not_credited(session: Session) -> None:
    desk = make_working_desk(session)
    elsewhere = make_working_desk(session, slug="altra", authority=desk.authority)
    guest = make_guest(session, elsewhere)
    form = CollectedForm(
        body=guest.ets.public_id,
        tavolo=first_tavolo(session, desk).public_id,
        kind=ContributionKind.NEED,
        title="Uno",
        text="Due",
    )
    with pytest.raises(InvalidFormError) as refusal:
        collect_contribution(session, desk.actor, desk.here, form)
    assert set(refusal.value.errors) == {"body"}


def test_the_checklist_counts_what_waits(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    make_submitted(session, guest, "Uno")
    make_published(session, desk, guest, "Due")
    assert contributions_facts(session, desk.here) == {"contributions_unmoderated": 1}


def test_facilitators_read_the_queue_and_another_office_does_not(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    make_submitted(session, guest, "Attende")
    make_published(session, desk, guest, "Pubblicato")
    facilitator = make_officer(session, desk.authority, OfficeRole.FACILITATOR)
    stranger = make_officer(session, make_authority(session, "altra-zona"))
    store.finish(session)
    sign_in_as(facilitator)
    page = client.get(f"{OFFICE}?stato=submitted").text
    assert "Attende" in page
    assert ">Pubblicato</a>" not in page
    assert client.post(f"{OFFICE}/pubblica", data={"chosen": "x"}).status_code == 404
    sign_in_as(stranger)
    assert client.get(OFFICE).status_code == 404


def test_an_action_keeps_the_original_as_it_was_filed(session: Session) -> None:
    desk = make_working_desk(session)
    sent = make_submitted(session, make_guest(session, desk), text="Com'era.")
    seal = sent.original_sha256
    form = RedactForm(title="Altro", text="Altro", reason="Prova.")
    publish_redacted(session, desk.actor, desk.here, sent.public_id, form)
    withhold_contribution(
        session, desk.actor, desk.here, sent.public_id, ReasonForm(reason="Prova.")
    )
    publish_contribution(session, desk.actor, desk.here, sent.public_id, PublishForm())
    found = get_filed(session, desk.here.procedure.pk, sent.public_id).contribution
    assert (found.text, found.published_text, found.original_sha256) == (
        "Com'era.",
        "Com'era.",
        seal,
    )
