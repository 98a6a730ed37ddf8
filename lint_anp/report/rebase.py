"""A report with its paths as seen from another folder: CI services know the repository's root."""

import posixpath

from lint_anp.finding import Finding, Report
from lint_anp.packs import Changed, Joined, split_files
from lint_anp.report.places import find_names, name_place


def rebase(report: Report, folder: str, root: str) -> Report:
    """The report with paths relative to `root` that were relative to `folder`.

    Both are absolute, with `/`. Absolute paths become relative to `root` too, where they lie below
    it: elsewhere `../` would tell the folders of this machine. Messages follow that name places.
    """

    def move(path: str) -> str:
        moved = posixpath.relpath(posixpath.join(folder, path), root)
        return path if path.startswith("/") and moved.startswith("../") else moved

    def move_finding(finding: Finding) -> Finding:
        related = tuple(place._replace(path=move(place.path)) for place in finding.related)
        moved = finding._replace(
            location=finding.location._replace(path=move(finding.location.path)), related=related
        )
        if related == finding.related:
            return moved
        names = {
            name_place(old, finding): name_place(new, moved)
            for old, new in zip(finding.related, related, strict=True)
        }
        message = find_names(names).sub(lambda found: names[found[0]], finding.message)
        return moved._replace(message=message)

    return report._replace(
        findings=Joined(Changed(file, move_finding) for file in split_files(report.findings)),
        silenced=tuple(
            silenced._replace(finding=move_finding(silenced.finding))
            for silenced in report.silenced
        ),
    )
