"""Invented extracts of the national register: some bodies declare something else than it says."""

import csv
import io
from datetime import date, timedelta

from stdnum import luhn

from app.core.web.uploads import KeptFile
from app.demo.bodies import BODIES, DemoBody
from app.demo.stage import Stage
from app.law.runts import RUNTS_SECTIONS
from app.people.runts.actions import import_extract, keep_extract, receive_extract

_HEADER = (
    "Codice fiscale", "Repertorio", "Denominazione", "Sezione",
    "Cognome e nome dei legali rappresentanti", "Rete associativa", "Comune sede legale",
    "Provincia", "5x1000", "Data di iscrizione", "",
)  # fmt: skip
_ABSENT = frozenset({11, 29})
_OTHER_NUMBER, _OTHER_SECTION, _OTHER_NAME = 5, 14, 21


def load_extract(stage: Stage, day: date) -> None:
    """The extract of `day`, read as the office's own would be."""
    kept = _keep(stage, day)
    with stage.act() as session:
        actor, _ = stage.office(session)
        extract = receive_extract(
            session, kept, day, actor_ref=actor.ref, account_id=actor.account_id
        )
    import_extract(stage.store, extract.pk)


def _keep(stage: Stage, day: date) -> KeptFile:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_HEADER)
    writer.writerows(_row(body) for body in BODIES if body.number not in _ABSENT)
    writer.writerow(_newcomer(day))
    source = io.BytesIO(out.getvalue().encode("cp1252"))
    return keep_extract(stage.blobs, source, f"{day:%Y%m%d}_iscritti_dimostrazione.csv")


def _newcomer(day: date) -> tuple[str, ...]:
    """A body that was registered on the day of the extract and takes part in nothing."""
    digits = f"9{day:%Y%m%d}0"
    return (
        digits + luhn.calc_check_digit(digits), f"{day:%y%m%d}", "COMITATO DI ESEMPIO APPENA NATO",
        "ALTRI ENTI DEL TERZO SETTORE", "ESEMPIO PERSONA", "No", "LIVORNO", "LI", "No",
        f"{day:%d/%m/%Y}", "",
    )  # fmt: skip


def _row(body: DemoBody) -> tuple[str, ...]:
    number = int(body.runts_number) + (100 if body.number == _OTHER_NUMBER else 0)
    section = RUNTS_SECTIONS["g" if body.number == _OTHER_SECTION else body.section].name
    name = f"{body.name} di Prova" if body.number == _OTHER_NAME else body.name
    since = date(2022, 11, 7) + timedelta(days=body.number)
    return (
        body.tax_code, str(number), name.upper(), section.upper(), "ESEMPIO PERSONA", "No",
        body.municipality.upper(), "LI", "Si", f"{since:%d/%m/%Y}", "",
    )  # fmt: skip
