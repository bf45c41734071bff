"""What the published avviso says, in plain text, for the proof of its publication."""

from sqlmodel import Session, select

from app.core.i18n import deadline_words, instant_words
from app.core.text import sentence
from app.law.avviso import AVVISO_SECTIONS
from app.law.conclusion import promise
from app.steps.avvisi.definition import FormDefinition, parts_of
from app.steps.avvisi.models import AvvisoChange, AvvisoVersion
from app.steps.procedures.queries import Here
from app.steps.publication.models import SlotEntry


def avviso_text(session: Session, here: Here, entry: SlotEntry) -> str | None:
    """The version whose hash `entry` bears, section by section; None where there is none."""
    version = session.exec(
        select(AvvisoVersion).where(
            AvvisoVersion.procedure_id == here.procedure.pk,
            AvvisoVersion.content_sha256 == entry.sha256,
        )
    ).first()
    if version is None:
        return None
    change = session.exec(select(AvvisoChange).where(AvvisoChange.version_id == version.pk)).first()
    why = [f"{sentence(change.kind.label)}\n{change.reason}"] if change else []
    asked = parts_of(FormDefinition.model_validate(version.definition))
    written = [
        f"{section.title}\n{version.sections[section.code]}"
        for section in AVVISO_SECTIONS
        if version.sections.get(section.code)
    ]
    return "\n\n".join(
        (
            f"{here.authority.name}\nAvviso: {here.procedure.title}\nVersione {version.number}",
            (
                f"Pubblicato il {instant_words(version.published_at)}\n"
                f"Le domande arrivano entro {deadline_words(version.closes_at)}\n"
                f"{promise(version.conclusion_days, version.conclusion_rule)}"
            ),
            *why,
            *written,
            "Che cosa chiede la domanda\n" + "\n".join(f"- {part.title}" for part in asked),
            f"Impronta SHA-256 della versione: {version.content_sha256}",
        )
    )


TEXTS = {"avviso": avviso_text}
