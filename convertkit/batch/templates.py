"""The templates of sites for many posts: one run of Hugo a site, before the jobs start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..api import source
from ..context import Context
from ..diagnostics import ConvertError
from ..rendering import for_each
from ..site import Site
from ..source import Source
from .jobs import Job


def with_results(jobs: Sequence[Job]) -> list[Job]:
    """The jobs with what the templates of their sites make of their calls, each with its own results alone.

    Raises ConvertError: CK506 where Hugo is not installed, CK507 where it fails.
    """
    sites: dict[Path, Site] = {}
    groups: dict[Path, list[tuple[int, Source]]] = {}
    out = [replace(job, options=replace(job.options, rendered={})) for job in jobs]
    for number, job in enumerate(jobs):
        try:
            given = source(job.path)
        except ConvertError:
            continue  # the job itself reports it
        assert given.path is not None
        site = job.site or Site.around(given.path)
        sites.setdefault(site.root, site)
        groups.setdefault(site.root, []).append((number, given))
    for root, members in groups.items():
        context = Context(site=sites[root], options=jobs[members[0][0]].options)
        found = for_each([given for _, given in members], context)
        for (number, _), options in zip(members, found, strict=True):
            out[number] = replace(jobs[number], options=options)
    return out
