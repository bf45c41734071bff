"""What can go wrong with a file; each error carries a sentence for the person, in Italian."""


class FileRefused(ValueError):  # noqa: N818 - a refusal, not a fault
    """The file is not let in; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class StorageError(OSError):
    """The file could not be kept or found; nothing was acknowledged."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
