"""The pages of the questions: the asker's, the office's, everybody's."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.questions.forms import AnswerForm
from app.steps.questions.queries import list_received
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso, make_ready_desk
from tests.factories.changes import extend, revoke
from tests.factories.domande import make_applicant
from tests.factories.questions import make_question
from tests.support.browserless import SignedIn

PUBLIC = "/zona-esempio/prova/quesiti"
OFFICE = "/ufficio/zona-esempio/prova/quesiti"
AVVISO = "/zona-esempio/prova/avviso"
NEW = "/area-personale/quesiti/nuovo/zona-esempio/prova"


def test_a_question_goes_from_its_asker_to_everybody_without_a_name(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    asker = make_applicant(session, name="Ente Canarino")
    make_question(session, desk, asker, "Noi del Canarino possiamo?")
    store.finish(session)
    sign_in_as(asker.account)
    assert client.post(NEW, data={"text": ""}).status_code == 422
    assert client.post(NEW, data={"text": "Serve la PEC?"}).status_code == 303
    assert "Serve la PEC?" in client.get("/area-personale/quesiti").text

    sign_in_as(desk.rdp)
    assert "2 da rispondere" in client.get(OFFICE).text
    assert "2 quesiti senza risposta" in client.get("/ufficio/zona-esempio/prova").text
    with store.reading() as reader:
        first, second = (row for row, _ in list_received(reader, desk.here.procedure.pk))
    page = client.get(f"{OFFICE}/{first.public_id}").text
    assert "Ente Canarino" in page
    typed = {
        "text": "Sì, **tutti**.",
        "published_text": "Noi possiamo?",
        "together": [second.public_id],
        "edition": "0",
        "azione": "pubblica",
    }
    assert client.post(f"{OFFICE}/{first.public_id}", data=typed).status_code == 303

    sign_in_as(None)
    text = client.get(PUBLIC).text
    for seen in ("Noi possiamo?", "Serve la PEC?", "<strong>tutti</strong>", "quesito-2"):
        assert seen in text
    for hidden in ("Canarino", asker.account.email, asker.account.given_name):
        assert hidden not in text


def test_a_refused_question_is_nowhere_but_with_its_asker(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    asker = make_applicant(session)
    question = make_question(session, desk, asker, "Quanto guadagna il direttore?")
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{OFFICE}/{question.public_id}/non-pubblicare"
    assert client.post(address, data={"ground": "off_topic"}).status_code == 422
    typed = {"ground": "off_topic", "reason": "Non riguarda l'avviso."}
    assert client.post(address, data=typed).status_code == 303
    sign_in_as(asker.account)
    assert "Non riguarda l&#39;avviso." in client.get("/area-personale/quesiti").text
    sign_in_as(None)
    assert "direttore" not in client.get(PUBLIC).text


def test_what_was_typed_comes_back_when_a_colleague_saved_first(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    question = make_question(session, desk, make_applicant(session))
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{OFFICE}/{question.public_id}"
    typed = {**AnswerForm(text="La mia").model_dump(include={"text"}), "edition": "0"}
    assert client.post(address, data=typed).status_code == 303
    refused = client.post(address, data=typed)
    assert refused.status_code == 422
    assert "Nel frattempo qualcun altro" in refused.text
    assert ">\nLa mia</textarea>" in refused.text


class TestTheTermOnTheAvvisoPage:
    """Published on Monday 24 November: it closes on 15 December, its questions on the 8th."""

    UNTIL = datetime(2025, 12, 8, 22, 59, 59, tzinfo=UTC)

    @pytest.fixture(autouse=True)
    def _on_a_monday(self, clock: Clock) -> None:
        clock.move_to(datetime(2025, 11, 24, 9, 0, tzinfo=UTC))

    @pytest.mark.parametrize("page", [AVVISO, f"{AVVISO}/in-breve", f"{AVVISO}/versioni/1"])
    def test_says_until_when_with_the_hour_of_rome_and_what_comes_after(
        self, client: TestClient, store: Store, session: Session, page: str
    ) -> None:
        make_open_avviso(session)
        store.finish(session)
        text = client.get(page).text
        assert "Fate quesiti entro lunedì 8 dicembre 2025, ore 23:59:59 (ora di Roma)." in text
        assert "Dopo non se ne fanno più" in text
        assert "Quesiti chiusi" not in text

    def test_a_kept_page_says_that_they_are_closed_from_the_next_second(
        self, client: TestClient, store: Store, session: Session, clock: Clock
    ) -> None:
        make_open_avviso(session)
        store.finish(session)
        clock.move_to(self.UNTIL)
        assert "Fate quesiti entro" in client.get(AVVISO).text
        clock.move_to(self.UNTIL + timedelta(seconds=1))
        text = client.get(AVVISO).text
        assert "Quesiti chiusi" in text
        assert "si potevano fare fino a lunedì 8 dicembre 2025, ore 23:59:59" in text
        assert "Presentate la domanda entro lunedì 15 dicembre" in text

    def test_moves_with_a_proroga_and_stands_on_the_version_in_force_alone(
        self, client: TestClient, store: Store, session: Session
    ) -> None:
        desk, version = make_open_avviso(session)
        extend(session, desk, version.closes_at + timedelta(days=1))
        store.finish(session)
        assert "Fate quesiti entro martedì 9 dicembre 2025" in client.get(AVVISO).text
        assert "quesiti entro" not in client.get(f"{AVVISO}/versioni/1").text

    def test_is_not_said_once_the_avviso_is_revoked(
        self, client: TestClient, store: Store, session: Session
    ) -> None:
        desk, _ = make_open_avviso(session)
        revoke(session, desk)
        store.finish(session)
        text = client.get(AVVISO).text
        assert "L'avviso è stato revocato" in text
        assert "Fate quesiti" not in text

    def test_is_seen_in_the_preview_before_publication(
        self, client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
    ) -> None:
        desk = make_ready_desk(session)
        store.finish(session)
        sign_in_as(desk.rdp)
        text = client.get("/ufficio/zona-esempio/prova/avviso/anteprima").text
        assert "Fate quesiti entro lunedì 8 dicembre 2025" in text
