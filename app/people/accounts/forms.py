"""What persons type about themselves."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.core.text import Line, clean_line
from app.core.web.forms import FormModel


def _email(value: str) -> str:
    text = clean_line(value)
    local, at, domain = text.rpartition("@")
    if not at or not local or "." not in domain or " " in text or text.count("@") != 1:
        raise ValueError("Scrivete un indirizzo e-mail completo, per esempio nome@esempio.it.")
    if any(not part for part in domain.split(".")) or not text.isascii():
        raise ValueError("Scrivete un indirizzo e-mail completo, per esempio nome@esempio.it.")
    return text.casefold()


def _name(value: str) -> str:
    text = clean_line(value)
    if not text:
        raise ValueError("Campo obbligatorio.")
    return text


def _read(value: bool) -> bool:
    if not value:
        raise ValueError("Per registrarvi dovete aver letto l'informativa sulla privacy.")
    return value


PersonName = Annotated[str, StringConstraints(max_length=100), AfterValidator(_name)]
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_email)]
Secret = Annotated[str, StringConstraints(max_length=1000)]


class SignInForm(FormModel):
    email: Email
    password: Secret
    dopo: str = ""


class CodeForm(FormModel):
    """`segreto` comes only with an enrolment: what the picture showed."""

    codice: Line
    dopo: str = ""
    segreto: Annotated[str, StringConstraints(max_length=64, pattern="^[A-Z2-7]*$")] = ""


class NameForm(FormModel):
    given_name: PersonName
    family_name: PersonName


class RegisterForm(NameForm):
    email: Email
    password: Secret
    dopo: str = ""
    privacy: Annotated[bool, AfterValidator(_read)] = Field(default=False, validate_default=True)


class EmailForm(FormModel):
    email: Email


class NewIdentityForm(EmailForm):
    """The address of a person whom SPID or CIE has identified."""

    dopo: str = ""
    privacy: Annotated[bool, AfterValidator(_read)] = Field(default=False, validate_default=True)


class NewPasswordForm(FormModel):
    password: Secret


class ChangePasswordForm(NewPasswordForm):
    """`username` is there for password managers; nobody reads it."""

    username: str = ""
    old_password: Secret


class ConfirmForm(FormModel):
    """Nothing to type: the press of the button is the act."""
