"""The name of a finding for services that follow it from commit to commit."""

import xxhash

from lint_anp.finding import Finding


def identify(finding: Finding) -> str:
    """32 hexadecimal digits: no other finding of a report has them, no moved line changes them."""
    parts = (finding.location.path, finding.rule, finding.fingerprint)
    return xxhash.xxh3_128_hexdigest("\0".join(parts).encode("utf-8", "surrogatepass"))
