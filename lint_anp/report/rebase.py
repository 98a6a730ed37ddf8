"""A report with its paths as seen from another folder: CI services know the repository's root."""

import posixpath

from lint_anp.finding import Finding, Report


def rebase(report: Report, folder: str, root: str) -> Report:
    """The report with paths relative to `root` that were relative to `folder`.

    Both are absolute, with `/`. Absolute paths become relative to `root` too; what lies outside it
    keeps `../`.
    """

    def move(path: str) -> str:
        return posixpath.relpath(posixpath.join(folder, path), root)

    def move_finding(finding: Finding) -> Finding:
        return finding._replace(
            location=finding.location._replace(path=move(finding.location.path)),
            related=tuple(place._replace(path=move(place.path)) for place in finding.related),
        )

    return report._replace(
        findings=tuple(map(move_finding, report.findings)),
        silenced=tuple(
            silenced._replace(finding=move_finding(silenced.finding))
            for silenced in report.silenced
        ),
    )
