"""The office's decision on a contribution: the original stays, what goes out is beside it."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import ForbiddenError, InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import DM72_6
from app.people.authorities.enums import OfficeRole
from app.steps.contributions.actions.original import check_original, move, search_key
from app.steps.contributions.details import OMITTED
from app.steps.contributions.emails import tell_body
from app.steps.contributions.enums import PUBLIC, ContributionState
from app.steps.contributions.events import ContributionModerated
from app.steps.contributions.forms import BatchForm, PublishForm, ReasonForm, RedactForm
from app.steps.contributions.queries import Whole, get_filed, list_files
from app.steps.procedures.queries import Here


def publish_contribution(
    session: Session, actor: Actor, here: Here, public_id: str, form: PublishForm
) -> None:
    """Publish a contribution as it was filed, with the files chosen. `here` is locked.

    Raises ConflictError when it cannot be published from its state.
    """
    whole = get_filed(session, here.procedure.pk, public_id, lock=True)
    contribution = whole.contribution
    _let_out_files(session, whole, form.files)
    contribution.published_title = contribution.title
    contribution.published_text = contribution.text
    contribution.published_details = dict(contribution.details)
    _decide(session, actor, here, whole, ContributionState.PUBLISHED)


def publish_redacted(
    session: Session, actor: Actor, here: Here, public_id: str, form: RedactForm
) -> None:
    """Publish other words beside the untouched original, and say why; details may be left out.

    Raises InvalidFormError when nothing differs from the original.
    """
    whole = get_filed(session, here.procedure.pk, public_id, lock=True)
    contribution = whole.contribution
    details = {
        name: value if name in form.details else OMITTED
        for name, value in contribution.details.items()
    }
    same_words = (form.title, form.text) == (contribution.title, contribution.text)
    if same_words and details == contribution.details:
        raise InvalidFormError({"text": "È uguale all'originale: pubblicatelo senza omissis."})
    _let_out_files(session, whole, form.files)
    contribution.published_title, contribution.published_text = form.title, form.text
    contribution.published_details = details
    _decide(session, actor, here, whole, ContributionState.REDACTED, form.reason)


def send_back(session: Session, actor: Actor, here: Here, public_id: str, form: ReasonForm) -> None:
    """Ask the body to correct it, with the reason: it writes a new one, this stays on file."""
    whole = get_filed(session, here.procedure.pk, public_id, lock=True)
    _decide(session, actor, here, whole, ContributionState.SENT_BACK, form.reason)


def withhold_contribution(
    session: Session, actor: Actor, here: Here, public_id: str, form: ReasonForm
) -> None:
    """Do not publish it, or no longer, with the responsible officer's reason (DM 72/2021 § 6).

    Raises ForbiddenError to anyone else of the office.
    """
    if OfficeRole.RDP not in actor.roles_in(here.authority.slug):
        raise ForbiddenError(
            "Non pubblicare un contributo è una decisione del responsabile del procedimento.",
            remedy="Potete pubblicarlo con omissis.",
            source=DM72_6,
        )
    whole = get_filed(session, here.procedure.pk, public_id, lock=True)
    contribution = whole.contribution
    _let_out_files(session, whole, [])
    contribution.published_title = contribution.published_text = ""
    contribution.published_details = {}
    _decide(session, actor, here, whole, ContributionState.WITHHELD, form.reason)


def publish_chosen(session: Session, actor: Actor, here: Here, form: BatchForm) -> tuple[int, int]:
    """Publish those chosen that wait and have no files: (published, left for a closer look).

    Raises InvalidFormError when none was chosen, NotFoundError for one that is not here.
    """
    if not form.chosen:
        raise InvalidFormError({"chosen": "Scegliete almeno un contributo."})
    published = 0
    chosen = dict.fromkeys(form.chosen)
    for public_id in chosen:
        whole = get_filed(session, here.procedure.pk, public_id, lock=True)
        waits = whole.contribution.state is ContributionState.SUBMITTED
        if waits and not list_files(session, whole.contribution.pk):
            publish_contribution(session, actor, here, public_id, PublishForm())
            published += 1
    return published, len(chosen) - published


_MAILS = {
    ContributionState.PUBLISHED: "published",
    ContributionState.REDACTED: "redacted",
    ContributionState.SENT_BACK: "sent_back",
    ContributionState.WITHHELD: "withheld",
}


def _decide(
    session: Session,
    actor: Actor,
    here: Here,
    whole: Whole,
    target: ContributionState,
    reason: str = "",
) -> None:
    """What every decision shares: the original is verified, moved, announced and told."""
    contribution = whole.contribution
    check_original(session, contribution)
    origin = move(session, actor, whole, target, reason)
    public = target in PUBLIC
    words = (contribution.published_title, contribution.published_text)
    contribution.public_key = search_key(*words) if public else ""
    contribution.published_at = (contribution.published_at or legal_now()) if public else None
    session.add(contribution)
    emit(
        session,
        ContributionModerated(
            actor_ref=actor.ref,
            chain=here.procedure.public_id,
            subject=contribution.public_id,
            scopes=here.scopes if public or origin in PUBLIC else (),
            procedure_id=here.procedure.pk,
            number=contribution.number or 0,
            origin=origin.value,
            target=target.value,
            sha256=contribution.original_sha256,
        ),
    )
    tell_body(session, here, whole, _MAILS[target], reason=reason)


def _let_out_files(session: Session, whole: Whole, chosen: list[str]) -> None:
    for link, file in list_files(session, whole.contribution.pk):
        link.public = file.public_id in chosen
        session.add(link)
