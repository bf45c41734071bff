"""Who may do what around the laboratories."""

from app.core.security.guards import for_anyone, for_body, for_office, for_signed_in

CONDUCT = for_office("laboratories.conduct", "Condurre i laboratori e tenerne le presenze")
APPROVE = for_office("laboratories.approve", "Approvare e pubblicare i verbali", "rdp")
OWN = for_signed_in("laboratories.own", "Vedere i propri tavoli")
TAKE_PART = for_body("laboratories.take_part", "Partecipare ai tavoli")
READ = for_anyone("laboratories.read", "Leggere i verbali pubblicati")
