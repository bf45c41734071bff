"""The menu around the settings of an authority."""

from app.core.web.render import Around
from app.people.authorities.models import Authority
from app.people.authorities.queries import look_of

PAGES = (
    ("Riepilogo", ""),
    ("Identità e contatti", "/identita"),
    ("Logo", "/logo"),
    ("Organi e dirigenti", "/organi"),
    ("Regole e termini", "/regole"),
    ("Rimedi", "/rimedi"),
    ("Posta", "/posta"),
    ("Conservazione", "/conservazione"),
    ("Dati scaduti", "/rimozioni"),
    ("Richieste di rimozione", "/richieste"),
    ("Persone dell'ufficio", "/persone"),
)


def settings_address(authority: Authority, page: str = "") -> str:
    """The address of a page of the authority's settings."""
    return f"/ufficio/{authority.slug}/impostazioni{page}"


def settings_around(authority: Authority, page: str, *titles: tuple[str, str | None]) -> Around:
    """What stands around a page of settings; `titles` end the breadcrumb (label, page or None)."""
    side = tuple(
        (label, settings_address(authority, address), address == page) for label, address in PAGES
    )
    crumbs: list[tuple[str, str | None]] = [
        ("Ufficio", "/ufficio"),
        ("Impostazioni", settings_address(authority) if titles else None),
    ]
    crumbs += [
        (label, None if address is None else settings_address(authority, address))
        for label, address in titles
    ]
    return Around(
        authority=look_of(authority),
        side_nav=(("Impostazioni", side),),
        breadcrumb=tuple(crumbs),
    )
