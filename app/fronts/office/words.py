"""Events in plain words, for the register that people read."""

from collections.abc import Callable
from typing import Any

from app.law.phases import Phase
from app.law.publication import PUBLICATION_SLOTS
from app.law.registers import RegisterPlace
from app.steps.plans.enums import PlanActKind
from app.steps.procedures.enums import ActKind

_SENTENCES = {
    "procedures.created": "Procedimento creato",
    "procedures.edited": "Dati del procedimento cambiati",
    "procedures.tavolo_added": "Tavolo aggiunto: {name}",
    "procedures.tavolo_edited": "Tavolo cambiato",
    "procedures.tavolo_removed": "Tavolo tolto",
    "procedures.act_recorded": "Atto registrato: {act_kind} n. {number} del {adopted_on}",
    "procedures.phase_entered": "Cambio di fase: da «{origin}» a «{target}»",
    "calendar.meeting_added": "Incontro messo in calendario",
    "calendar.meeting_edited": "Incontro cambiato",
    "calendar.meeting_cancelled": "Incontro annullato",
    "calendar.session_added": "Sessione aggiunta",
    "calendar.session_edited": "Sessione cambiata",
    "calendar.session_removed": "Sessione tolta",
    "calendar.signed_up": "Iscrizione a un incontro pubblico",
    "calendar.sign_up_left": "Disdetta di un'iscrizione",
    "publication.document_published": "Documento pubblicato nella casella «{slot}»",
    "publication.document_withdrawn": "Documento ritirato dalla casella «{slot}»",
    "publication.document_changed": "Documento aggiornato nella casella «{slot}»",
    "publication.slot_due_again": "Casella «{slot}» di nuovo prevista",
    "publication.register_recorded": "Pubblicazione annotata: {place}, n. {number}",
    "publication.register_record_removed": "Annotazione di pubblicazione tolta: {place}",
    "publication.slot_not_due": "Casella «{slot}» segnata come non prevista",
    "avvisi.section_written": "Sezione dell'avviso scritta",
    "avvisi.form_chosen": "Modulo della domanda scelto",
    "avvisi.closing_set": "Termine dell'avviso fissato",
    "avvisi.published": "Avviso pubblicato, versione {number}",
    "avvisi.extended": "Termine dell'avviso prorogato, versione {number}",
    "avvisi.reopened": "Termini dell'avviso riaperti, versione {number}",
    "avvisi.rectified": "Testo dell'avviso cambiato, versione {number}",
    "avvisi.revoked": "Avviso revocato, versione {number}",
    "avvisi.revision_started": "Bozza di modifica dell'avviso iniziata",
    "avvisi.revision_discarded": "Bozza di modifica dell'avviso abbandonata",
    "avvisi.form_template_saved": "Modello di domanda salvato",
    "avvisi.form_template_removed": "Modello di domanda tolto",
    "follow.told": "Scritto a {count} indirizzi che seguono il procedimento",
    "questions.days_set": "Termine per i quesiti: {days} giorni prima della chiusura",
    "questions.asked": "Quesito arrivato",
    "questions.recorded": "Quesito arrivato per altra via e registrato",
    "questions.answer_published": "Risposta pubblicata, quesiti n. {numbers}",
    "questions.refused": "Quesito non pubblicato",
    "domande.filed": "Domanda arrivata, n. {number}/{year}",
    "domande.late_filing_refused": "Domanda arrivata fuori termine: non accolta",
    "domande.withdrawn": "Domanda ritirata, n. {number}/{year}",
    "domande.superseded": "Domanda sostituita da un nuovo invio, il n. {number}/{year}",
    "domande.signature_checked": "Firma della domanda controllata",
    "domande.member_confirmed": "Partecipazione a una domanda congiunta confermata",
    "domande.member_declined": "Partecipazione a una domanda congiunta rifiutata",
    "domande.member_retracted": "Conferma di una domanda congiunta ritirata",
    "domande.registered": "Domanda arrivata per altra via e registrata, n. {number}/{year}",
    "domande.identity_document_read": "Documento d'identità consultato",
    "domande.completion_asked": "Integrazione chiesta",
    "domande.completion_answered": "Integrazione arrivata",
    "domande.completion_closed": "Integrazione conclusa",
    "domande.decided": "Domanda decisa",
    "domande.admission_published": "Elenco degli ammessi pubblicato, n. {number}",
    "examination.board_appointed": "Commissione istruttoria nominata",
    "examination.member_seated": "Componente aggiunto alla commissione",
    "examination.member_left": "Componente uscito dalla commissione",
    "examination.conflicts_declared": "Conflitti di interesse dichiarati",
    "examination.domande_assigned": "Domande assegnate: {count}",
    "examination.notes_read": "Note di istruttoria lette",
    "examination.note_written": "Nota di istruttoria scritta",
    "examination.checklist_marked": "Lista di controllo aggiornata",
    "examination.hindrance_notified": "Motivi ostativi comunicati",
    "examination.hindrance_received": "Giorno di ricezione dei motivi ostativi corretto",
    "examination.observations_sent": "Osservazioni dell'ente arrivate",
    "examination.decision_confirmed": "Decisione confermata da una seconda persona",
    "examination.decision_returned": "Decisione rimandata da una seconda persona",
    "examination.verbale_approved": "Verbale dell'istruttoria n. {number} approvato",
    "examination.verbale_published": "Verbale dell'istruttoria n. {number} pubblicato",
    "checks.register_checked": "Dati dell'ente confrontati con il RUNTS",
    "protocol.pack_made": "Pacchetto per il protocollo preparato",
    "protocol.pack_taken": "Pacchetto per il protocollo scaricato",
    "protocol.recorded": "Numero di protocollo registrato",
    "laboratories.seat_given": "Posto assegnato a un tavolo",
    "laboratories.seat_confirmed": "Posto confermato",
    "laboratories.seat_ended": "Posto liberato",
    "laboratories.delegates_changed": "Delegati cambiati",
    "laboratories.meeting_convened": "Incontro convocato, {recipients} destinatari",
    "laboratories.attendance_recorded": "Presenza registrata",
    "laboratories.verbale_shared": "Bozza di verbale inviata ai partecipanti",
    "laboratories.correction_sent": "Correzione al verbale proposta",
    "laboratories.correction_answered": "Correzione al verbale decisa",
    "laboratories.verbale_approved": "Verbale approvato",
    "laboratories.verbale_published": "Verbale pubblicato",
    "contributions.submitted": "Contributo arrivato, n. {number}",
    "contributions.collected": "Contributo raccolto in sala, n. {number}",
    "contributions.withdrawn": "Contributo ritirato, n. {number}",
    "contributions.moderated": "Contributo n. {number} esaminato",
    "synthesis.node_changed": "Nodo {code} della sintesi cambiato",
    "priorities.ballot_recorded": "Risultato di un tavolo sulle priorità: {nodes} nodi",
    "priorities.ballot_withdrawn": "Risultato di un tavolo sulle priorità tolto",
    "priorities.divergence_explained": "Parole dell'ufficio sulla priorità di {code}",
    "synthesis.draft_shared": "Bozza di sintesi n. {number} inviata ai partecipanti",
    "synthesis.observation_sent": "Osservazione alla bozza n. {draft}",
    "synthesis.observation_answered": "Risposta a un'osservazione sulla bozza n. {draft}",
    "plans.imported": "Piano caricato da tabella: {added} voci nuove, {changed} cambiate",
    "plans.import_undone": "Caricamento del piano annullato: {gone} voci tolte, {restored} tornate",
    "plans.item_changed": "Voce {code} del piano cambiata",
    "plans.published": "Piano pubblicato",
    "plans.partner_changed": "Enti che fanno il piano insieme: {name}",
    "plans.act_changed": "Percorso di approvazione del piano cambiato: {plan_act_kind}",
    "coverage.linked": "{node} collegato alla voce {item} del piano",
    "coverage.unlinked": "{node} scollegato dalla voce {item} del piano",
    "esiti.published": "Esiti pubblicati: {count}",
    "esiti.added": "Esito aggiornato",
    "esiti.drafted": "Esiti scritti in bozza: {count}",
    "esiti.chosen": "Scelta per il contributo n. {number}",
    "esiti.node_added": "Esito di {node} aggiornato",
    "esiti.retold": "Il nodo {node} è in rilettura: le ragioni lo chiamano con il codice",
    "reports.part_written": "Parte della relazione scritta",
    "reports.annexing_chosen": "Posto dei contributi nella relazione scelto",
    "reports.approved": "Relazione approvata, versione {number}",
    "reports.reopened": "Relazione riaperta dopo la versione {number}, di nuovo in bozza",
    "reports.sent": "Relazione trasmessa a {organ}",
    "reports.published": "Relazione pubblicata, versione {number}",
    "reports.procedure_concluded": "Procedimento concluso",
    "monitoring.indicator_added": "Indicatore {code} aggiunto",
    "monitoring.indicator_edited": "Indicatore cambiato",
    "monitoring.indicator_removed": "Indicatore tolto, o rimesso",
    "monitoring.figure_recorded": "Dato {year} di un indicatore scritto",
    "monitoring.figures_imported": "Dati caricati da tabella: {added} nuovi, {corrected} corretti",
    "monitoring.account_begun": "Rendiconto {year} iniziato",
    "monitoring.account_written": "Rendiconto {year} scritto",
    "monitoring.account_reopened": "Rendiconto {year} riaperto, di nuovo in bozza",
    "monitoring.account_published": "Rendiconto {year} pubblicato, versione {number}",
    "monitoring.account_withdrawn": "Rendiconto {year} ritirato dal sito, versione {number}",
    "monitoring.reading_invited": "Comitato invitato a leggere il rendiconto {year}",
    "monitoring.reading_revoked": "Invito al comitato di partecipazione ritirato",
    "monitoring.reading_given": "Lettura del comitato arrivata, rendiconto {year}",
    "monitoring.reading_answered": "Risposta alla lettura del comitato di partecipazione",
    "retention.confirmed": "Rimozione dei dati scaduti confermata: {items}",
    "retention.removed": "Dati rimossi alla fine del loro termine: {count}",
    "retention.held": "Dato scaduto trattenuto",
    "retention.released": "Dato scaduto non più trattenuto",
    "retention.access_closed": "Accesso chiuso dalla persona",
    "archive.fascicolo_asked": "Fascicolo chiesto",
    "archive.fascicolo_made": "Fascicolo preparato e verificato, {members} pezzi",
    "archive.fascicolo_taken": "Fascicolo completo scaricato",
    "archive.fascicolo_removed": "Fascicolo rimosso",
    "communications.recorded": "Comunicazione inviata per altra via, annotata dall'ufficio",
    "communications.resent": "Comunicazione non consegnata, inviata di nuovo",
    "communications.receipt_handed_in": "Ricevuta PEC caricata: {receipt}",
    "communications.receipt_tied": "Ricevuta PEC legata alla sua comunicazione",
}
_SLOTS = {slot.code: slot.title for slot in PUBLICATION_SLOTS}


class _Said(dict[str, str]):
    """The words of a payload; an older event may lack what is named today."""

    def __missing__(self, name: str) -> str:
        return "non indicato"


def event_words(kind: str, payload: dict[str, Any]) -> str:
    """What happened, in Italian. A kind without its own words is named as it is kept."""
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        return f"Altro fatto ({kind})"
    said = _Said({name: _shown(name, value) for name, value in payload.items()})
    return sentence.format_map(said)


_WORDS_OF: dict[str, Callable[[Any], str]] = {
    "act_kind": lambda value: ActKind(value).label,
    "plan_act_kind": lambda value: PlanActKind(value).label,
    "place": lambda value: RegisterPlace(value).label,
    "slot": lambda value: _SLOTS[value],
    "adopted_on": lambda value: "/".join(reversed(str(value).split("-"))),
}


def _shown(name: str, value: Any) -> str:
    if name in {"origin", "target"} and value in set(Phase):
        return Phase(value).label
    if name in _WORDS_OF:
        return _WORDS_OF[name](value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
