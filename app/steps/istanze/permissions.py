"""Who may do what with istanze."""

from app.core.security.guards import for_anyone, for_body, for_office, for_signed_in

READ = for_anyone("istanze.read", "Leggere le istanze presentate")
READ_OWN = for_signed_in("istanze.read_own", "Seguire le istanze dei propri enti")
ASK = for_body("istanze.ask", "Preparare, sottoscrivere e presentare un'istanza")
READ_INVITATION = for_signed_in("istanze.read_invitation", "Leggere un invito a sottoscrivere")
EXAMINE = for_office("istanze.examine", "Leggere le istanze arrivate", "rdp", "officer")
ANSWER = for_office("istanze.answer", "Rispondere a un'istanza", "rdp")
