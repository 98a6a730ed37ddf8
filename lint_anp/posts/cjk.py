"""Characters of scripts without spaces; apart, as compiling the pattern takes two milliseconds."""

import re

from lint_anp.posts.measures import beyond_ascii

CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def count_cjk(text: str) -> int:
    """How many characters of a text are of such a script."""
    return len(CJK.findall(text)) if CJK.search("".join(beyond_ascii(text))) else 0
