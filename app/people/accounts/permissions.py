"""Who may reach the pages of accounts."""

from app.core.security.guards import for_anyone, for_signed_in

ENTER = for_anyone("accounts.enter", "Accedere, registrarsi, chiedere una nuova password")
OWN = for_signed_in("accounts.own", "Gestire il proprio accesso")
