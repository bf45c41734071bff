"""A verbale as a document, for its page and its PDF: bodies are named, their delegates are not."""

from collections.abc import Iterable, Mapping

from app.core.clock import legal_now
from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    with_code,
)
from app.core.i18n import date_words, instant_words, time_words
from app.core.text import DEMO_WORDS
from app.people.ets.models import Ets
from app.steps.laboratories.enums import (
    SEALED,
    WAS_THERE,
    AttendanceStatus,
    VerbaleOutcome,
)
from app.steps.laboratories.models import Attendance, Verbale
from app.steps.laboratories.queries import Setting
from app.steps.procedures.queries import Here

DRAFT = "BOZZA - il verbale non è ancora approvato."


def verbale_document(
    here: Here,
    verbale: Verbale,
    setting: Setting,
    attendance: Iterable[tuple[Attendance, Ets]],
    names: Mapping[str, str],
    *,
    demo: bool = False,
) -> Document:
    """The document of a verbale; `names` are the bodies' by public id."""
    sealed = verbale.state in SEALED
    banner = " ".join(word for word in (DEMO_WORDS * demo, DRAFT * (not sealed)) if word)
    made = Document(
        title=f"Verbale: {setting.held.title}",
        date=verbale.approved_at or legal_now(),
        author=here.authority.name,
        banner=banner or None,
        blocks=(
            _frame(here, verbale, setting),
            *_attendance(attendance),
            *_talk(verbale),
            *_outcome(verbale, names),
            *(_seal(verbale) if sealed else ()),
        ),
    )
    return with_code(made) if sealed else made


def _frame(here: Here, verbale: Verbale, setting: Setting) -> Block:
    hours = f"dalle {time_words(verbale.starts_at)} alle {time_words(verbale.ends_at)}"
    pairs = (
        ("Procedimento", here.procedure.title),
        ("Incontro", setting.meeting.title),
        ("Tavolo", setting.tavolo.name if setting.tavolo else "Plenaria"),
        ("Data", date_words(verbale.held_on)),
        ("Orario", hours),
        ("Luogo", verbale.place or "Non indicato"),
        ("Presiede", verbale.chair or "Non indicato"),
        ("Verbalizza", verbale.minute_taker or "Non indicato"),
    )
    return Facts(pairs)


def _attendance(rows: Iterable[tuple[Attendance, Ets]]) -> tuple[Block, ...]:
    by_body: dict[int, tuple[str, set[AttendanceStatus]]] = {}
    for row, ets in rows:
        by_body.setdefault(ets.pk, (ets.name, set()))[1].add(row.status)
    if not by_body:
        return (Heading(1, "Presenze"), Paragraph("Le presenze non sono ancora registrate."))
    lines = tuple((name, _word(found)) for name, found in by_body.values())
    present = sum(bool(found & WAS_THERE) for _, found in by_body.values())
    caption = f"Presenze per ente o servizio: {present} su {len(by_body)}"
    table = Table(caption, ("Ente o servizio", "Presenza"), lines, (3, 1), row_headers=True)
    return (Heading(1, "Presenze"), table)


def _word(found: set[AttendanceStatus]) -> str:
    if found & WAS_THERE:
        return AttendanceStatus.PRESENT.label
    if AttendanceStatus.EXCUSED in found:
        return AttendanceStatus.EXCUSED.label
    return AttendanceStatus.ABSENT.label


def _talk(verbale: Verbale) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if verbale.agenda:
        blocks += [Heading(1, "Ordine del giorno"), Paragraph(verbale.agenda)]
    said = [item for item in verbale.synthesis if item["text"]]
    if said:
        blocks.append(Heading(1, "Sintesi della discussione"))
    for item in said:
        if item["item"]:
            blocks.append(Heading(2, item["item"]))
        blocks.append(Paragraph(item["text"]))
    return tuple(blocks)


def _outcome(verbale: Verbale, names: Mapping[str, str]) -> tuple[Block, ...]:
    if verbale.outcome is VerbaleOutcome.UNITARY:
        return (Heading(1, "Proposta unitaria"), Paragraph(verbale.unitary_proposal))
    if verbale.outcome is None:
        return (Heading(1, "Esito"), Paragraph("L'esito non è ancora scritto."))
    blocks: list[Block] = [Heading(1, "Posizioni distinte")]
    for number, position in enumerate(verbale.positions, start=1):
        held = [name for ref, name in names.items() if ref in position["bodies"]]
        blocks += [
            Heading(2, f"Posizione {number}"),
            Paragraph(position["text"]),
            Paragraph((Strong("Sostenuta da: "), Text(", ".join(held)))),
        ]
    return tuple(blocks)


def _seal(verbale: Verbale) -> tuple[Block, ...]:
    when = instant_words(verbale.approved_at) if verbale.approved_at else ""
    words = f"Approvato il {when}. Sigillo (SHA-256 di contenuto e presenze): {verbale.seal}."
    return (Heading(1, "Approvazione"), Note(words))
