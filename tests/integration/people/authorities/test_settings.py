"""An authority's settings: validated, shown everywhere, never touching what is published."""

import io
from datetime import time
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app import cli
from app.core.audit.models import EventRow
from app.core.errors import ConflictError, InvalidFormError
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.law.retention import CLASSES
from app.opening import RefusedError
from app.people.authorities.actions import (
    add_organ,
    create_authority,
    end_organ,
    next_number,
    save_settings,
)
from app.people.authorities.enums import AuthorityKind, OrganKind
from app.people.authorities.forms import OrganForm, RulesForm
from app.people.authorities.models import Authority
from app.people.authorities.queries import get_authority, list_organs
from app.settings import Settings
from app.steps.avvisi.queries import get_avviso
from tests.factories.avvisi import make_open_avviso
from tests.factories.people import make_authority, make_officer
from tests.factories.procedures import make_started_desk
from tests.support.browserless import SignedIn, actor_of

BASE = "/ufficio/zona-esempio/impostazioni"


def office(session: Session) -> tuple[Authority, Actor]:
    authority = make_authority(session)
    return authority, actor_of(session, make_officer(session, authority))


def rules(authority: Authority, **more: Any) -> RulesForm:
    return RulesForm(edition=authority.edition, **{"answer_days": 30, **more})


def test_another_patron_or_saturday_never_moves_a_published_deadline(session: Session) -> None:
    desk, _ = make_open_avviso(session, make_started_desk(session))
    avviso = get_avviso(session, desk.here.procedure.pk)
    assert avviso is not None
    assert avviso.closes_at is not None
    before = avviso.closes_at
    same_day = f"{before.day}/{before.month}"
    form = rules(desk.authority, patron=same_day, saturday_moves=True)
    save_settings(session, desk.actor, desk.authority, form)
    session.flush()
    session.refresh(avviso)
    assert avviso.closes_at == before
    assert desk.authority.patron is not None


def test_the_usual_hour_is_offered_where_a_deadline_is_set(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    save_settings(session, desk.actor, desk.authority, rules(desk.authority, closing_time="12:30"))
    store.finish(session)
    sign_in_as(desk.rdp)
    assert 'value="12:30:00"' in client.get("/ufficio/zona-esempio/prova/avviso").text


def test_each_change_is_on_record_and_an_old_page_does_not_undo_it(session: Session) -> None:
    authority, actor = office(session)
    old = rules(authority, answer_days=45)
    save_settings(session, actor, authority, rules(authority, closing_time="9:00"))
    with pytest.raises(ConflictError):
        save_settings(session, actor, authority, old)
    assert (authority.closing_time, authority.answer_days) == (time(9), 30)


@pytest.mark.parametrize(
    ("page", "sent", "said"),
    [
        ("/identita", {"name": "Zona", "tax_code": "12345678901"}, "non torna"),
        ("/identita", {"name": "Zona", "links": "Trasparenza"}, "barra verticale"),
        ("/identita", {"name": "Zona", "links": "X | javascript:alert(1)"}, "barra verticale"),
        ("/regole", {"answer_days": "0"}, "Il valore minimo è 1"),
        ("/regole", {"closing_time": "25:00"}, "Ora non valida"),
        ("/regole", {"answer_days": "30", "patron": "31/2"}, "giorno e un mese"),
        ("/regole", {"answer_days": "181"}, "Il valore massimo è 180"),
        ("/regole", {"answer_days": "30", "conclusion_days": "181"}, "Il valore massimo è 180"),
        ("/regole", {"answer_days": "30", "conclusion_days": "45"}, "art. 2 c. 3"),
        (
            "/regole",
            {"answer_days": "30", "conclusion_days": "120", "conclusion_rule": "Art. 4"},
            "art. 2 c. 4",
        ),
        ("/posta", {"mail_reply_to": "qualcuno"}, "indirizzo e-mail completo"),
        ("/conservazione", {"months": ["59", *["12"] * (len(CLASSES) - 1)]}, "Almeno 60 mesi"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_reason(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    page: str,
    sent: dict[str, Any],
    said: str,
) -> None:
    authority = make_authority(session)
    rdp = make_officer(session, authority)
    store.finish(session)
    sign_in_as(rdp)
    answer = client.post(f"{BASE}{page}", data={"edition": "1", **sent})
    assert answer.status_code == 422
    assert said in answer.text


def test_identity_stands_around_kept_pages_at_once(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    assert "Zona Esempio" in client.get("/zona-esempio/prova/").text
    sign_in_as(desk.rdp)
    sent = {
        "edition": "1",
        "name": "Zona Rinata",
        "links": "Amministrazione trasparente | https://www.esempio.it/trasparenza",
    }
    assert client.post(f"{BASE}/identita", data=sent).status_code == 303
    sign_in_as(None)
    text = client.get("/zona-esempio/prova/").text
    assert "Zona Rinata" in text
    assert "https://www.esempio.it/trasparenza" in text


def picture(size: tuple[int, int] = (900, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", size, "#a4005d").save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_drawn_anew_and_served_from_here(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    authority = make_authority(session)
    rdp = make_officer(session, authority)
    store.finish(session)
    sign_in_as(rdp)
    sent = {"logo": ("logo.png", picture() + b"<script>", "image/png")}
    assert client.post(f"{BASE}/logo", files=sent).status_code == 303
    page = client.get("/zona-esempio/").text
    address = page.split('<img src="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert b"<script>" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).width <= 480
    assert client.post(f"{BASE}/logo/togli").status_code == 303
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "body", [b"", b"<svg onload=alert(1)>", picture((8, 8))], ids=["empty", "svg", "tiny"]
)
def test_what_is_no_logo_is_refused(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, body: bytes
) -> None:
    authority = make_authority(session)
    rdp = make_officer(session, authority)
    store.finish(session)
    sign_in_as(rdp)
    assert client.post(f"{BASE}/logo", files={"logo": ("logo.png", body)}).status_code == 422


def test_an_organ_that_was_ended_is_offered_no_more_and_comes_back_under_its_name(
    session: Session,
) -> None:
    authority, actor = office(session)
    form = OrganForm(kind=OrganKind.MANAGER, name="Direzione", holder="Ada Esempio")
    organ = add_organ(session, actor, authority, form)
    with pytest.raises(InvalidFormError):
        add_organ(session, actor, authority, OrganForm(kind=OrganKind.ORGAN, name="DIREZIONE"))
    end_organ(session, actor, authority, organ)
    session.flush()
    assert "Direzione" not in [one.name for one in list_organs(session, authority.pk)]
    assert add_organ(session, actor, authority, form).pk == organ.pk


def test_two_authorities_and_two_series_count_each_for_itself(session: Session) -> None:
    here, there = make_authority(session), make_authority(session, "altra-zona")
    given = [
        next_number(session, series, one.pk, year)
        for series, one, year in (
            ("domande", here, 2026),
            ("domande", here, 2026),
            ("domande", there, 2026),
            ("istanze", here, 2026),
            ("domande", here, 2027),
        )
    ]
    assert given == [1, 2, 1, 1, 1]


def test_the_terminal_creates_an_authority_once(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, store: Store
) -> None:
    monkeypatch.setattr(cli, "load_settings", lambda: settings)
    cli.create_office("sds-esempio", "Società della Salute Esempio", AuthorityKind.CONSORTIUM)
    with store.reading() as session:
        assert get_authority(session, "sds-esempio").kind is AuthorityKind.CONSORTIUM
    for slug in ("sds-esempio", "Con Spazi", "ufficio"):
        with pytest.raises((RefusedError, InvalidFormError)):
            cli.create_office(slug, "Altra")


def test_two_authorities_share_no_setting(session: Session, store: Store) -> None:
    authority, actor = office(session)
    other = create_authority(session, slug="altra", name="Altra", kind=AuthorityKind.CONSORTIUM)
    save_settings(session, actor, authority, rules(authority, answer_days=10, patron="22/5"))
    store.finish(session)
    session.refresh(other)
    assert (other.answer_days, other.patron, other.edition) == (30, None, 1)
    kinds = session.exec(select(EventRow.kind).order_by(col(EventRow.id).desc()).limit(1)).one()
    assert kinds == "authorities.edited"
