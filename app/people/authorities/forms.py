"""What an office types about its authority, its organs and its people."""

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from app.core.text import ClockTime, Line, LongLine, Text, clean_line, names_in
from app.core.web.forms import FormModel
from app.law.conclusion import CONCLUSION_DAYS, MOST_COMPLEX_DAYS, check_length
from app.law.days import MonthDay
from app.law.retention import CLASSES, check_months
from app.law.tax_code import check_body_tax_code
from app.people.accounts.forms import Email
from app.people.authorities.enums import OfficeRole, OrganKind

_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
MOST_LINKS = 12


def _web(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError("Scrivete l'indirizzo intero, per esempio https://www.esempio.it.")
    return value


def _tax_code(value: str) -> str:
    checked = check_body_tax_code(value) if value else None
    if checked is not None and checked.code is None:
        raise ValueError(checked.problem or "")
    return checked.code or "" if checked else ""


def _links(value: str) -> str:
    for label, address in links_in(value):
        if not label or not (address.startswith("/") or _ADDRESS.fullmatch(address)):
            raise ValueError(
                "Una riga per collegamento: il nome, una barra verticale e l'indirizzo. Per "
                "esempio: Amministrazione trasparente | https://www.esempio.it/trasparenza"
            )
    if len(links_in(value)) > MOST_LINKS:
        raise ValueError(f"Al massimo {MOST_LINKS} collegamenti.")
    return value


def links_in(text: str) -> list[list[str]]:
    """The links of a text: `label | address` on each line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [[part.strip() for part in line.rpartition("|")[::2]] for line in lines]


WebAddress = Annotated[
    str, StringConstraints(max_length=300), AfterValidator(clean_line), AfterValidator(_web)
]
Phone = Annotated[str, StringConstraints(max_length=60), AfterValidator(clean_line)]
Days = Annotated[int, Field(ge=1, le=365)]


class SettingsForm(FormModel):
    """Base of the pages of settings; `edition` is the one that was shown, 0 where none was."""

    edition: int = 0

    def columns(self) -> dict[str, Any]:
        """The authority's columns as this page wants them."""
        return self.model_dump(exclude={"edition"})


class IdentityForm(SettingsForm):
    """`municipalities` and `links` are texts, one thing on each line."""

    name: Annotated[Line, Field(min_length=3)]
    tagline: Annotated[LongLine, Field(max_length=300)] = ""
    parent_name: Line = ""
    parent_url: WebAddress = ""
    municipalities: Text = ""
    address: Annotated[LongLine, Field(max_length=300)] = ""
    phone: Phone = ""
    email: Email = ""
    pec: Email = ""
    tax_code: Annotated[Line, AfterValidator(_tax_code)] = ""
    links: Annotated[Text, AfterValidator(_links)] = ""

    @model_validator(mode="after")
    def _parent(self) -> "IdentityForm":
        if self.parent_name and not self.parent_url:
            raise ValueError("Scrivete anche l'indirizzo dell'ente di appartenenza.")
        return self

    def columns(self) -> dict[str, Any]:
        lists = {"municipalities": names_in(self.municipalities), "links": links_in(self.links)}
        return {**super().columns(), **lists}


class RulesForm(SettingsForm):
    """Terms and rules; `patron` is a day and a month, `22/5`."""

    regulation: Text = ""
    regulation_url: WebAddress = ""
    closing_time: ClockTime | None = None
    patron: Line = ""
    saturday_moves: bool = False
    answer_days: Annotated[int, Field(ge=1, le=MOST_COMPLEX_DAYS)]
    conclusion_days: Annotated[int, Field(ge=1, le=MOST_COMPLEX_DAYS)] = CONCLUSION_DAYS
    conclusion_rule: Annotated[LongLine, Field(max_length=300, validate_default=True)] = ""
    conclusion_why: Annotated[Text, Field(validate_default=True)] = ""
    second_confirmation: bool = False

    @field_validator("conclusion_why")
    @classmethod
    def _length(cls, why: str, info: ValidationInfo) -> str:
        """Its own refusal alone: that of the rule is told at the rule."""
        return _lawful(info, "conclusion_why", info.data.get("conclusion_rule") or "-", why)

    @field_validator("conclusion_rule")
    @classmethod
    def _rule(cls, rule: str, info: ValidationInfo) -> str:
        return _lawful(info, "conclusion_rule", rule, "")

    @model_validator(mode="after")
    def _feast(self) -> "RulesForm":
        patron_in(self.patron)
        return self

    def columns(self) -> dict[str, Any]:
        columns = super().columns()
        del columns["patron"]
        feast = patron_in(self.patron)
        month, day = (feast.month, feast.day) if feast else (None, None)
        return {**columns, "patron_month": month, "patron_day": day}


def _lawful(info: ValidationInfo, field: str, rule: str, why: str) -> str:
    """What was typed at `field`. Raises ValueError where the law refuses it there."""
    days = info.data.get("conclusion_days", CONCLUSION_DAYS)
    for refusal in check_length(days, rule, why).refusals:
        if refusal.field == field:
            raise ValueError(f"{refusal.reason} {refusal.remedy} ({refusal.source.label})")
    return rule if field == "conclusion_rule" else why


def patron_in(text: str) -> MonthDay | None:
    """The day of a text such as `22/5`; None when it is empty. Raises ValueError."""
    if not text:
        return None
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})", text)
    try:
        return MonthDay(int(parts[2]), int(parts[1])) if parts else _no_day()
    except ValueError as error:
        raise ValueError("La festa del patrono è un giorno e un mese, per esempio 22/5.") from error


def _no_day() -> MonthDay:
    raise ValueError


class RemediesForm(SettingsForm):
    """Before whom and within when decisions are appealed; `appeal` says it in own words."""

    appeal_court: Line = ""
    appeal_days: Days = 60
    appeal: Text = ""


class MailForm(SettingsForm):
    mail_name: Line = ""
    mail_reply_to: Email = ""


class RetentionForm(SettingsForm):
    """Months for each class of data, in the order of `app.law.retention.CLASSES`."""

    months: list[Annotated[int, Field(ge=0, le=1200)]]

    @model_validator(mode="after")
    def _bounds(self) -> "RetentionForm":
        if len(self.months) != len(CLASSES):
            raise ValueError("Scrivete i mesi di ogni classe.")
        for kept, months in zip(CLASSES, self.months, strict=True):
            if (problem := check_months(kept, months)) is not None:
                raise ValueError(f"{kept.label}. {problem}")
        return self

    def columns(self) -> dict[str, Any]:
        pairs = zip(CLASSES, self.months, strict=True)
        return {"retention": {one.code: months for one, months in pairs if months != one.months}}


class OrganForm(FormModel):
    kind: OrganKind
    name: Annotated[Line, Field(min_length=3)]
    holder: Line = ""
    email: Email = ""


class InviteStaffForm(FormModel):
    email: Email
    role: OfficeRole


class RoleForm(FormModel):
    role: OfficeRole


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""
