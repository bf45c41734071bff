"""What a table of figures holds, and what the participation committee is asked."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its header, what it means, an example, other headers it goes by."""

    name: str
    words: str
    example: str
    also: tuple[str, ...] = ()
    needed: bool = False


COLUMNS: Final = (
    Column("codice", "Il codice dell'indicatore", "IND1", ("code",), needed=True),
    Column("nome", "Il nome; serve solo per un indicatore nuovo", "Persone accolte", ("name",)),
    Column("unità", "L'unità di misura; solo per uno nuovo", "persone", ("unit",)),
    Column(
        "verso",
        "«cresce» se è meglio quando cresce, «cala» se è meglio quando cala; solo per uno nuovo",
        "cresce",
        ("direction",),
    ),
    Column("anno", "L'anno del valore o dell'obiettivo", "2026", ("year",), needed=True),
    Column("valore", "Quanto si è misurato in quell'anno", "1.234,5", ("value",)),
    Column("obiettivo", "Quanto si voleva in quell'anno", "1.500", ("target",)),
    Column("fonte", "Da dove viene il valore", "Registro del servizio", ("source",)),
    Column("nota", "Come leggere il valore", "", ("note",)),
)
MAX_ROWS: Final = 1_000


class Scale(StrEnum):
    """How much, in words: never added up or averaged."""

    VERY = "very"
    ENOUGH = "enough"
    LITTLE = "little"
    NOT_AT_ALL = "not_at_all"
    CANNOT_SAY = "cannot_say"

    @property
    def label(self) -> str:
        return {
            "very": "molto",
            "enough": "abbastanza",
            "little": "poco",
            "not_at_all": "per niente",
            "cannot_say": "non possiamo dirlo",
        }[self.value]


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question of the reading: on the scale of words, in free text, or both."""

    code: str
    title: str
    words: str
    scaled: bool = True
    text_needed: bool = False


QUESTIONS: Final = (
    QuestionAsked(
        "clarity",
        "Chiarezza delle ragioni",
        "Si capisce perché ogni proposta è stata accolta, accolta in parte o non accolta?",
    ),
    QuestionAsked(
        "fidelity",
        "Fedeltà ai contributi",
        "La sintesi e gli esiti rispettano quello che gli enti hanno detto?",
    ),
    QuestionAsked(
        "accessibility",
        "Accessibilità",
        "Le pagine, i documenti e gli incontri si capiscono e sono alla portata di tutti?",
    ),
    QuestionAsked(
        "done",
        "Quello che è stato fatto",
        "Ciò che il rendiconto dice fatto corrisponde a quello che vedete nei servizi?",
    ),
    QuestionAsked(
        "missing",
        "Quello che manca",
        "Che cosa manca, nel rendiconto o nei fatti?",
        scaled=False,
    ),
    QuestionAsked(
        "recommendations",
        "Raccomandazioni",
        "Che cosa raccomandate all'amministrazione per il prossimo anno?",
        scaled=False,
        text_needed=True,
    ),
)
