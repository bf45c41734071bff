"""The fields that say who asks to take part: parts one to five of the domanda."""

from typing import Final

from app.steps.avvisi.definition import options
from app.steps.avvisi.definition.fields import Field
from app.steps.avvisi.definition.fields import FieldKind as K

SIGNATORY: Final = (
    Field(name="first_name", label="Nome", required=True, autocomplete="given-name"),
    Field(name="family_name", label="Cognome", required=True, autocomplete="family-name"),
    Field(
        name="tax_code",
        label="Codice fiscale",
        kind=K.TAX_CODE_PERSON,
        required=True,
        help="16 caratteri, come in RSSMRA85T10A562S.",
    ),
    Field(
        name="capacity",
        label="In quale veste firmate",
        kind=K.CHOICE,
        required=True,
        options=options.CAPACITY,
    ),
    Field(
        name="attorney_file",
        label="Procura",
        kind=K.FILE,
        required_when=("capacity", ("attorney",)),
        help="Solo se firmate con una procura: PDF o P7M.",
    ),
    Field(
        name="attorney_date",
        label="Data della procura",
        kind=K.DATE,
        required_when=("capacity", ("attorney",)),
        past=True,
        help="Solo se firmate con una procura.",
    ),
    Field(
        name="attorney_from",
        label="Chi ha dato la procura",
        required_when=("capacity", ("attorney",)),
        help="Solo se firmate con una procura: nome e cognome del legale rappresentante.",
    ),
    Field(
        name="born_on",
        label="Data di nascita",
        kind=K.DATE,
        required=True,
        extra=True,
        past=True,
        autocomplete="bday",
    ),
    Field(name="born_at", label="Luogo di nascita", required=True, extra=True),
    Field(
        name="residence",
        label="Residenza",
        required=True,
        extra=True,
        help="Via, numero, CAP, comune e provincia.",
        autocomplete="address-line1",
    ),
    Field(
        name="document_kind",
        label="Documento di identità",
        kind=K.CHOICE,
        required=True,
        extra=True,
        options=options.DOCUMENT_KINDS,
    ),
    Field(name="document_number", label="Numero del documento", required=True, extra=True),
    Field(name="document_issuer", label="Rilasciato da", required=True, extra=True),
    Field(
        name="document_expiry",
        label="Scadenza del documento",
        kind=K.DATE,
        required=True,
        extra=True,
    ),
    Field(
        name="document_file", label="Copia del documento", kind=K.FILE, required=True, extra=True
    ),
)

BODY: Final = (
    Field(
        name="name",
        label="Nome dell'ente",
        required=True,
        max_length=300,
        autocomplete="organization",
    ),
    Field(
        name="legal_form",
        label="Forma giuridica",
        required=True,
        max_length=120,
        help="Per esempio: associazione di promozione sociale.",
    ),
    Field(
        name="tax_code",
        label="Codice fiscale dell'ente",
        kind=K.TAX_CODE_BODY,
        required=True,
        help="11 cifre.",
    ),
    Field(name="vat", label="Partita IVA", kind=K.VAT, extra=True, help="Se l'ente ne ha una."),
    Field(name="street", label="Via e numero della sede", required=True),
    Field(name="postcode", label="CAP", required=True, max_length=5, autocomplete="postal-code"),
    Field(name="municipality", label="Comune", kind=K.MUNICIPALITY, required=True, max_length=100),
    Field(
        name="province",
        label="Provincia",
        required=True,
        max_length=2,
        help="Sigla: per esempio LI.",
    ),
    Field(
        name="local_seats",
        label="Sedi nel territorio",
        kind=K.LONG,
        extra=True,
        max_length=1000,
        help="Una per riga.",
    ),
    Field(name="pec", label="PEC", kind=K.EMAIL, help="Se l'ente ne ha una."),
    Field(name="email", label="E-mail", kind=K.EMAIL, required=True, autocomplete="email"),
    Field(name="phone", label="Telefono", kind=K.TEL, required=True, autocomplete="tel"),
    Field(name="site", label="Sito", kind=K.URL, extra=True, max_length=300),
)

_REGISTERED: Final = ("runts_state", ("registered",))

RUNTS: Final = (
    Field(
        name="runts_state",
        label="Iscrizione al RUNTS",
        kind=K.CHOICE,
        required=True,
        options=options.RUNTS_STATES,
    ),
    Field(
        name="runts_number",
        label="Numero di repertorio",
        kind=K.RUNTS_NUMBER,
        required_when=_REGISTERED,
        max_length=20,
        help="Lo trovate nella vostra iscrizione al registro.",
    ),
    Field(
        name="runts_section",
        label="Sezione",
        kind=K.CHOICE,
        required_when=_REGISTERED,
        options=options.RUNTS_LETTERS,
    ),
    Field(
        name="runts_date",
        label="Data di iscrizione",
        kind=K.DATE,
        required_when=_REGISTERED,
        past=True,
    ),
    Field(name="network", label="Rete associativa", extra=True, help="Se l'ente ne fa parte."),
    Field(
        name="chamber_register",
        label="Iscrizione al registro delle imprese",
        extra=True,
        help="Solo per le imprese e le cooperative sociali: Camera di commercio e numero.",
    ),
    Field(
        name="regional_register",
        label="Iscrizione all'albo regionale",
        extra=True,
        help="Solo per le cooperative sociali.",
    ),
)

OTHER_SUBJECT: Final = (
    Field(
        name="kind",
        label="Che cosa siete",
        kind=K.CHOICE,
        required=True,
        options=options.OTHER_KINDS,
    ),
    Field(
        name="connection",
        label="Perché il vostro apporto è direttamente connesso all'oggetto dell'avviso",
        kind=K.LONG,
        required=True,
        max_length=2000,
    ),
    Field(
        name="essential",
        label="Perché il vostro apporto è essenziale",
        kind=K.LONG,
        required=True,
        max_length=2000,
    ),
)

ACTIVITIES: Final = (
    Field(
        name="activities",
        label="Attività di interesse generale (art. 5 CTS)",
        kind=K.CHOICES,
        required=True,
        options=options.ACTIVITIES,
    ),
    Field(
        name="purposes",
        label="Finalità dello statuto",
        kind=K.LONG,
        required=True,
        max_length=2000,
    ),
    Field(
        name="territory",
        label="Comuni in cui operate",
        kind=K.LONG,
        max_length=1000,
        help="Uno per riga.",
    ),
    Field(name="targets", label="A chi vi rivolgete", kind=K.CHOICES, options=options.TARGETS),
    Field(name="volunteers", label="Persone volontarie", kind=K.NUMBER, max_length=6),
    Field(name="staff", label="Persone retribuite", kind=K.NUMBER, max_length=6),
)
