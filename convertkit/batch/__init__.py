"""Many posts: one job each, on several processes; one bad post never ends the run."""

from __future__ import annotations

from .jobs import Job, Outcome
from .run import run_jobs

__all__ = ["Job", "Outcome", "run_jobs"]
