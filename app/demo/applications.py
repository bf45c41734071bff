"""Forty bodies file their domande: most online, a few by PEC and on paper; two acts admit them."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

import pikepdf
from PIL import Image, ImageDraw
from sqlmodel import Session
from stdnum.it import codicefiscale

from app.core.clock import legal_now, legal_today, wall_now
from app.core.documents.document import Document, content_code
from app.core.documents.photos import photos_to_pdf
from app.core.documents.typst import render_pdf
from app.core.security.actor import Actor
from app.demo.bodies import BODIES, DemoBody
from app.demo.people import PEOPLE
from app.demo.signing import examine, sign_as
from app.demo.stage import Stage, at
from app.people.accounts.actions.register import create_account
from app.people.accounts.queries import find_account
from app.people.ets.actions import create_body
from app.people.ets.enums import MembershipKind, RuntsState
from app.people.ets.forms import NewBodyForm
from app.people.ets.models import Ets
from app.steps.domande.actions import (
    MadePdf,
    SignedUpload,
    file_domanda,
    save_part,
    sign_domanda,
    start_domanda,
    take_pdf,
)
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.area_desk import open_desk
from app.steps.domande.documents import domanda_document
from app.steps.domande.enums import Channel, SignatureWay
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.forms_area import SignForm
from app.steps.domande.queries.area import last_saved
from app.steps.procedures.queries import list_tavoli

FIRST_BODY = next(person for person in PEOPLE if person.key == "ets")
OFFLINE = {36: Channel.PEC, 37: Channel.PEC, 38: Channel.PAPER, 39: Channel.PEC}
DECLARATIONS = dict.fromkeys(
    ("dpr445", "requirements_no_exclusion", "ip_release", "privacy_read"), "1"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A domanda that lacks only its signature."""

    body: DemoBody
    public_id: str
    document: Document


def email_of(body: DemoBody) -> str:
    """The address with which the body's person signs in."""
    return FIRST_BODY.email if body is BODIES[0] else body.email


def _given_name(body: DemoBody) -> str:
    return "Volontaria" if body.number % 2 else "Volontario"


def make_bodies(stage: Stage, digest: str, bodies: tuple[DemoBody, ...] = BODIES) -> None:
    """Every body that files online describes itself, with a person of its own."""
    with stage.act() as session:
        for body in bodies:
            if body.number in OFFLINE:
                continue
            if find_account(session, email_of(body)) is None:
                create_account(
                    session,
                    email=email_of(body),
                    given_name=_given_name(body),
                    family_name=f"Esempio {body.name.split()[-1]}",
                    password_hash=digest,
                )
            actor = stage.person(session, email_of(body))
            form = NewBodyForm(
                name=body.name,
                legal_form=body.legal_form,
                tax_code=body.tax_code,
                runts_state=RuntsState.REGISTERED,
                runts_number=body.runts_number,
                runts_section=body.section,
                runts_date=date(2022, 11, 7) + timedelta(days=body.number),
                street=f"Via degli Esempi {body.number + 1}",
                postcode=stage.place.postcode,
                municipality=body.municipality,
                province=stage.place.province,
                pec=f"ente{body.number + 1:02d}@pec.esempio.it",
                email=body.email,
                phone=f"{stage.place.phone_prefix} 00{body.number:04d}",
                acting=MembershipKind.LEGAL_REPRESENTATIVE,
            )
            create_body(session, actor, form, None)


def file_all(stage: Stage, first: date, last: date, bodies: tuple[DemoBody, ...]) -> None:
    """Each body drafts, signs (one in three digitally), and files in the open days."""
    online = [body for body in bodies if body.number not in OFFLINE]
    at(first, "17:00")
    with stage.act() as session:
        drafts = [_draft(stage, session, body) for body in online]
    with ThreadPoolExecutor(2) as pool:
        pdfs = list(pool.map(lambda draft: render_pdf(draft.document), drafts))
    days = max(1, (last - first).days)
    for place, (draft, pdf) in enumerate(zip(drafts, pdfs, strict=True)):
        at(
            first + timedelta(days=place * days // len(drafts)),
            f"{18 + place % 4}:{place % 60:02d}",
        )
        sign_and_file(stage, draft, pdf)


def _draft(stage: Stage, session: Session, body: DemoBody) -> Draft:
    return draft_with(stage, session, body, {})


def draft_with(
    stage: Stage, session: Session, body: DemoBody, more: dict[str, dict[str, Any]]
) -> Draft:
    """A domanda that lacks only its signature; `more` are answers in the place of the usual."""
    actor = stage.person(session, email_of(body))
    here = stage.here(session)
    held = session.get_one(Ets, next(iter(actor.bodies)))
    domanda = start_domanda(session, actor, here, held)
    tavoli = list_tavoli(session, here.procedure.pk)
    parts: dict[str, dict[str, Any]] = {
        "signatory": {
            "first_name": actor.name.split()[0],
            "family_name": " ".join(actor.name.split()[1:]),
            "tax_code": person_tax_code(body.number),
            "capacity": "legal_representative",
        },
        "tavoli": {"seats": [_seat(body, tavoli[place].public_id) for place in body.tavoli]},
        "needs": {
            "needs": f"{body.name} porta l'esperienza del territorio di {body.municipality}."
        },
        "declarations": DECLARATIONS,
        **{code: dict(given) for code, given in stage.place.answers.items()},
        **more,
    }
    for code, answers in parts.items():
        errors = save_part(session, actor, domanda.public_id, code, answers)
        assert not errors, (code, errors)
    return ready(session, actor, body, domanda.public_id)


def ready(session: Session, actor: Actor, body: DemoBody, public_id: str) -> Draft:
    """A complete draft with the document to sign, as it stands now."""
    desk = open_desk(session, actor, public_id)
    saved = last_saved(session, desk.domanda)
    document = domanda_document(
        desk.domanda, desk.setting, desk.views, desk.enclosed, saved, demo=True
    )
    return Draft(body, public_id, document)


def _seat(body: DemoBody, tavolo: str) -> dict[str, str]:
    word = body.name.split()[-1]
    return {
        "tavolo": tavolo,
        "delegate_name": f"Delegata Esempio {word}",
        "delegate_role": "Volontaria",
        "delegate_email": f"delegata{body.number + 1:02d}@esempio.it",
        "substitute_name": f"Sostituto Esempio {word}",
        "substitute_email": f"sostituto{body.number + 1:02d}@esempio.it",
    }


def sign_and_file(stage: Stage, draft: Draft, pdf: bytes) -> None:
    digital = draft.body.number % 3 == 0
    made = stage.keep(pdf, "domanda.pdf")
    name = f"{_given_name(draft.body)} Esempio"
    back = (
        sign_as(pdf, name, person_tax_code(draft.body.number), legal_now())
        if digital
        else by_hand(pdf)
    )
    signed = stage.keep(back, "domanda-firmata.pdf")
    identity = None if digital else stage.keep(identity_scan(), "documento-identita.pdf")
    code = content_code(draft.document)
    report = examine(back, legal_now(), pdf)
    with stage.act() as session:
        actor = stage.person(session, email_of(draft.body))
        desk = open_desk(session, actor, draft.public_id)
        made_pdf = MadePdf(made, code, desk.domanda.edition, desk.setting.version.pk)
        held = take_pdf(session, actor, draft.public_id, made_pdf)
        form = SignForm(
            edizione=held.edition,
            way=SignatureWay.DIGITAL if digital else SignatureWay.HANDWRITTEN,
            place=draft.body.municipality,
            date=legal_today().isoformat(),
        )
        upload = SignedUpload(signed, report, made.sha256)
        held = sign_domanda(session, actor, draft.public_id, form, upload, identity)
        file_domanda(session, actor, held.public_id, held.edition, wall_now(), f"demo-{code}")


def register_offline(stage: Stage, day: date) -> None:
    """Four domande came by PEC or on paper: the office registers them."""
    with stage.act() as session:
        actor, here = stage.office(session)
        tavoli = list_tavoli(session, here.procedure.pk)
        for body in BODIES:
            if body.number in OFFLINE:
                chosen = tavoli[body.tavoli[0]].public_id
                _register(stage, session, actor, body, chosen, day)


def _register(
    stage: Stage, session: Session, actor: Actor, body: DemoBody, tavolo: str, day: date
) -> None:
    at(day, "09:30")
    word = body.name.split()[-1]
    form = ArrivalForm(
        channel=OFFLINE[body.number],
        arrived_on=day - timedelta(days=1),
        arrived_at=time(11, body.number),
        protocol_number=f"2025/{7000 + body.number}",
        protocol_date=day - timedelta(days=1),
        tax_code=body.tax_code,
        body_name=body.name,
        runts_state=RuntsState.REGISTERED,
        email=body.email,
        tavolo=[tavolo],
        preference=["1"],
        delegate_name=[f"Delegato Esempio {word}"],
        delegate_role=["Volontario"],
        delegate_email=[f"delegato{body.number + 1:02d}@esempio.it"],
        delegate_phone=[""],
        substitute_name=[""],
        substitute_role=[""],
        substitute_email=[""],
        substitute_phone=[""],
    )
    file = stage.keep(identity_scan(), "domanda-arrivata.pdf")
    register_arrival(session, actor, stage.here(session), form, [file], [])


def person_tax_code(number: int) -> str:
    """A synthetic tax code with a valid check character."""
    first = f"SMPVLN{50 + number % 50:02d}A01E625"
    return first + str(codicefiscale.calc_check_digit(first))


@lru_cache(maxsize=1)
def by_hand(pdf: bytes) -> bytes:
    """The same pages with a stroke of ink on the last one, as if scanned."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        paper.pages[-1].contents_add(b"q 0.1 0.2 0.5 RG 2 w 90 90 m 130 140 150 60 190 100 c S Q")
        out = io.BytesIO()
        paper.save(out, deterministic_id=True)
    return out.getvalue()


def identity_scan() -> bytes:
    """A drawing that says it is no document, as if photographed."""
    picture = Image.new("RGB", (860, 540), "#e8eef4")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 840, 520), outline="#06c", width=6)
    draw.text((60, 240), "DOCUMENTO DI ESEMPIO - NON VALIDO", fill="#17324d")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return photos_to_pdf([out.getvalue()], title="Documento di esempio")
