"""Who may do what with domande."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

APPLY = for_signed_in("domande.apply", "Preparare, inviare e seguire le domande dei propri enti")
READ_PARTICIPANTS = for_anyone("domande.read_participants", "Leggere l'elenco dei partecipanti")
EXAMINE = for_office("domande.examine", "Esaminare le domande", "rdp", "officer")
ADMIT = for_office("domande.admit", "Pubblicare un elenco di ammessi", "rdp")
