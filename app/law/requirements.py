"""What must hold before a step, each requirement with its words, its source and its fact."""

from __future__ import annotations

from app.law.requirement import Requirement
from app.law.sources import (
    CTS_55,
    DM72_2,
    DM72_2_CLOSING,
    DM72_2_SYNTHESIS,
    DM72_2_VERBALI,
    DM72_6,
    L241_2,
    L241_3,
    L241_5,
    L241_21QUATER,
    L241_21QUINQUIES,
    LR65_10_A,
    LR65_10_B,
    LR65_10_D,
    LR65_10_E,
    LR65_10_F,
)

START_ACT = Requirement(
    "start_act",
    "Registrate l'atto di avvio",
    "Manca l'atto che avvia il procedimento.",
    "Registrate l'atto con organo, numero e data.",
    LR65_10_A,
    lambda facts: facts.has_start_act,
    "acts",
)
RESPONSIBLE_OFFICER = Requirement(
    "responsible_officer",
    "Indicate il responsabile del procedimento",
    "Manca il responsabile del procedimento.",
    "Indicate chi è, come risulta dall'atto di avvio.",
    L241_5,
    lambda facts: facts.responsible_officer_named,
    "acts",
)
TAVOLI = Requirement(
    "tavoli",
    "Create almeno un tavolo",
    "Nessun tavolo è stato creato: chi fa domanda non saprebbe dove sedersi.",
    "Create almeno un tavolo con il suo nome e il suo tema.",
    LR65_10_D,
    lambda facts: (facts.tavoli_count or 0) > 0,
    "tavoli",
)
AVVISO_COMPLETE = Requirement(
    "avviso_complete",
    "Scrivete tutte le sezioni dell'avviso",
    "L'avviso non ha ancora tutte le sezioni che la legge chiede.",
    "Completate le sezioni segnate come mancanti.",
    LR65_10_B,
    lambda facts: facts.avviso_sections_missing == 0,
    "avviso",
)
AVVISO_ACT = Requirement(
    "avviso_act",
    "Registrate l'atto che approva l'avviso",
    "Manca l'atto che approva l'avviso.",
    "Registrate l'atto con organo, numero e data.",
    DM72_2,
    lambda facts: facts.avviso_has_act,
    "acts",
    after=("start_act",),
)
AVVISO_PUBLISHED = Requirement(
    "avviso_published",
    "Pubblicate l'avviso",
    "L'avviso non è pubblicato.",
    "Pubblicate l'avviso per almeno venti giorni.",
    LR65_10_B,
    lambda facts: facts.avviso_published,
    "avviso",
    after=("start_act", "responsible_officer", "tavoli", "avviso_complete", "avviso_act"),
)
FIRST_ADMISSION = Requirement(
    "first_admission",
    "Pubblicate il primo elenco degli ammessi",
    "Nessun atto di ammissione è pubblicato.",
    "Pubblicate il primo elenco: chi è ancora in esame partecipa con riserva.",
    DM72_2,
    lambda facts: facts.first_admission_published,
    "domande",
    after=("avviso_published",),
)
LABORATORIES_HELD = Requirement(
    "laboratories_held",
    "Tenete i laboratori",
    "Ci sono laboratori previsti e non ancora tenuti, oppure non ne avete previsto nessuno.",
    "Tenete i laboratori in calendario o segnate come annullati quelli che non si tengono.",
    CTS_55,
    lambda facts: facts.all_laboratories_held,
    "laboratories",
    after=("first_admission",),
)
VERBALI_APPROVED = Requirement(
    "verbali_approved",
    "Approvate i verbali delle sessioni",
    "Ci sono sessioni senza verbale approvato.",
    "Scrivete e approvate il verbale di ogni sessione tenuta.",
    DM72_2_VERBALI,
    lambda facts: facts.sessions_without_verbale == 0,
    "verbali",
    after=("laboratories_held",),
    vacuous=True,
)
CONTRIBUTIONS_MODERATED = Requirement(
    "contributions_moderated",
    "Esaminate i contributi ricevuti",
    "Ci sono contributi non ancora esaminati per la pubblicazione.",
    "Pubblicate ogni contributo, con gli omissis che servono; "
    "se non lo pubblicate, scrivete la ragione.",
    DM72_6,
    lambda facts: facts.contributions_unmoderated == 0,
    "contributions",
    after=("first_admission",),
    vacuous=True,
)
SYNTHESIS_SHARED = Requirement(
    "synthesis_shared",
    "Inviate la bozza di sintesi ai partecipanti",
    "La bozza di sintesi non è ancora stata inviata ai partecipanti.",
    "Inviate la bozza e dite fino a quando si possono fare osservazioni.",
    DM72_2_SYNTHESIS,
    lambda facts: facts.draft_synthesis_shared,
    "synthesis",
    after=("laboratories_held", "verbali_approved", "contributions_moderated"),
)
OBSERVATIONS_CLOSED = Requirement(
    "observations_closed",
    "Attendete la fine delle osservazioni",
    "I partecipanti possono ancora fare osservazioni sulla bozza, "
    "oppure manca la data fino a quando possono farle.",
    "Attendete la data che avete comunicato.",
    DM72_2_SYNTHESIS,
    lambda facts: facts.observations_window_closed,
    "synthesis",
    after=("synthesis_shared",),
)
OBSERVATIONS_ANSWERED = Requirement(
    "observations_answered",
    "Rispondete alle osservazioni",
    "Ci sono osservazioni senza risposta.",
    "Rispondete a ogni osservazione con una ragione.",
    L241_3,
    lambda facts: facts.observations_unanswered == 0,
    "synthesis",
    after=("synthesis_shared",),
    vacuous=True,
)
ESITI_GIVEN = Requirement(
    "esiti_given",
    "Date un esito motivato a ogni contributo",
    "Ci sono contributi senza esito.",
    "Scrivete per ognuno l'esito e la sua ragione.",
    L241_3,
    lambda facts: facts.contributions_without_esito == 0,
    "esiti",
    after=("synthesis_shared",),
    vacuous=True,
)
NODE_ESITI_GIVEN = Requirement(
    "node_esiti_given",
    "Date un esito motivato a ogni nodo della sintesi",
    "Ci sono nodi della sintesi senza esito.",
    "Scrivete per ognuno l'esito e la sua ragione: i contributi da cui nasce lo ereditano.",
    L241_3,
    lambda facts: facts.nodes_without_esito == 0,
    "node_esiti",
    after=("synthesis_shared",),
    vacuous=True,
)
ESITI_IN_ORDER = Requirement(
    "esiti_in_order",
    "Completate gli esiti senza ragione e le risposte promesse",
    "Ci sono esiti senza ragione, o ereditati dove era promessa una risposta propria.",
    "Apriteli dall'elenco di quanto manca e scrivete la ragione.",
    L241_3,
    lambda facts: facts.esiti_to_mend == 0,
    "esiti",
    after=("synthesis_shared",),
    vacuous=True,
)
ESITI_PUBLISHED = Requirement(
    "esiti_published",
    "Pubblicate gli esiti",
    "Gli esiti dei contributi non sono pubblicati.",
    "Pubblicateli tutti insieme, alla restituzione.",
    LR65_10_F,
    lambda facts: facts.esiti_published,
    "esiti",
    after=(
        "observations_closed",
        "observations_answered",
        "esiti_given",
        "node_esiti_given",
        "esiti_in_order",
    ),
)
DOMANDE_DECIDED = Requirement(
    "domande_decided",
    "Decidete le domande ancora in esame",
    "Ci sono domande senza una decisione.",
    "Decidete ogni domanda con un atto motivato.",
    L241_2,
    lambda facts: facts.domande_pending == 0,
    "domande",
    after=("avviso_published",),
    vacuous=True,
)
RDP_ASSESSMENT = Requirement(
    "rdp_assessment",
    "Scrivete la valutazione motivata del responsabile",
    "Manca la valutazione motivata del responsabile del procedimento.",
    "Il responsabile scrive la propria valutazione nella relazione.",
    LR65_10_E,
    lambda facts: facts.rdp_assessment_written,
    "report",
    after=("esiti_published",),
)
REPORT_APPROVED = Requirement(
    "report_approved",
    "Approvate la relazione finale",
    "La relazione finale non è approvata.",
    "Completate la relazione e approvatela.",
    LR65_10_E,
    lambda facts: facts.report_approved,
    "report",
    after=("rdp_assessment", "esiti_given"),
)
CLOSING_ACT = Requirement(
    "closing_act",
    "Registrate l'atto di conclusione",
    "Manca l'atto che conclude il procedimento.",
    "Registrate l'atto del dirigente competente, con numero e data.",
    DM72_2_CLOSING,
    lambda facts: facts.closing_act,
    "acts",
    after=("report_approved", "domande_decided"),
)
SENT_TO_ORGANS = Requirement(
    "sent_to_organs",
    "Trasmettete la relazione agli organi",
    "Non risulta che la relazione sia stata trasmessa agli organi competenti.",
    "Registrate la trasmissione: a quale organo, quando, con quale protocollo.",
    LR65_10_E,
    lambda facts: facts.sent_to_organs,
    "report",
    after=("report_approved",),
)
SLOTS_FILLED = Requirement(
    "slots_filled",
    "Completate le pubblicazioni",
    "Ci sono caselle di pubblicazione vuote.",
    "Pubblicate ciò che manca o dite perché una casella non è prevista.",
    DM72_6,
    lambda facts: facts.slots_missing == 0,
    "publication",
)
SUSPENSION_ACT = Requirement(
    "suspension_act",
    "Registrate l'atto di sospensione",
    "Manca l'atto che sospende il procedimento.",
    "Registrate l'atto con la ragione e la durata della sospensione.",
    L241_21QUATER,
    lambda facts: facts.suspension_act,
    "acts",
)
RESUMPTION_ACT = Requirement(
    "resumption_act",
    "Registrate l'atto di ripresa",
    "Manca l'atto che fa riprendere il procedimento.",
    "Registrate l'atto con numero e data.",
    L241_21QUATER,
    lambda facts: facts.resumption_act,
    "acts",
)
REVOCATION_ACT = Requirement(
    "revocation_act",
    "Registrate l'atto di revoca",
    "Manca l'atto che revoca il procedimento.",
    "Registrate l'atto con la sua ragione.",
    L241_21QUINQUIES,
    lambda facts: facts.revocation_act,
    "acts",
)
