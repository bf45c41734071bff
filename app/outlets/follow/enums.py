"""What followers are told of."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """`AVVISO` leaves at once: terms run from it. The others wait a little, to come together."""

    AVVISO = "avviso"
    ANSWERS = "answers"
    LISTS = "lists"


ALL_KINDS = tuple(kind.value for kind in NoticeKind)
