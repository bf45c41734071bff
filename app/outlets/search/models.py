"""What can be found. It is made from what is published and can be thrown away and made again."""

from datetime import date

from sqlalchemy import BigInteger, Index, Integer, UniqueConstraint
from sqlmodel import Field

from app.core.store.types import short
from app.steps.procedures.models import OfProcedure, procedure_key

BIG = BigInteger().with_variant(Integer(), "sqlite")


class SearchDocument(OfProcedure, table=True):
    """One thing that anyone may read. Its words stand in `search_words` under the same key.

    The key grows with the day: the newest are found first without sorting, on both databases.
    `digest` says whether it has to be indexed again. `tavolo_id` and `ets_id` are no foreign
    keys: the index follows what it tells of, and never keeps it from being removed.
    """

    __tablename__ = "search_document"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("kind", "ref"),
        Index(None, "procedure_id", "kind"),
    )

    id: int = Field(sa_type=BIG, primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str = Field(sa_type=short(20))
    ref: str = Field(sa_type=short(64))
    tavolo_id: int | None = None
    ets_id: int | None = Field(default=None, index=True)
    year: int
    outcome: str = Field(default="", sa_type=short(60))
    day: date
    address: str = Field(sa_type=short(500))
    digest: str = Field(sa_type=short(32))
    title: str = Field(sa_type=short(300))
    text: str = ""
