"""Who may change how an authority presents itself and works."""

from app.core.security.guards import for_anyone, for_office, for_signed_in

SETTINGS = for_office("authorities.settings", "Cambiare le impostazioni dell'ufficio", "rdp")
READ_LOGO = for_anyone("authorities.logo", "Vedere il logo di un'amministrazione")
READ_INVITATION = for_anyone("authorities.read_invitation", "Leggere un invito a un ufficio")
ACCEPT_INVITATION = for_signed_in("authorities.accept_invitation", "Accettare un invito")
