"""The verbale of the examination and the draft of the act that admits, as documents."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from app.core.clock import legal_now
from app.core.documents.document import (
    Block,
    Content,
    Document,
    Facts,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    with_code,
)
from app.core.i18n import date_short, date_words, instant_words, time_words
from app.core.text import DEMO_WORDS
from app.law.sources import CTS_55, DM72_2, DM72_6, L241_3, L241_6BIS, LR65_10_B, Source
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.enums import DECIDED, MinutesState
from app.steps.examination.models import Decision, ExaminationVerbale
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here

DRAFT = "BOZZA - non è ancora approvato."
_TITLES = {
    ExaminationState.ADMITTED: "Ammessi",
    ExaminationState.ADMITTED_WITH_RESERVATION: "Ammessi con riserva",
    ExaminationState.NOT_ADMITTED: "Non ammessi",
    ExaminationState.OUT_OF_TIME: "Pervenuti fuori termine",
}


def minutes_document(
    here: Here,
    minutes: ExaminationVerbale,
    content: dict[str, Any],
    *,
    public: bool = False,
    demo: bool = False,
) -> Document:
    """The verbale; `public` leaves out names of persons, reasons and remarks."""
    sealed = minutes.state is not MinutesState.DRAFT
    banner = " ".join(word for word in (DEMO_WORDS * demo, DRAFT * (not sealed)) if word)
    made = Document(
        title=f"Verbale dell'istruttoria n. {minutes.number}",
        date=minutes.approved_at or legal_now(),
        author=here.authority.name,
        banner=banner or None,
        blocks=(
            _frame(here, minutes, public=public),
            *_abstentions(content, public=public),
            Heading(1, "Domande esaminate"),
            *(_public_lines(content) if public else _lines(content)),
            *(() if public or not minutes.remarks else _remarks(minutes)),
            *(_seal(minutes) if sealed else ()),
        ),
    )
    return with_code(made) if sealed else made


def _frame(here: Here, minutes: ExaminationVerbale, *, public: bool) -> Block:
    hours = f"dalle {time_words(minutes.starts_at)} alle {time_words(minutes.ends_at)}"
    names = "; ".join(
        f"{one['name']}, {one['role']}" if one["role"] else one["name"] for one in minutes.present
    )
    return Facts(
        (
            ("Procedimento", here.procedure.title),
            ("Data", date_words(minutes.held_on)),
            ("Orario", hours),
            ("Luogo", minutes.place),
            ("Presenti", str(len(minutes.present)) if public else names),
        )
    )


def _abstentions(content: dict[str, Any], *, public: bool) -> tuple[Block, ...]:
    head = Heading(1, "Conflitti di interesse e astensioni")
    found = content["conflicts"]
    if not found:
        return head, Paragraph(f"Nessun conflitto dichiarato ({L241_6BIS.label}).")
    if public:
        bodies = sorted({one["body"] for one in found})
        words = f"Chi ha dichiarato un conflitto si è astenuto ({L241_6BIS.label}) su questi enti:"
        return head, Paragraph(words), ListBlock(tuple(bodies))
    rows = tuple((one["member"], one["body"], one["reason"]) for one in found)
    caption = f"Astensioni ({L241_6BIS.label})"
    return head, Table(caption, ("Chi si astiene", "Ente", "Perché"), rows, row_headers=True)


def _lines(content: dict[str, Any]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for one in content["domande"]:
        outcome = ExaminationState(one["outcome"]).label
        pairs: list[tuple[str, Content]] = [("Esito", (Strong(outcome),))]
        essential = one.get("essential", "")
        pairs += [("Apporto connesso ed essenziale", essential)] * bool(essential)
        pairs += [("Ragione", one["reason"])] * bool(one["reason"])
        pairs += [("Sulle osservazioni dell'ente", one["answer"])] * bool(one["answer"])
        pairs += [("Si astiene", ", ".join(one["abstained"]))] * bool(one["abstained"])
        blocks += [Heading(2, f"N. {one['number']} - {one['body']}"), Facts(tuple(pairs))]
    return tuple(blocks) or (Paragraph("Nessuna decisione da verbalizzare."),)


def _public_lines(content: dict[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (one["number"], one["body"], ExaminationState(one["outcome"]).label)
        for one in content["domande"]
    )
    words = "Le ragioni le riceve ogni ente; i nomi delle persone non si pubblicano."
    table = Table("Esito di ogni domanda", ("Numero", "Ente", "Esito"), rows, (2, 4, 3))
    return table, Paragraph(words)


def _remarks(minutes: ExaminationVerbale) -> tuple[Block, ...]:
    return Heading(1, "Altro"), Paragraph(minutes.remarks)


def _seal(minutes: ExaminationVerbale) -> tuple[Block, ...]:
    when = instant_words(minutes.approved_at) if minutes.approved_at else ""
    return (
        Heading(1, "Approvazione"),
        Note(f"Approvato il {when}. Sigillo (SHA-256): {minutes.seal}."),
    )


def admission_draft(
    here: Here,
    decided: Sequence[tuple[Domanda, Decision]],
    acts: Iterable[Act],
    minutes: Iterable[ExaminationVerbale],
    *,
    received: int,
    closes_at: datetime,
    demo: bool = False,
) -> Document:
    """A draft of the act that admits, from what is decided and no list has published yet."""
    return Document(
        title="Bozza di atto: ammissione degli enti alla co-programmazione",
        date=legal_now(),
        author=here.authority.name,
        banner=f"{DEMO_WORDS if demo else ''} BOZZA - da controllare e firmare.".strip(),
        blocks=(
            Facts((("Procedimento", here.procedure.title), ("Atto n.", "____ del ____"))),
            Heading(1, "Premesse"),
            ListBlock((*_premises(acts, minutes), _arrived(closes_at, received))),
            Heading(1, "Dispositivo"),
            ListBlock(_decrees(here, decided), ordered=True),
            *_annexes(decided),
        ),
    )


def _premises(acts: Iterable[Act], minutes: Iterable[ExaminationVerbale]) -> tuple[Content, ...]:
    laws = tuple(_seen(source) for source in (CTS_55, LR65_10_B, DM72_2, L241_3, DM72_6))
    adopted = tuple(
        f"visto: {act.kind.label}, {act.organ}, n. {act.number} del {date_short(act.adopted_on)}"
        for act in acts
    )
    sittings = tuple(
        f"visto il verbale dell'istruttoria n. {one.number} del {date_short(one.held_on)}"
        for one in minutes
    )
    return (*laws, *adopted, *sittings)


def _arrived(closes_at: datetime, received: int) -> str:
    when = instant_words(closes_at)
    return f"considerato che il termine era il {when} e che le domande ricevute sono {received}"


def _seen(source: Source) -> Content:
    return (Text("visto: "), Strong(source.label), Text(f". {source.sentence}"))


def _decrees(here: Here, decided: Sequence[tuple[Domanda, Decision]]) -> tuple[str, ...]:
    annexes = tuple(
        f"di approvare l'allegato {letter}, {_TITLES[outcome].lower()} ({len(rows)})"
        for letter, outcome, rows in _grouped(decided)
    )
    return (
        *annexes,
        "di pubblicare gli elenchi senza le ragioni, che ogni ente riceve",
        f"di dire a ogni ente come ricorrere: {here.authority.remedies}",
    )


def _grouped(
    decided: Sequence[tuple[Domanda, Decision]],
) -> list[tuple[str, ExaminationState, list[tuple[Domanda, Decision]]]]:
    """The annexes: a letter, an outcome, its domande; empty outcomes have none."""
    by_outcome = [
        (outcome, [row for row in decided if row[1].outcome is outcome]) for outcome in DECIDED
    ]
    return [
        (letter, outcome, rows)
        for letter, (outcome, rows) in zip(
            "ABCD", [one for one in by_outcome if one[1]], strict=False
        )
    ]


def _annexes(decided: Sequence[tuple[Domanda, Decision]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for letter, outcome, rows in _grouped(decided):
        title = f"Allegato {letter} - {_TITLES[outcome]}"
        cells = tuple((one.register_number, one.body_name, _why(said)) for one, said in rows)
        blocks += [
            Heading(1, title),
            Table(_TITLES[outcome], ("Domanda", "Ente", "Ragione"), cells, (1, 3, 4)),
        ]
    return tuple(blocks) or (Paragraph("Nessuna decisione attende di essere pubblicata."),)


def _why(decision: Decision) -> str:
    return " ".join(part for part in (decision.reason, decision.answer) if part) or "-"
