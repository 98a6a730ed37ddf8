"""The language of a post by its path, as translations tell it: of a folder or a name."""

import re

ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw "
    "ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
"""The codes of languages that have one of two letters."""

CODES = frozenset(ISO_639_1.split())

TAG = re.compile(
    r"([a-z]{2})(?:[-_](?:arab|cyrl|deva|guru|hans|hant|latn|mong))?(?:[-_](?:[a-z]{2}|[0-9]{3}))?",
    re.IGNORECASE,
)
"""A code, perhaps with a script and a region: `pt-br`, `zh_Hant`, `es-419` (RFC 5646). The scripts
are those that tell two ways of writing one language; any four letters would be `no-code`, too."""


def language_of(path: str) -> str:
    """The language of a post by its path from the root of its site, in lower case: what stands
    before the ending of its name, as in `post.de.md`, else the first folder that is a language's;
    "" where there is none."""
    *folders, name = path.split("/")
    endings = name.split(".")[1:-1]
    return next(filter(None, map(as_language, (*endings[-1:], *folders))), "")


def as_language(name: str) -> str:
    """A name in lower case where it is a language's tag, else ""."""
    match = TAG.fullmatch(name)
    is_language = match is not None and match.group(1).lower() in CODES
    return name.lower().replace("_", "-") if is_language else ""
