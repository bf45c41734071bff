"""An istanza before it is presented: written by the lead, joined by others, each for itself."""

from datetime import timedelta

from sqlmodel import Session, delete

from app.core.clock import legal_now, wall_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError
from app.core.security.actor import Actor
from app.core.security.throttle import take_turn
from app.core.security.tokens import new_token, token_hash
from app.core.web.uploads import KeptFile, store_file
from app.law.sources import DM72_2_REQUEST
from app.people.authorities.queries import list_authorities
from app.people.ets.enums import BodyKind, RuntsState
from app.people.ets.models import Ets
from app.people.ets.queries import get_body
from app.steps.istanze import emails
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.forms import InviteBodyForm, IstanzaForm, JoinForm, NewIstanzaForm
from app.steps.istanze.models import Istanza, IstanzaBody, IstanzaFile, IstanzaInvitation
from app.steps.istanze.queries import (
    Asked,
    find_invitation,
    get_led,
    get_own,
    list_files,
    list_signers,
)

MOST_FILES = 10
MAILS_A_DAY = 20
EXPIRED = "Questo invito è già stato usato, o l'istanza non è più una bozza."


def start_istanza(session: Session, actor: Actor, form: NewIstanzaForm) -> Asked:
    """A draft that only the people of its bodies see.

    Raises InvalidFormError for an authority that is not here or a body that is no ETS.
    """
    authority = next(
        (one for one in list_authorities(session) if one.public_id == form.authority), None
    )
    if authority is None:
        raise InvalidFormError({"authority": "Scegliete un'amministrazione dall'elenco."})
    body = get_body(session, actor, form.body)
    if (problem := _who_may(body)) is not None:
        raise InvalidFormError({"body": problem}, source=DM72_2_REQUEST)
    istanza = Istanza(authority_id=authority.pk, lead_ets_id=body.pk, subject=form.subject)
    session.add(istanza)
    session.flush()
    return Asked(authority, istanza)


def _who_may(body: Ets) -> str | None:
    """Why a body cannot sign an istanza. Source: DM 72/2021, § 2."""
    if body.kind is not BodyKind.ETS or body.runts_state is RuntsState.NOT_ETS:
        return "Può chiederlo un ente del Terzo settore: questo non risulta tale."
    return None


def get_draft(session: Session, actor: Actor, public_id: str) -> Asked:
    """The lead's own draft, locked. Raises NotFoundError, ConflictError once presented."""
    asked = get_led(session, actor, public_id, lock=True)
    if asked.istanza.state is not IstanzaState.DRAFT:
        raise ConflictError(
            "L'istanza è già stata presentata: il suo testo non cambia più.",
            remedy="Ricaricate la pagina per vedere a che punto è.",
        )
    return asked


def edit_istanza(session: Session, actor: Actor, public_id: str, form: IstanzaForm) -> None:
    """Write the text; who had joined another one is told to read it again.

    Raises ConflictError when a colleague wrote in between.
    """
    asked = get_draft(session, actor, public_id)
    istanza = asked.istanza
    if form.edition != istanza.edition:
        raise ConflictError(
            "Nel frattempo un'altra persona del vostro ente ha cambiato il testo.",
            remedy="Copiate quello che avete scritto e ricaricate la pagina.",
        )
    new = form.model_dump(exclude={"edition"})
    if all(getattr(istanza, name) == value for name, value in new.items()):
        return
    _touch(session, asked)
    for name, value in new.items():
        setattr(istanza, name, value)
    session.add(istanza)


def _touch(session: Session, asked: Asked) -> None:
    """The text is another one: whoever had read the last one is told once."""
    for signer in list_signers(session, asked.istanza):
        if not signer.lead and signer.has_read(asked.istanza):
            emails.read_again(session, asked, signer.ets)
    asked.istanza.edition += 1
    _stay_alive(session, asked)


def _stay_alive(session: Session, asked: Asked) -> None:
    """Somebody works on it: the term after which a draft is removed begins anew."""
    asked.istanza.saved_at = legal_now()
    session.add(asked.istanza)


def add_files(session: Session, actor: Actor, public_id: str, kept: list[KeptFile]) -> None:
    """Attach files. Raises InvalidFormError for none, doubles or too many."""
    asked = get_draft(session, actor, public_id)
    held = [file for _, file in list_files(session, asked.istanza)]
    if not kept:
        raise InvalidFormError({"files": "Scegliete almeno un file."})
    if len(held) + len(kept) > MOST_FILES:
        raise InvalidFormError({"files": f"Si possono allegare al massimo {MOST_FILES} file."})
    seen = {file.sha256 for file in held}
    for file in kept:
        if file.sha256 in seen:
            raise InvalidFormError({"files": f"Il file «{file.name}» è già allegato."})
        seen.add(file.sha256)
        stored = store_file(session, file, owner_ref=asked.istanza.public_id)
        session.add(IstanzaFile(istanza_id=asked.istanza.pk, file_id=stored.pk))
    _touch(session, asked)
    session.flush()


def remove_file(session: Session, actor: Actor, public_id: str, file: str) -> None:
    """Take a file away; one that is not there any more is no mistake."""
    asked = get_draft(session, actor, public_id)
    for link, stored in list_files(session, asked.istanza):
        if link.public_id == file:
            session.delete(link)
            session.flush()
            session.delete(stored)
            _touch(session, asked)


def invite_body(
    session: Session, actor: Actor, public_id: str, form: InviteBodyForm
) -> IstanzaInvitation:
    """Send the text to somebody whose body might join. Raises TooManyError past a few a day."""
    asked = get_draft(session, actor, public_id)
    key = f"mail:istanza:{actor.account_id}"
    take_turn(session, key, limit=MAILS_A_DAY, window=timedelta(days=1))
    token = new_token()
    invitation = IstanzaInvitation(
        istanza_id=asked.istanza.pk, email=form.email, token_hash=token_hash(token)
    )
    session.add(invitation)
    _stay_alive(session, asked)
    session.flush()
    lead = session.get_one(Ets, asked.istanza.lead_ets_id)
    emails.invitation(session, asked, invitation, lead, token)
    return invitation


def join_istanza(session: Session, actor: Actor, token: str, form: JoinForm) -> Asked:
    """Sign for a body of the actor's own the text that was read.

    Raises NotFoundError for a dead link, InvalidFormError for a body that cannot sign or signs
    already, ConflictError when the text changed since it was read.
    """
    found = find_invitation(session, token, lock=True)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito a chi ve l'ha mandato.")
    invitation, asked = found
    body = get_body(session, actor, form.body)
    problem = _who_may(body)
    if any(signer.ets.pk == body.pk for signer in list_signers(session, asked.istanza)):
        problem = "Questo ente sottoscrive già l'istanza."
    if problem is not None:
        raise InvalidFormError({"body": problem})
    _same_text(asked, form.edition)
    session.add(
        IstanzaBody(
            istanza_id=asked.istanza.pk,
            ets_id=body.pk,
            joined_by_id=actor.account_id,
            joined_at=legal_now(),
            edition=form.edition,
        )
    )
    invitation.used_at = wall_now()
    session.add(invitation)
    _stay_alive(session, asked)
    session.flush()
    return asked


def confirm_joining(session: Session, actor: Actor, public_id: str, edition: int) -> None:
    """Sign the text as it stands now, for every body of the actor's that joined another one."""
    asked = get_own(session, actor, public_id, lock=True)
    _refuse_presented(asked)
    _same_text(asked, edition)
    for signer in list_signers(session, asked.istanza):
        if signer.joined is not None and signer.ets.pk in actor.bodies:
            signer.joined.edition = edition
            signer.joined.joined_by_id = actor.account_id
            signer.joined.joined_at = legal_now()
            session.add(signer.joined)
    _stay_alive(session, asked)


def leave_istanza(session: Session, actor: Actor, public_id: str, joined: IstanzaBody) -> None:
    """Take a signature away before it is presented: the body itself, or the lead."""
    asked = get_own(session, actor, public_id, lock=True)
    _refuse_presented(asked)
    if joined.ets_id not in actor.bodies and asked.istanza.lead_ets_id not in actor.bodies:
        raise NotFoundError
    session.delete(joined)
    session.flush()


def discard_istanza(session: Session, actor: Actor, public_id: str) -> None:
    """Remove a draft for good, with its files, invitations and signatures."""
    asked = get_draft(session, actor, public_id)
    key = asked.istanza.pk
    for link, stored in list_files(session, asked.istanza):
        session.delete(link)
        session.flush()
        session.delete(stored)
    session.exec(delete(IstanzaInvitation).where(IstanzaInvitation.istanza_id == key))  # type: ignore[arg-type]
    session.exec(delete(IstanzaBody).where(IstanzaBody.istanza_id == key))  # type: ignore[arg-type]
    session.delete(asked.istanza)
    session.flush()


def _refuse_presented(asked: Asked) -> None:
    if asked.istanza.state is not IstanzaState.DRAFT:
        raise RuleError("L'istanza è già stata presentata: chi la sottoscrive non cambia più.")


def _same_text(asked: Asked, edition: int) -> None:
    if asked.istanza.edition != edition:
        raise ConflictError(
            "Mentre leggevate il testo è cambiato.",
            remedy="Ricaricate la pagina e leggete quello nuovo prima di sottoscrivere.",
        )
