"""Sections 1–4: premise and law, acts and chronology, participants, method."""

from app.core.documents.document import Block, Facts, ListBlock, Paragraph, Table
from app.core.i18n import date_short, deadline_words, instant_words
from app.law.sources import CTS_55, DM72_2, LR65_9_3, LR65_10_E
from app.steps.domande.enums import ExaminationState
from app.steps.reports.content import figures
from app.steps.reports.content.data import ReportData

_LAW = (CTS_55, LR65_9_3, LR65_10_E, DM72_2)


def premise(data: ReportData) -> list[Block]:
    """What the procedure is and the rules it rests on."""
    procedure = data.here.procedure
    facts = [
        ("Amministrazione", data.here.authority.name),
        ("Procedimento", procedure.title),
        ("Piano", " ".join(part for part in (procedure.plan_name, procedure.plan_years) if part)),
        ("Responsabile del procedimento", data.officer),
    ]
    blocks: list[Block] = [Facts(tuple((label, value) for label, value in facts if value))]
    if procedure.purpose:
        blocks.append(Paragraph(procedure.purpose))
    rules = tuple(f"{source.label}: {source.sentence}" for source in _LAW)
    return [*blocks, ListBlock(rules)]


def acts(data: ReportData) -> list[Block]:
    """The acts, then everything that happened by date."""
    rows = tuple(
        (
            act.kind.label.capitalize(),
            act.organ,
            f"n. {act.number} del {date_short(act.adopted_on)}",
        )
        for act in data.acts
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table("Atti del procedimento", ("Atto", "Organo", "Estremi"), rows, (2, 3, 2))
        )
    if data.avviso is not None and data.avviso.published_at is not None:
        words = f"L'avviso è stato pubblicato il {instant_words(data.avviso.published_at)}"
        if data.avviso.closes_at is not None:
            words += f" ed è rimasto aperto fino a {deadline_words(data.avviso.closes_at)}"
        blocks.append(Paragraph(words + "."))
    meetings = tuple(
        (meeting.title, instant_words(meeting.starts_at), meeting.place_name or "—")
        for meeting in data.meetings
        if meeting.cancelled_at is None
    )
    if meetings:
        blocks.append(Table("Incontri", ("Incontro", "Quando", "Dove"), meetings, (4, 2, 2)))
    return blocks or [Paragraph("Non ci sono atti registrati.")]


def participants(data: ReportData) -> list[Block]:
    """Admitted, not admitted, services that took part, attendance."""
    blocks: list[Block] = []
    for listed in data.lists:
        rows = tuple(
            (body.name, body.outcome.label, ", ".join(body.tavoli) or "—") for body in listed.bodies
        )
        caption = (
            f"Elenco n. {listed.number}, {listed.organ}, n. {listed.act_number} "
            f"del {date_short(listed.adopted_on)}"
        )
        if rows:
            blocks.append(
                Table(caption, ("Ente", "Esito della domanda", "Tavoli"), rows, (3, 2, 4))
            )
    public = tuple(f"{body.name} ({body.kind.label})" for body in data.public_side())
    if public:
        blocks += [Paragraph("Hanno partecipato senza domanda:"), ListBlock(public)]
    attended = tuple(
        (held.meeting, held.tavolo, date_short(held.held_at), str(held.bodies))
        for held in data.sessions
    )
    if attended:
        headers = ("Incontro", "Tavolo", "Giorno", "Soggetti presenti")
        blocks.append(Table("Presenze per sessione", headers, attended, (4, 4, 2, 2)))
    blocks += figures.participation(data)
    return blocks or [Paragraph("Nessun elenco di ammessi è stato pubblicato.")]


def method(data: ReportData) -> list[Block]:
    """How many tavoli, meetings and contributions there were."""
    admitted = sum(
        body.outcome in {ExaminationState.ADMITTED, ExaminationState.ADMITTED_WITH_RESERVATION}
        for listed in data.lists
        for body in listed.bodies
    )
    facts = Facts(
        (
            ("Tavoli", ", ".join(tavolo.name for tavolo in data.tavoli) or "nessuno"),
            ("Enti ammessi", str(admitted)),
            ("Servizi e unità funzionali", str(len(data.public_side()))),
            ("Sessioni verbalizzate", str(len(data.sessions))),
            ("Contributi", str(len(data.contributions))),
        )
    )
    return [facts, *figures.contributions(data)]
