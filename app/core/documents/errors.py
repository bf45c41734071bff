"""The one error of the documents."""


class DocumentError(ValueError):
    """A document cannot be made or read; `sentence` says why, in Italian, to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
