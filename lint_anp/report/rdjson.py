"""reviewdog's rdjson: diagnostics whose columns count UTF-8 bytes (reviewdog.proto)."""

from collections.abc import Iterator
from json.encoder import encode_basestring as quote

from lint_anp import HOMEPAGE
from lint_anp.finding import Finding, Related, Report
from lint_anp.report.json import list_items

SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def format_rdjson(report: Report) -> Iterator[str]:
    """The report as one JSON object, a diagnostic for each finding."""
    urls = {rule.id: rule.url for rule in report.rules}
    yield f"""\
{{
  "source": {{
    "name": "lint-anp",
    "url": {quote(HOMEPAGE)}
  }},
  "diagnostics": """
    yield from list_items((diagnose(one, urls.get(one.rule, "")) for one in report.findings), "  ")
    yield "\n}\n"


def diagnose(finding: Finding, url: str) -> str:
    """One diagnostic, as far as its place's first line goes, indented by two spaces as all of it;
    json.dumps takes ten times as long."""
    location = finding.location
    start, end = location.utf8
    linked = f""",
        "url": {quote(url)}"""
    related = f""",
      "related_locations": {"".join(list_items(map(relate, finding.related), "      "))}"""
    message = f"{finding.message}\n{finding.help}".rstrip()
    return f"""\
    {{
      "message": {quote(message)},
      "location": {{
        "path": {quote(location.path)},
        "range": {{
          "start": {{
            "line": {location.line},
            "column": {start}
          }},
          "end": {{
            "line": {location.line},
            "column": {end}
          }}
        }}
      }},
      "severity": {quote(SEVERITY[finding.severity])},
      "code": {{
        "value": {quote(finding.rule)}{linked if url else ""}
      }}{related if finding.related else ""}
    }}"""


def relate(place: Related) -> str:
    """Another place of a diagnostic."""
    return f"""\
        {{
          "message": {quote(place.message)},
          "location": {{
            "path": {quote(place.path)},
            "range": {{
              "start": {{
                "line": {place.line}
              }}
            }}
          }}
        }}"""
