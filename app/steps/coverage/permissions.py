"""Who says which node is in the plan, and who reads the plan."""

from app.core.security.guards import for_anyone, for_office

LINK = for_office(
    "coverage.link", "Collegare i nodi della sintesi alle voci del piano", "rdp", "officer"
)
READ = for_anyone("coverage.read", "Leggere il piano e che cosa viene dalla partecipazione")
