"""Who may do what with domande."""

from app.core.security.guards import for_office, for_signed_in

APPLY = for_signed_in("domande.apply", "Preparare, inviare e seguire le domande dei propri enti")
REGISTER = for_office(
    "domande.register", "Registrare le domande arrivate per altre vie", "rdp", "officer"
)
