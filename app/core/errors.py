"""Errors a person can act on: each carries its HTTP status and its words."""

from collections.abc import Callable
from typing import Any


class AppError(Exception):
    """A refusal. `sentence` is shown to the person, in Italian; `remedy` says what can be done.

    `source` names the rule it rests on. `keep` is what must survive the refusal (a failed
    sign-in, a late attempt): the edge calls it with a new session after the rollback.
    """

    status = 400
    title = "Richiesta non accolta"

    def __init__(
        self,
        sentence: str,
        *,
        remedy: str = "",
        source: Any = None,
        keep: Callable[[Any], None] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy
        self.source = source
        self.keep = keep


class NotFoundError(AppError):
    """Also what somebody else's private thing looks like: "not yours" looks like "not there"."""

    status = 404
    title = "Pagina non trovata"

    def __init__(self, sentence: str = "Non c'è nulla a questo indirizzo.", **more: Any) -> None:
        super().__init__(sentence, **more)


class GoneError(AppError):
    """It was here, and was removed at the end of its term."""

    status = 410
    title = "Rimosso"


class SignInNeededError(AppError):
    status = 401
    title = "Serve l'accesso"

    def __init__(self, sentence: str = "Per questa pagina dovete accedere.", **more: Any) -> None:
        super().__init__(sentence, **more)


class ForbiddenError(AppError):
    status = 403
    title = "Azione non consentita"


class ConflictError(AppError):
    """Another change came first, or the same key came with another body."""

    status = 409
    title = "Nel frattempo qualcosa è cambiato"


class TooLargeError(AppError):
    status = 413
    title = "Invio troppo grande"


class TooManyError(AppError):
    status = 429
    title = "Troppi tentativi"


class RuleError(AppError):
    """A rule of the procedure refuses the step; nothing has changed."""

    status = 422
    title = "Passo non possibile"


class InvalidFormError(AppError):
    """What was typed cannot be taken: `errors` maps field names to messages."""

    status = 422
    title = "Controllate i dati"

    def __init__(
        self, errors: dict[str, str] | None = None, general: tuple[str, ...] = (), **more: Any
    ) -> None:
        first = next(iter((errors or {}).values()), general[0] if general else "Dati non validi.")
        super().__init__(first, **more)
        self.errors = errors or {}
        self.general = general


class UnavailableError(AppError):
    status = 503
    title = "Servizio momentaneamente non disponibile"
