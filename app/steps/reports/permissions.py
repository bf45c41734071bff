"""Who may write, approve and read the final report."""

from app.core.security.guards import for_anyone, for_office

WRITE = for_office("reports.write", "Scrivere la relazione finale")
APPROVE = for_office(
    "reports.approve", "Approvare la relazione e concludere il procedimento", "rdp"
)
READ = for_anyone("reports.read", "Leggere la relazione pubblicata")
