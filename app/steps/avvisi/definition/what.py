"""The fields that say how a body takes part and what it brings: parts six to twelve."""

from typing import Final

from app.steps.avvisi.definition import options
from app.steps.avvisi.definition.fields import Field
from app.steps.avvisi.definition.fields import FieldKind as K

NO_PERSONAL_DATA: Final = "Non scrivete nomi o dati di salute di persone assistite."


FORM: Final = (
    Field(
        name="form",
        label="Come partecipate",
        kind=K.CHOICE,
        required=True,
        options=options.FORM_KINDS,
    ),
)

EXPERIENCE: Final = (
    Field(
        name="experience",
        label="Esperienza degli ultimi tre anni",
        kind=K.LONG,
        required=True,
        max_length=3000,
        help=NO_PERSONAL_DATA,
    ),
    Field(
        name="services",
        label="Servizi e progetti in corso",
        kind=K.LONG,
        max_length=3000,
        help=NO_PERSONAL_DATA,
    ),
    Field(
        name="relations",
        label="Rapporti con l'amministrazione",
        kind=K.LONG,
        required=True,
        max_length=2000,
        help="Convenzioni, contratti, contributi, incarichi: servono alla verifica dei "
        "conflitti di interesse. Se non ce ne sono, scrivete «nessuno».",
    ),
)


def _person(role: str, code: str, *, required: bool) -> tuple[Field, ...]:
    """A delegate or a substitute; whoever is named is reachable."""
    name = f"{code}_name"
    when = None if required else (name, ())
    return (
        Field(name=name, label="Nome e cognome", required=required, group=role),
        Field(name=f"{code}_role", label="Ruolo nell'ente", group=role),
        Field(
            name=f"{code}_email",
            label="E-mail",
            kind=K.EMAIL,
            required=required,
            required_when=when,
            group=role,
        ),
        Field(name=f"{code}_phone", label="Telefono", kind=K.TEL, group=role),
    )


MAX_DELEGATES: Final = 5
_SUBSTITUTE: Final = _person("Persona sostituta", "substitute", required=False)
_DELEGATES: Final = (
    _person("Persona delegata", "delegate", required=True),
    *(
        _person(f"{place} persona delegata", f"delegate_{letter}", required=False)
        for place, letter in zip(("Seconda", "Terza", "Quarta", "Quinta"), "bcde", strict=True)
    ),
)
FURTHER_DELEGATES: Final = tuple(f"delegate_{letter}" for letter in "bcde")
"""How the fields of the delegates after the first begin."""

SEAT_FIELDS: Final = (*_DELEGATES[0], *_SUBSTITUTE)
"""What is asked for each tavolo that a body chooses, where it sends one delegate."""


def seat_fields(delegates: int) -> tuple[Field, ...]:
    """What is asked for each tavolo where a body may send up to `delegates` people, 1 to 5."""
    people = _DELEGATES[:delegates]
    return (*(field for person in people for field in person), *_SUBSTITUTE)


PRESENCE: Final = (
    Field(
        name="first_meeting",
        label="Partecipate al primo incontro",
        kind=K.CHOICE,
        required=True,
        options=options.YES_NO,
    ),
    Field(
        name="laboratories",
        label="Partecipate ai laboratori",
        kind=K.CHOICE,
        required=True,
        options=options.YES_NO,
    ),
    Field(
        name="access_needs",
        label="Esigenze di accesso",
        kind=K.LONG,
        max_length=500,
        help="Facoltativo: le legge solo chi organizza gli incontri, e poi si cancellano.",
    ),
)

NEEDS: Final = (
    Field(
        name="needs",
        label="Bisogni e prime proposte",
        kind=K.LONG,
        max_length=3000,
        help=f"Facoltativo. {NO_PERSONAL_DATA}",
    ),
)

SIGNATURE: Final = (
    Field(name="place", label="Luogo", required=True, max_length=100),
    Field(name="date", label="Data", kind=K.DATE, required=True, past=True),
    Field(
        name="way",
        label="Come firmate",
        kind=K.CHOICE,
        required=True,
        options=options.SIGNING_WAYS,
    ),
    Field(
        name="signed_file",
        label="Domanda firmata",
        kind=K.FILE,
        required_when=("way", ("digital", "by_hand")),
        help="Il PDF generato qui, firmato digitalmente (PDF o P7M) o a mano.",
    ),
    Field(
        name="identity_document",
        label="Copia del documento di identità",
        kind=K.FILE,
        required_when=("way", ("by_hand",)),
        help="Serve solo se firmate a mano.",
    ),
)
