"""What a procedure knows of itself, as plain facts: the ground of phases and duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.law.deadlines import is_open, timeliness
from app.law.phases import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFacts:
    """Facts of one procedure at one instant.

    A fact nobody has told is False or None, and None never satisfies a rule: a room that
    does not know a number leaves it out and cannot let a step through by silence. Instants
    are aware; ``now`` is the instant at which they are judged.
    """

    phase: Phase = Phase.DRAFT
    now: datetime | None = None
    suspended_from: Phase | None = None

    has_start_act: bool = False
    responsible_officer_named: bool = False

    tavoli_count: int | None = None
    avviso_sections_missing: int | None = None
    avviso_has_act: bool = False
    avviso_published_at: datetime | None = None
    avviso_closes_at: datetime | None = None

    first_admission_published: bool = False
    domande_pending: int | None = None

    laboratories_total: int | None = None
    laboratories_held: int | None = None
    sessions_without_verbale: int | None = None
    contributions_unmoderated: int | None = None
    draft_synthesis_shared: bool = False

    observations_open_until: datetime | None = None
    observations_unanswered: int | None = None
    contributions_without_esito: int | None = None
    nodes_without_esito: int | None = None
    esiti_to_mend: int | None = None
    esiti_published: bool = False

    rdp_assessment_written: bool = False
    report_approved: bool = False
    closing_act: bool = False
    sent_to_organs: bool = False
    slots_missing: int | None = None

    suspension_act: bool = False
    resumption_act: bool = False
    revocation_act: bool = False

    @property
    def avviso_published(self) -> bool:
        """True once the avviso has been published, whether or not it is still open."""
        return self.avviso_published_at is not None

    @property
    def avviso_open(self) -> bool:
        """Derived, never stored: published, and its deadline not gone by at ``now``."""
        if self.now is None:
            return False
        return is_open(self.avviso_published_at, self.avviso_closes_at, self.now)

    @property
    def observations_window_closed(self) -> bool:
        """True once the dated window for observations has gone by at ``now``."""
        if self.now is None or self.observations_open_until is None:
            return False
        return not timeliness(self.now, self.observations_open_until).in_time

    @property
    def all_laboratories_held(self) -> bool:
        """True when at least one laboratory was planned and each one has been held."""
        return bool(self.laboratories_total) and self.laboratories_held == self.laboratories_total
