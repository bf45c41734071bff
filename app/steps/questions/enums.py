"""States of a question and the grounds on which one is not published."""

from enum import StrEnum


class QuestionState(StrEnum):
    """`WAITING` until the office publishes an answer or says why it does not."""

    WAITING = "waiting"
    ANSWERED = "answered"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            "waiting": "in attesa di risposta",
            "answered": "risposta pubblicata",
            "refused": "non pubblicato",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour of its chip."""
        return {"waiting": "info", "answered": "success"}.get(self.value, "neutral")


class RefusalGround(StrEnum):
    """Why a question is not published; who asked reads it with the office's words."""

    OFF_TOPIC = "off_topic"
    PERSONAL_DATA = "personal_data"
    REPEATED = "repeated"

    @property
    def label(self) -> str:
        return {
            "off_topic": "non riguarda l'avviso",
            "personal_data": "contiene dati personali che non si possono togliere",
            "repeated": "ha già una risposta pubblicata",
        }[self.value]
