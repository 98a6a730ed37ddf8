"""A report with its paths as seen from another folder: CI services know the repository's root."""

import posixpath
from functools import cache

from lint_anp.finding import Finding, Report
from lint_anp.packs import Changed, Joined, path_of_all, split_files
from lint_anp.report.places import name_place, replace_names


def rebase(report: Report, folder: str, root: str) -> Report:
    """The report with paths relative to `root` that were relative to `folder`.

    Both are absolute, with `/`. Absolute paths become relative to `root` too, where they lie below
    it: elsewhere `../` would tell the folders of this machine. Messages follow that name places.
    """

    @cache
    def move(path: str) -> str:
        moved = posixpath.relpath(posixpath.join(folder, path), root)
        return path if path.startswith("/") and moved.startswith("../") else moved

    def move_finding(finding: Finding) -> Finding:
        if all(move(path) == path for path in paths_of(finding)):
            return finding
        related = tuple(place._replace(path=move(place.path)) for place in finding.related)
        moved = finding._replace(
            location=finding.location._replace(path=move(finding.location.path)), related=related
        )
        names = {
            name_place(old, finding): name_place(new, moved)
            for old, new in zip(finding.related, related, strict=True)
        }
        message = replace_names(finding.message, names.keys(), names.__getitem__)
        return moved._replace(message=message)

    return report._replace(
        findings=Joined(
            Changed(move(path_of_all(file)), file, move_finding)
            for file in split_files(report.findings)
        ),
        silenced=tuple(
            silenced._replace(finding=move_finding(silenced.finding))
            for silenced in report.silenced
        ),
    )


def paths_of(finding: Finding) -> set[str]:
    """The file of a finding, and those of its related places."""
    return {finding.location.path, *(place.path for place in finding.related)}
