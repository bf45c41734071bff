"""Who fills in a domanda for a body, or loads those that came by e-mail."""

from app.core.security.guards import for_office

ASSIST = for_office(
    "arrivals.assist", "Compilare o caricare domande per conto degli enti", "rdp", "officer"
)
