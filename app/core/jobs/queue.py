"""The queue: enqueue inside the transaction of the cause, claim with a lease, finish or retry."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, or_, select

from app.core.clock import wall_now
from app.core.jobs.models import Job, JobState
from app.core.store.upsert import insert_or_ignore

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8


def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    key: str | None = None,
    run_at: datetime | None = None,
) -> None:
    """Add a job that becomes visible with this transaction; a standing `key` is added once."""
    insert_or_ignore(
        session,
        Job,
        kind=kind,
        key=key,
        payload=payload or {},
        state=JobState.WAITING,
        run_at=run_at or wall_now(),
        attempts=0,
        lease="",
        error="",
    )


def claim_job(session: Session, kinds: Collection[str]) -> Job | None:
    """The next job of these kinds that is due, leased to the caller; also one whose lease ran out.

    What a worker has no handler for waits for one that has.
    """
    now = wall_now()
    due = or_(
        (col(Job.state) == JobState.WAITING) & (col(Job.run_at) <= now),
        (col(Job.state) == JobState.RUNNING) & (col(Job.leased_until) < now),
    )
    job = session.exec(
        select(Job)
        .where(due, col(Job.kind).in_(sorted(kinds)))
        .order_by(col(Job.run_at), col(Job.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if job is None:
        return None
    job.state, job.lease = JobState.RUNNING, secrets.token_hex(16)
    job.leased_until, job.attempts = now + LEASE, job.attempts + 1
    session.add(job)
    return job


def hold_job(session: Session, key: str) -> None:
    """A long job says that it is still at work: its lease begins anew."""
    job = session.exec(select(Job).where(Job.key == key, Job.state == JobState.RUNNING)).first()
    if job is not None:
        job.leased_until = wall_now() + LEASE
        session.add(job)


def finish_job(session: Session, job_id: int, lease: str, *, again_at: datetime | None) -> None:
    """Close a job held under `lease`: done, or waiting until `again_at`. A lost lease is left."""
    job = _held(session, job_id, lease)
    if job is None:
        return
    if again_at is not None:
        job.state, job.run_at, job.attempts, job.error = JobState.WAITING, again_at, 0, ""
        session.add(job)
    else:
        session.delete(job)


def fail_job(session: Session, job_id: int, lease: str, error: str) -> None:
    """Put a job back with a growing pause, or mark it failed after MAX_ATTEMPTS."""
    job = _held(session, job_id, lease)
    if job is None:
        return
    job.error = error[:500]
    job.state = JobState.FAILED if job.attempts >= MAX_ATTEMPTS else JobState.WAITING
    job.run_at = wall_now() + backoff(job.attempts)
    session.add(job)


def backoff(attempts: int) -> timedelta:
    """30 s, 1 min, 2 min … at most an hour."""
    return timedelta(seconds=min(3600, 30 * 2 ** max(0, attempts - 1)))


def _held(session: Session, job_id: int, lease: str) -> Job | None:
    return session.exec(
        select(Job).where(Job.id == job_id, Job.lease == lease).with_for_update()
    ).first()
