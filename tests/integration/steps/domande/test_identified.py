"""Whom SPID or CIE identified in this session signs and files by that alone."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from app.core.clock import wall_now
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.core.security.tokens import SECRET, tax_code_hash
from app.steps.avvisi.queries import get_avviso, get_version
from app.steps.domande.actions import MadePdf, file_domanda, sign_domanda, take_pdf
from app.steps.domande.enums import DomandaState, FileRole, SignatureWay
from app.steps.domande.forms_area import SignForm
from app.steps.domande.models import Domanda, SignatureCheck
from app.steps.domande.queries.area import list_files, split_filed
from tests.factories.domande import CODE, SIGNATORY, Applicant, make_applicant, make_complete_draft
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


@pytest.fixture
def draft(session: Session, open_desk: Desk, applicant: Applicant) -> Domanda:
    made = make_complete_draft(session, open_desk, applicant)
    avviso = get_avviso(session, open_desk.here.procedure.pk)
    assert avviso is not None
    version = get_version(session, avviso)
    pdf = MadePdf(keep_pdf(session), CODE, made.edition, version.pk)
    return take_pdf(session, applicant.actor, made.public_id, pdf)


def identified(session: Session, actor: Actor, code: str = SIGNATORY["tax_code"]) -> Actor:
    """The same person, come in with SPID as the holder of `code`."""
    return replace(actor, identity=tax_code_hash(session.info[SECRET], code), level="…/SpidL2")


def sign(session: Session, actor: Actor, draft: Domanda) -> Domanda:
    form = SignForm(
        edizione=draft.edition, way=SignatureWay.IDENTIFIED, place="in rete", date="2025-11-24"
    )
    return sign_domanda(session, actor, draft.public_id, form, None, None)


def test_the_declared_signatory_signs_and_files(
    session: Session, applicant: Applicant, draft: Domanda
) -> None:
    actor = identified(session, applicant.actor)
    signed = sign(session, actor, draft)
    filed = file_domanda(session, actor, signed.public_id, signed.edition, wall_now(), "k")
    assert filed.state is DomandaState.FILED
    check = session.exec(select(SignatureCheck)).one()
    assert (check.way, check.file_sha256) == (SignatureWay.IDENTIFIED, "")
    assert "livello SpidL2" in check.findings[0]["sentence"]
    received, _ = split_filed(list_files(session, filed.pk))
    assert FileRole.GENERATED in [one.role for one in received]


@pytest.mark.parametrize("code", ["", "VRDLGU80A01A562X"])
def test_nobody_else_does(
    session: Session, applicant: Applicant, draft: Domanda, code: str
) -> None:
    actor = identified(session, applicant.actor, code) if code else applicant.actor
    with pytest.raises(InvalidFormError) as refused:
        sign(session, actor, draft)
    assert "way" in refused.value.errors


def test_a_session_with_a_password_does_not_file_it(
    session: Session, applicant: Applicant, draft: Domanda
) -> None:
    signed = sign(session, identified(session, applicant.actor), draft)
    with pytest.raises(RuleError) as refused:
        file_domanda(session, applicant.actor, signed.public_id, signed.edition, wall_now(), "k")
    assert "SPID o CIE" in refused.value.sentence
