"""Who may describe bodies and act for them."""

from app.core.security.guards import for_anyone, for_body, for_signed_in

DESCRIBE = for_signed_in("ets.describe", "Descrivere un ente e accettare un invito")
ACT = for_body("ets.act", "Gestire un ente e le sue persone")
READ_INVITATION = for_anyone("ets.read_invitation", "Leggere un invito ricevuto per posta")
