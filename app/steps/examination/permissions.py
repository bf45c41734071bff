"""Who may do what in the examination of the domande."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

ANSWER = for_signed_in(
    "domande.answer", "Rispondere a ciò che l'ufficio chiede della propria domanda"
)
READ_PARTICIPANTS = for_anyone("domande.read_participants", "Leggere l'elenco dei partecipanti")
SIT = for_signed_in(
    "domande.sit", "Vedere l'istruttoria come ufficio o componente della commissione"
)
READ_SEAT = for_anyone("domande.read_seat", "Leggere l'invito a una commissione")
READ_MINUTES = for_anyone("domande.read_minutes", "Leggere i verbali dell'istruttoria")
EXAMINE = for_office("domande.examine", "Esaminare le domande", "rdp", "officer")
ADMIT = for_office("domande.admit", "Pubblicare un elenco di ammessi", "rdp")
APPOINT = for_office("domande.appoint", "Nominare la commissione e approvarne i verbali", "rdp")
