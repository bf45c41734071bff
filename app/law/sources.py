"""The rules the software obeys, as data: act, article, letter and one plain sentence.

Every refusal, duty and checklist line points here, so that "why can't I?" has an answer.
The sentences are Italian summaries for people, never quotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.law.source import Source as Source

_LR65 = "LR 65/2020"
_LR40 = "LR 40/2005"
_DM72 = "DM 72/2021"
_L241 = "L. 241/1990"
_DLGS33 = "D.lgs. 33/2013"
_DPR445 = "DPR 445/2000"

# Read as a list: each rule is one small paragraph.
# fmt: off
CTS_4 = Source(
    "cts-4", "CTS", "4", None,
    "Sono enti del Terzo settore quelli iscritti nel registro unico nazionale.")
CTS_5 = Source(
    "cts-5", "CTS", "5", None,
    "La legge elenca le attività di interesse generale degli enti del Terzo settore.")
CTS_46 = Source(
    "cts-46", "CTS", "46", None,
    "Il registro unico nazionale ha sette sezioni, dalla a) alla g).")
CTS_55 = Source(
    "cts-55", "CTS", "55 c. 2", None,
    "La co-programmazione individua i bisogni, gli interventi necessari, i modi per "
    "realizzarli e le risorse disponibili.")
LR65_9_1 = Source(
    "lr65-9-1", _LR65, "9 c. 1", None,
    "L'ente che non attiva la co-programmazione ne spiega le ragioni.")
LR65_9_3 = Source(
    "lr65-9-3", _LR65, "9 c. 3", None,
    "Il procedimento raccoglie interessi e bisogni e redige il quadro dei bisogni e "
    "dell'offerta sociale; le decisioni vengono dopo.")
LR65_10_A = Source(
    "lr65-10-1-a", _LR65, "10 c. 1", "a",
    "Il procedimento si avvia con un atto dell'amministrazione.")
LR65_10_B = Source(
    "lr65-10-1-b", _LR65, "10 c. 1", "b",
    "L'avviso stabilisce finalità, oggetto, requisiti, termini e modalità di partecipazione; "
    "chi non è ETS partecipa solo se il suo apporto è direttamente connesso ed essenziale.")
LR65_10_C = Source(
    "lr65-10-1-c", _LR65, "10 c. 1", "c",
    "L'avviso resta pubblicato per un termine congruo, mai inferiore a venti giorni.")
LR65_10_D = Source(
    "lr65-10-1-d", _LR65, "10 c. 1", "d",
    "L'avviso indica in particolare come partecipano gli enti del Terzo settore.")
LR65_10_E = Source(
    "lr65-10-1-e", _LR65, "10 c. 1", "e",
    "Il procedimento si conclude con una relazione motivata del responsabile, trasmessa agli "
    "organi competenti.")
LR65_10_F = Source(
    "lr65-10-1-f", _LR65, "10 c. 1", "f",
    "Gli atti del procedimento sono pubblicati sul sito dell'amministrazione.")
LR65_10_2 = Source(
    "lr65-10-2", _LR65, "10 c. 2", None,
    "Gli enti locali applicano questi principi nei propri regolamenti.")
LR65_10_3 = Source(
    "lr65-10-3", _LR65, "10 c. 3", None,
    "I piani possono cambiare tenendo conto degli esiti della co-programmazione.")
LR40_1_E_TER = Source(
    "lr40-1-1-e-ter", _LR40, "1 c. 1", "e ter",
    "La legge regola anche la partecipazione dei cittadini alle scelte del sistema sanitario "
    "regionale.")
LR65_14 = Source(
    "lr65-14", _LR65, "14", None,
    "I piani della zona si fanno con gli enti del Terzo settore.")
LR40_15 = Source(
    "lr40-15", _LR40, "15", None,
    "Utenti, sindacati ed enti del Terzo settore partecipano ai piani della zona.")
DM72_2 = Source(
    "dm72-2", _DM72, "§ 2", None,
    "Il procedimento segue le sue fasi: atto di avvio, responsabile, avviso, istruttoria, "
    "sessioni verbalizzate, atto di conclusione.")
DM72_2_A = Source(
    "dm72-2-a", _DM72, "§ 2", "a",
    "L'avviso indica l'oggetto, tra le attività di interesse generale.")
DM72_2_B = Source(
    "dm72-2-b", _DM72, "§ 2", "b",
    "L'avviso indica i requisiti per partecipare.")
DM72_2_C = Source(
    "dm72-2-c", _DM72, "§ 2", "c",
    "L'avviso contiene il modello di domanda e le dichiarazioni, con la liberatoria espressa "
    "sulla proprietà intellettuale delle proposte.")
DM72_2_D = Source(
    "dm72-2-d", _DM72, "§ 2", "d",
    "L'avviso indica tempi e modi del procedimento.")
DM72_2_E = Source(
    "dm72-2-e", _DM72, "§ 2", "e",
    "L'avviso indica come il procedimento si conclude.")
DM72_2_F = Source(
    "dm72-2-f", _DM72, "§ 2", "f",
    "L'avviso indica le forme di pubblicità e trasparenza.")
DM72_2_VERBALI = Source(
    "dm72-2-verbali", _DM72, "§ 2", None,
    "Le sessioni sono verbalizzate; il verbale riporta la proposta unitaria o le diverse "
    "posizioni.")
DM72_2_SYNTHESIS = Source(
    "dm72-2-sintesi", _DM72, "§ 2", None,
    "Il risultato è un documento di sintesi condiviso; la decisione resta "
    "all'amministrazione.")
DM72_2_CLOSING = Source(
    "dm72-2-conclusione", _DM72, "§ 2", None,
    "Il procedimento si chiude con un atto del dirigente competente, sulla relazione del "
    "responsabile.")
DM72_2_REQUEST = Source(
    "dm72-2-istanza", _DM72, "§ 2", None,
    "Uno o più ETS possono chiedere di avviare il procedimento; la risposta è motivata.")
DM72_2_EQUAL = Source(
    "dm72-2-parita", _DM72, "§ 2", None,
    "L'amministrazione garantisce parità di trattamento e previene i conflitti di interesse.")
DM72_6 = Source(
    "dm72-6", _DM72, "§ 6", None,
    "L'amministrazione pubblica sette gruppi di atti, dall'avvio al documento finale con i "
    "contributi degli ETS in allegato.")
L241_2 = Source(
    "l241-2", _L241, "2 c. 1", None,
    "Ogni istanza riceve una risposta espressa.")
L241_2_2 = Source(
    "l241-2-2", _L241, "2 c. 2", None,
    "Dove l'amministrazione non ha fissato un altro termine, si risponde entro trenta giorni.")
L241_2_3 = Source(
    "l241-2-3", _L241, "2 c. 3", None,
    "Una disposizione dell'amministrazione può fissare un altro termine, fino a novanta giorni.")
L241_2_4 = Source(
    "l241-2-4", _L241, "2 c. 4", None,
    "Se per l'organizzazione, gli interessi tutelati o la complessità ne servono di più, il "
    "termine arriva al massimo a centottanta giorni.")
L241_2_7 = Source(
    "l241-2-7", _L241, "2 c. 7", None,
    "I termini si sospendono una volta sola, per non più di trenta giorni, per avere "
    "informazioni che mancano.")
L241_3 = Source(
    "l241-3", _L241, "3", None,
    "Ogni decisione è motivata.")
L241_3_4 = Source(
    "l241-3-4", _L241, "3 c. 4", None,
    "Ogni atto indica il termine e l'autorità a cui ricorrere.")
L241_5 = Source(
    "l241-5", _L241, "5", None,
    "Per ogni procedimento è indicato un responsabile, comunicato agli interessati.")
L241_6_B = Source(
    "l241-6-b", _L241, "6 c. 1", "b",
    "Il responsabile può chiedere di completare o correggere la domanda.")
L241_6_E = Source(
    "l241-6-e", _L241, "6 c. 1", "e",
    "Il responsabile adotta l'atto finale solo se è competente; altrimenti lo trasmette "
    "all'organo che lo è.")
L241_6BIS = Source(
    "l241-6bis", _L241, "6-bis", None,
    "Chi è in conflitto di interessi lo segnala e si astiene.")
L241_8 = Source(
    "l241-8", _L241, "8", None,
    "La comunicazione di avvio dice chi è il responsabile, quando il procedimento si conclude "
    "e quali rimedi ci sono contro l'inerzia.")
L241_10BIS = Source(
    "l241-10bis", _L241, "10-bis", None,
    "Prima di un rifiuto l'ufficio comunica i motivi e dà dieci giorni per le osservazioni; i "
    "termini sono sospesi e ripartono dieci giorni dopo le osservazioni o, se non ne arrivano, "
    "alla fine di quei dieci giorni.")
L241_18BIS = Source(
    "l241-18bis", _L241, "18-bis", None,
    "Chi presenta una domanda riceve subito una ricevuta.")
L241_21OCTIES = Source(
    "l241-21octies", _L241, "21-octies c. 2", None,
    "Un atto vincolato, che non poteva essere diverso, non si annulla per un vizio di forma.")
L241_21QUINQUIES = Source(
    "l241-21quinquies", _L241, "21-quinquies", None,
    "L'amministrazione può revocare un proprio atto, spiegandone i motivi; l'atto revocato non "
    "ha altri effetti.")
L241_21QUATER = Source(
    "l241-21quater", _L241, "21-quater c. 2", None,
    "La sospensione è disposta con un atto che ne dice le gravi ragioni e la durata.")
L241_22_25 = Source(
    "l241-22-25", _L241, "22–25", None,
    "Chi ha interesse può accedere agli atti.")
L69_32 = Source(
    "l69-32", "L. 69/2009", "32", None,
    "La pubblicità legale degli atti si fa sul sito dell'amministrazione, nel suo albo.")
DLGS33_7BIS_4 = Source(
    "dlgs33-7bis-4", _DLGS33, "7-bis c. 4", None,
    "I dati personali non pertinenti si rendono illeggibili prima di pubblicare.")
DLGS33_7BIS_6 = Source(
    "dlgs33-7bis-6", _DLGS33, "7-bis c. 6", None,
    "I dati sulla salute delle persone non si pubblicano mai.")
DLGS33_8 = Source(
    "dlgs33-8-3", _DLGS33, "8 c. 3", None,
    "Gli atti restano pubblicati per cinque anni dal 1° gennaio dell'anno successivo.")
CAD_65 = Source(
    "cad-65", "CAD", "65", None,
    "La domanda in rete vale se è firmata digitalmente, se l'autore è identificato con SPID, "
    "CIE o CNS, se è firmata a mano con copia del documento, o se arriva dal domicilio "
    "digitale dell'autore.")
DPR445_38 = Source(
    "dpr445-38", _DPR445, "38", None,
    "La firma a mano si accompagna alla copia di un documento di identità.")
DPR445_46_47 = Source(
    "dpr445-46-47", _DPR445, "46–47", None,
    "Stati, qualità e fatti si possono dichiarare sotto la propria responsabilità.")
DPR445_53 = Source(
    "dpr445-53", _DPR445, "53", None,
    "Il registro annota numero, data, mittente, oggetto e impronta di ogni documento.")
DPR445_68 = Source(
    "dpr445-68", _DPR445, "68", None,
    "L'amministrazione ha un piano di conservazione: che cosa si tiene e per quanto tempo.")
DPR445_71 = Source(
    "dpr445-71", _DPR445, "71", None,
    "L'amministrazione controlla le dichiarazioni.")
DPR445_75_76 = Source(
    "dpr445-75-76", _DPR445, "75–76", None,
    "Chi dichiara il falso perde i benefici ottenuti e ne risponde penalmente.")
GDPR_5_E = Source(
    "gdpr-5-1-e", "GDPR", "5 par. 1", "e",
    "I dati si tengono per il tempo che serve, e non oltre.")
GDPR_6 = Source(
    "gdpr-6-1-e", "GDPR", "6 par. 1", "e",
    "I dati si trattano per un compito di interesse pubblico; non serve il consenso.")
GDPR_9 = Source(
    "gdpr-9", "GDPR", "9", None,
    "I dati sulla salute e le altre categorie particolari hanno una tutela più forte.")
GDPR_12_3 = Source(
    "gdpr-12-3", "GDPR", "12 par. 3", None,
    "A chi chiede di cancellare dati si risponde entro un mese, che si può prorogare di due.")
GDPR_17_1 = Source(
    "gdpr-17-1", "GDPR", "17 par. 1", None,
    "I dati personali che non servono più si cancellano, se chi vi compare lo chiede.")
GDPR_17_3_B = Source(
    "gdpr-17-3-b", "GDPR", "17 par. 3", "b",
    "Non si cancellano i dati che servono per un obbligo di legge o un compito di interesse "
    "pubblico.")
GDPR_17_3_D = Source(
    "gdpr-17-3-d", "GDPR", "17 par. 3", "d",
    "Non si cancellano i dati che servono all'archiviazione nel pubblico interesse.")
GDPR_13 = Source(
    "gdpr-13", "GDPR", "13", None,
    "Chi fornisce i propri dati riceve prima un'informativa.")
L4_2004 = Source(
    "l4-2004", "L. 4/2004", "", None,
    "Siti e documenti delle amministrazioni sono accessibili a tutti.")
CC_2963 = Source(
    "cc-2963", "c.c.", "2963", None,
    "Il giorno iniziale non si conta; se l'ultimo giorno è festivo, il termine passa al primo "
    "giorno non festivo.")
CPC_155 = Source(
    "cpc-155", "c.p.c.", "155", None,
    "I giorni festivi in mezzo si contano; il termine che scade in un giorno festivo passa al "
    "giorno seguente non festivo.")
L260_1949 = Source(
    "l260-1949", "L. 260/1949", "2", None,
    "Sono festivi le domeniche e i giorni elencati dalla legge.")
L151_2025 = Source(
    "l151-2025", "L. 151/2025", "", None,
    "Dal 2026 il 4 ottobre, san Francesco, è di nuovo festa nazionale.")
CDS_8546_2024 = Source(
    "cds-8546-2024", "Cons. Stato, sez. VI, 25 ottobre 2024, n. 8546", "", None,
    "Un termine fissato alle hh:mm scade alle hh:mm:00: trentatré secondi dopo è tardi.")
DM_1976_TAX_CODE = Source(
    "dm-1976-codice-fiscale", "DM 23 dicembre 1976", "", None,
    "Il codice fiscale ha un carattere di controllo calcolato sugli altri.")
DLGS165_53 = Source(
    "dlgs165-53-16ter", "D.lgs. 165/2001", "53 c. 16-ter", None,
    "Chi lascia un impiego pubblico non lavora per tre anni per i soggetti sui quali decideva.")
DLGS159_67_84 = Source(
    "dlgs159-67-84", "D.lgs. 159/2011", "67 e 84", None,
    "La documentazione antimafia esclude chi è sottoposto a misure di prevenzione o a tentativi "
    "di infiltrazione mafiosa.")
CAD_6 = Source(
    "cad-6", "CAD", "6", None,
    "Le comunicazioni al domicilio digitale valgono come la raccomandata.")
# fmt: on

ALL_SOURCES: Mapping[str, Source] = MappingProxyType(
    {value.short: value for value in list(globals().values()) if isinstance(value, Source)}
)
"""Every source by its short key, in the order above."""
