"""Who sees and repeats the comparison with the register."""

from app.core.security.guards import for_office

COMPARE = for_office("checks.compare", "Confrontare le domande con il RUNTS", "rdp", "officer")
