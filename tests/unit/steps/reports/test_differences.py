"""What changes between two documents, heading by heading."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.core.diff import Change
from app.core.documents.document import Block, Document, Heading, Paragraph, Table, canonical_json
from app.steps.reports.differences import SectionChange, compare

AT = datetime(2026, 3, 2, tzinfo=UTC)


def made(*blocks: Block) -> bytes:
    return canonical_json(Document("Titolo", AT, blocks))


def compared(before: bytes, after: bytes) -> dict[str, SectionChange]:
    return {section.title: section for section in compare(before, after)}


def test_a_section_that_stays_has_no_units() -> None:
    same = (Heading(1, "Uno"), Paragraph("Parole."))
    found = compared(
        made(*same, Heading(1, "Due"), Paragraph("A")),
        made(*same, Heading(1, "Due"), Paragraph("B")),
    )
    assert found["Uno"].units == ()
    (unit,) = found["Due"].units
    assert [(piece.change, piece.text) for piece in unit.pieces] == [
        (Change.OUT, "A"),
        (Change.IN, "B"),
    ]


def test_what_is_new_under_a_heading_is_all_new() -> None:
    before = made(Heading(1, "Uno"))
    after = made(Heading(1, "Uno"), Heading(2, "Tavolo"), Heading(3, "B1"), Paragraph("Nuovo."))
    units = compared(before, after)["Uno"].units
    assert [(unit.heading, unit.change) for unit in units] == [
        ("Tavolo", Change.IN),
        ("Tavolo › B1", Change.IN),
    ]


def test_a_row_of_a_table_is_compared_as_a_line() -> None:
    def table(*rows: tuple[str, str]) -> bytes:
        return made(Heading(1, "Uno"), Table("", ("A", "B"), rows))

    (unit,) = compared(table(("1", "x"), ("2", "y")), table(("1", "x"), ("2", "z")))["Uno"].units
    assert "".join(piece.text for piece in unit.pieces if piece.change is Change.IN) == "z"


WORDS = st.text("ab \n", max_size=30)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, st.integers(1, 3), st.sampled_from(("Uno", "Due", "Tre"))),
        st.builds(Paragraph, WORDS),
    ),
    max_size=8,
)


@given(BLOCKS)
def test_a_document_does_not_differ_from_itself(blocks: list[Block]) -> None:
    assert not any(section.units for section in compare(made(*blocks), made(*blocks)))


@given(BLOCKS, st.text("xyz", min_size=1, max_size=9))
def test_a_paragraph_put_in_is_always_found(blocks: list[Block], word: str) -> None:
    units = [
        unit for one in compare(made(*blocks), made(*blocks, Paragraph(word))) for unit in one.units
    ]
    told = "".join(
        piece.text for unit in units for piece in unit.pieces if piece.change is Change.IN
    )
    assert word in told


def test_a_long_change_says_how_many_words_come_and_go() -> None:
    def table(*words: str) -> Table:
        return Table("Voci", ("Voce",), tuple((word,) for word in words))

    before = made(Heading(1, "Uno"), Paragraph("Breve."))
    after = made(Heading(1, "Uno"), Paragraph("Breve."), table(*["parola"] * 400))
    (unit,) = compared(before, after)["Uno"].units
    assert unit.long
    assert unit.told == "400 parole aggiunte"
    (back,) = compared(after, made(Heading(1, "Uno"), Paragraph("Una")))["Uno"].units
    assert back.told == "1 parola aggiunta, 401 parole tolte"
    (short,) = compared(before, made(Heading(1, "Uno"), Paragraph("Lunga.")))["Uno"].units
    assert not short.long
