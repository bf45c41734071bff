"""Who may read receipts, and check one."""

from app.core.security.guards import for_anyone, for_signed_in

READ = for_signed_in("receipts.read", "Leggere le ricevute delle domande dei propri enti")
CHECK = for_anyone("receipts.check", "Controllare che una ricevuta sia autentica")
