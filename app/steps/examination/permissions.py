"""Who may do what in the examination of the domande."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

ANSWER = for_signed_in(
    "domande.answer", "Rispondere a ciò che l'ufficio chiede della propria domanda"
)
READ_PARTICIPANTS = for_anyone("domande.read_participants", "Leggere l'elenco dei partecipanti")
EXAMINE = for_office("domande.examine", "Esaminare le domande", "rdp", "officer")
ADMIT = for_office("domande.admit", "Pubblicare un elenco di ammessi", "rdp")
