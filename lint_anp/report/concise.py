"""One line a finding, for editors' error lists and for grep."""

from collections.abc import Iterator

from lint_anp.finding import Report
from lint_anp.packs import lines_of, path_of_all, split_files
from lint_anp.plain_text import as_bytes, safe


def format_concise(report: Report) -> Iterator[bytes]:
    """`path:line:column: severity rule: message`, sorted by place; a piece a file."""
    for file in split_files(report.findings):
        path = as_bytes(safe(path_of_all(file))) + b":"
        yield path + lines_of(file)[:-1].replace(b"\n", b"\n" + path) + b"\n"
