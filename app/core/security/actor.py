"""Who is asking. A frozen picture, made once for each request."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Office:
    """A role held in one authority's office."""

    authority_id: int
    slug: str
    role: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person: offices held, and bodies (ETS) it may act for today.

    `ref` is the pseudonym that the register of events keeps. `mark_due` asks the edge to note
    that the session was seen. `identity` is the keyed hash of the tax code where SPID or CIE
    identified the person in this very session, at `level`; else empty.
    """

    account_id: int
    ref: str
    name: str
    email: str
    offices: tuple[Office, ...] = ()
    bodies: frozenset[int] = field(default_factory=frozenset)
    mark_due: bool = False
    identity: str = ""
    level: str = ""

    @property
    def is_office(self) -> bool:
        return bool(self.offices)

    def roles_in(self, slug: str) -> frozenset[str]:
        """The roles held in the authority with this address."""
        return frozenset(office.role for office in self.offices if office.slug == slug)

    def works_for(self, authority_id: int) -> bool:
        return any(office.authority_id == authority_id for office in self.offices)
