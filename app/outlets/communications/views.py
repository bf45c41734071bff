"""The register as its pages show it."""

from dataclasses import dataclass
from datetime import date

from app.core.jobs.models import OUTSIDE, MessageState, Way
from app.core.text import sentence
from app.core.web.forms import Bound, FormModel, empty
from app.core.web.paging import PageOf, read_number, read_ref, read_words, window
from app.outlets.communications.actions import HandedIn, Told
from app.outlets.communications.queries import PAGE, PROBLEMS, Line, Wanted

Options = tuple[tuple[str, str], ...]
STATES: Options = (
    (PROBLEMS, "Non consegnate"),
    *((state.value, sentence(state.label)) for state in MessageState),
)
WAYS: Options = tuple((way.value, sentence(way.label)) for way in Way)
OUTSIDE_WAYS: Options = tuple((way.value, sentence(way.label)) for way in OUTSIDE)
_TONES = {"sent": "success", "failed": "danger", "recorded": "info"}
_TOLD = {
    Told.TIED: ("Legata alla sua comunicazione", "success"),
    Told.UNTIED: ("Da legare a mano: nessuna comunicazione ha questo identificativo", "warning"),
    Told.KNOWN: ("Già presente: non è stata aggiunta di nuovo", "neutral"),
    Told.UNREADABLE: ("Non letta", "danger"),
}


class Filters(FormModel):
    """Only so that the fields of the filters can show what is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the list as its address says them, so that it can be shared."""

    wanted: Wanted
    number: int
    params: dict[str, str]

    @property
    def form(self) -> Bound[Filters]:
        return empty(Filters, **self.params)


async def asked(
    testo: str = "",
    stato: str = "",
    via: str = "",
    ente: str = "",
    dal: str = "",
    al: str = "",
    pagina: str = "1",
) -> Asked:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    first, last = _day(dal), _day(al)
    params = {
        "testo": read_words(testo),
        "stato": stato if stato in {PROBLEMS, *MessageState} else "",
        "via": via if via in set(Way) else "",
        "ente": read_ref(ente),
        "dal": first.isoformat() if first else "",
        "al": last.isoformat() if last else "",
    }
    wanted = Wanted(params["testo"], params["stato"], params["via"], params["ente"], first, last)
    return Asked(wanted, read_number(pagina), params)


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if 1900 < found.year < 9000 else None


def page_of(lines: list[Line], total: int, asked_for: Asked, path: str) -> PageOf[Line]:
    return window(lines, asked_for.number, total, path, asked_for.params, PAGE)


def state_words(line: Line) -> str:
    """What became of a message: its receipts say more than the sending."""
    if line.outcome is not None:
        return f"PEC: {line.outcome.label}"
    return line.message.state.label


def state_tone(line: Line) -> str:
    if line.outcome is not None:
        return line.outcome.tone
    return _TONES.get(line.message.state.value, "neutral")


def told_views(told: list[tuple[HandedIn, Told]]) -> list[tuple[str, str, str, str]]:
    """Name, kind of receipt, what became of it and its tone, one for each file."""
    return [
        (
            file.name,
            sentence(file.receipt.kind.label) if file.receipt else "Nessuna ricevuta",
            f"{_TOLD[what][0]}: {file.problem}" if file.problem else _TOLD[what][0],
            _TOLD[what][1],
        )
        for file, what in told
    ]
