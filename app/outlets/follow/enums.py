"""What followers are told of, and how often."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """`AVVISO` leaves at once: terms run from it. The others wait a little, to come together."""

    AVVISO = "avviso"
    ANSWERS = "answers"
    LISTS = "lists"
    MEETINGS = "meetings"
    CONTRIBUTIONS = "contributions"
    SYNTHESIS = "synthesis"
    ESITI = "esiti"
    DECISIONS = "decisions"
    REPORT = "report"
    PLAN = "plan"
    ACCOUNT = "account"


class Rhythm(StrEnum):
    """How often a follower is written to."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"

    @property
    def label(self) -> str:
        return {
            "at_once": "Subito, quando c'è una novità",
            "weekly": "Una volta alla settimana, il lunedì mattina, un riassunto",
        }[self.value]
