"""An account repeats words that are public no more: it leaves the site until it is corrected."""

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.errors import RuleError
from app.core.events import pending_events
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.outlets.archive.chapters import pieces_of
from app.outlets.feed.items import accounts
from app.outlets.follow.enums import NoticeKind
from app.outlets.follow.models import FollowNotice
from app.steps.contributions.actions import publish_redacted, withhold_contribution
from app.steps.contributions.forms import ReasonForm, RedactForm
from app.steps.monitoring.actions.accounts import reopen_account
from app.steps.monitoring.events import AccountWithdrawn
from app.steps.monitoring.fascicolo import CHAPTER
from app.steps.monitoring.findable import FINDERS
from app.steps.synthesis.actions import reread_node
from app.steps.synthesis.forms import WhyForm
from tests.conftest import Clock
from tests.factories.esiti import load_nodes
from tests.factories.monitoring import invite, make_concluded, make_item, make_written, publish
from tests.factories.synthesis import Heard
from tests.support.browserless import SignedIn

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NEED = "Muoversi senza auto"
WITHDRAWN = "Il rendiconto è stato ritirato"


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    """A concluded procedure whose account of the year names the need drawn from two bodies."""
    heard = make_concluded(session, clock)
    heard.desk.authority.email = "ufficio@esempio.it"
    make_item(session, heard)
    make_written(session, heard, legal_today().year)
    version = publish(session, heard.desk, legal_today().year)
    assert NEED in version.html
    return heard


def withhold(session: Session, heard: Heard) -> None:
    form = ReasonForm(reason="Nomina una persona assistita.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, heard.first.public_id, form)


def correct(session: Session, heard: Heard) -> None:
    """The office rereads the need, then publishes the account again."""
    desk = heard.desk
    for node in load_nodes(session, desk.here.procedure.pk):
        reread_node(session, desk.actor, desk.here, node, WhyForm(why="Le parole sono nostre."))
    reopen_account(session, desk.actor, desk.here, legal_today().year)
    publish(session, desk, legal_today().year, "Un contributo non si pubblica più.")


def base_of(heard: Heard) -> str:
    return f"/{heard.desk.here.scope}/monitoraggio/{legal_today().year}"


@pytest.mark.parametrize("how", ["withheld", "redacted"])
def test_it_leaves_the_site_as_page_and_as_pdf_and_the_page_says_why(
    client: TestClient, store: Store, session: Session, heard: Heard, how: str
) -> None:
    store.finish(session)
    base = base_of(heard)
    assert NEED in client.get(base).text
    assert client.get(f"{base}.pdf").status_code == 200
    with store.writing() as later:
        if how == "withheld":
            withhold(later, heard)
        else:
            form = RedactForm(title="[omissis]", text="[omissis]", reason="Nomina una persona.")
            publish_redacted(later, heard.desk.actor, heard.desk.here, heard.first.public_id, form)
    for address in (base, f"{base}/versioni/1"):
        page = client.get(address)
        assert page.status_code == 200
        assert WITHDRAWN in page.text
        assert "si pubblica con omissis o non si pubblica più" in page.text
        assert NEED not in page.text
        assert ".pdf" not in page.text
    for address in (f"{base}.pdf", f"{base}/versioni/1.pdf"):
        assert client.get(address).status_code == 404
    live = client.get(f"/{heard.desk.here.scope}/monitoraggio").text
    assert f"{base}.pdf" not in live
    assert "ritirato" in live


def test_nothing_else_hands_it_out(session: Session, heard: Heard) -> None:
    here = heard.desk.here
    withhold(session, heard)
    assert accounts(session, here) == []
    (finder,) = FINDERS
    assert list(finder.documents(session, here, None)) == []
    assert AccountWithdrawn in finder.events
    pieces = list(pieces_of(session, here, CHAPTER, redacted=True))
    assert not any("Rendiconto" in piece.title for piece in pieces)
    whole = [piece.title for piece in pieces_of(session, here, CHAPTER, redacted=False)]
    assert any("Rendiconto" in title and "ritirata" in title for title in whole)


def test_a_corrected_version_is_read_and_the_one_before_it_stays_away(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    withhold(session, heard)
    correct(session, heard)
    store.finish(session)
    base = base_of(heard)
    page = client.get(base).text
    assert NEED in page
    assert WITHDRAWN not in page
    assert "di quelle ritirate resta solo la notizia" in page
    assert client.get(f"{base}.pdf").status_code == 200
    first = client.get(f"{base}/versioni/1").text
    assert WITHDRAWN in first
    assert NEED not in first
    assert client.get(f"{base}/versioni/1.pdf").status_code == 404


def test_what_is_taken_back_later_takes_the_corrected_version_too(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    withhold(session, heard)
    correct(session, heard)
    form = ReasonForm(reason="Nomina un'altra persona.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, heard.second.public_id, form)
    store.finish(session)
    assert WITHDRAWN in client.get(base_of(heard)).text


def test_the_office_is_told_once_in_the_register_by_mail_and_on_its_pages(
    client: TestClient, store: Store, session: Session, heard: Heard, sign_in_as: SignedIn
) -> None:
    withhold(session, heard)
    withdrawn = [one for one in pending_events(session) if isinstance(one, AccountWithdrawn)]
    assert [(one.year, one.number) for one in withdrawn] == [(legal_today().year, 1)]
    query = select(Message).where(col(Message.subject).contains("non si legge più sul sito"))
    (mail,) = session.exec(query).all()
    assert mail.recipient == "ufficio@esempio.it"
    assert mail.chain == heard.desk.here.procedure.public_id
    assert f"/ufficio/{heard.desk.here.scope}/rendiconti" in mail.body
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    base = f"/ufficio/{heard.desk.here.scope}/rendiconti"
    assert "ritirata" in client.get(base).text
    page = client.get(f"{base}/{legal_today().year}").text
    assert "Il rendiconto pubblicato è stato ritirato" in page
    assert "resta leggibile" not in page
    assert "Invitate a leggere" not in page


def test_nobody_is_invited_to_read_what_was_withdrawn(session: Session, heard: Heard) -> None:
    withhold(session, heard)
    with pytest.raises(RuleError, match="Prima pubblicate il rendiconto"):
        invite(session, heard.desk, legal_today().year)


def test_what_was_never_public_withdraws_nothing(
    client: TestClient, store: Store, session: Session, clock: Clock, heard: Heard
) -> None:
    withhold(session, heard)
    correct(session, heard)
    form = RedactForm(title="[omissis]", text="[omissis]", reason="Senza il nome si legge.")
    publish_redacted(session, heard.desk.actor, heard.desk.here, heard.first.public_id, form)
    store.finish(session)
    assert WITHDRAWN not in client.get(base_of(heard)).text


def test_the_reason_of_a_withdrawn_correction_is_not_said_again(
    session: Session, heard: Heard
) -> None:
    desk, year = heard.desk, legal_today().year
    reopen_account(session, desk.actor, desk.here, year)
    publish(session, desk, year, "Mancava la corsa di Nina.")
    withhold(session, heard)
    reopen_account(session, desk.actor, desk.here, year)
    html = publish(session, desk, year, "Un contributo non si pubblica più.").html
    assert "Nina" not in html
    assert "Versione 2: ritirata dal sito." in html
    assert "Versione 3: Un contributo non si pubblica più." in html


def test_followers_who_were_not_told_of_it_yet_are_told_no_more(
    store: Store, session: Session, heard: Heard
) -> None:
    store.finish(session)
    asked = select(FollowNotice).where(FollowNotice.kind == NoticeKind.ACCOUNT)
    assert session.exec(asked).all()
    withhold(session, heard)
    store.finish(session)
    assert not session.exec(asked).all()
