"""Who writes down what the tavoli put first, who reads it."""

from app.core.security.guards import for_anyone, for_office

RECORD = for_office(
    "priorities.write", "Registrare le priorità dei tavoli e dare la valutazione dell'ufficio",
    "rdp", "officer",
)  # fmt: skip
READ = for_anyone("priorities.read", "Leggere le priorità dei tavoli e dell'ufficio")
