"""Witness of what was published when: written with the publication, never altered."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.procedures.queries import Here
from app.steps.publication.contents import witness_of
from app.steps.publication.enums import ProofMoment
from app.steps.publication.models import PublicationProof, SlotEntry
from app.steps.publication.queries import list_proofs


def take_proof(
    session: Session, here: Here, entry: SlotEntry, moment: ProofMoment
) -> PublicationProof:
    """Keep what `entry` publishes at this instant, or that it no longer does.

    The bytes of a file stay in the store of files, which never alters them; the text of a page
    is kept in the proof. The procedure is locked before.
    """
    before = list_proofs(session, entry.pk)
    if moment is ProofMoment.WITHDRAWN and before:
        text, sha256 = "", before[-1].sha256
    else:
        text, sha256 = witness_of(session, here, entry)
    proof = PublicationProof(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        entry_id=entry.pk,
        number=len(before) + 1,
        moment=moment,
        at=legal_now(),
        title=entry.title,
        address=entry.address,
        file_id=entry.file_id,
        content=text,
        sha256=sha256,
    )
    session.add(proof)
    session.flush()
    return proof
