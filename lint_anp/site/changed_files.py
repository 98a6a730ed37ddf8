"""Files that changed brought into the index of their site."""

import time
from collections.abc import Callable, Mapping, Sequence

from xxhash import xxh3_128_digest

from lint_anp.corpus.affected import Versions, find_affected
from lint_anp.corpus.allowed import Allowed
from lint_anp.corpus.index import Index
from lint_anp.corpus.index_update import Change, update
from lint_anp.corpus.stored import StoredCorpus
from lint_anp.paths import shown
from lint_anp.posts.load import read_with_digest
from lint_anp.site.judging import Judged, compared_texts, counts_as_post
from lint_anp.site.listing import read_file, stamp_of, trusted
from lint_anp.site.outcomes import drop_outcomes, has_many, naming
from lint_anp.site.sites import Sites


def bring_in(
    index: Index,
    different: Mapping[str, str | None],
    judged: Mapping[str, Judged],
    sites: Sites,
    on_progress: Callable[[int, int], None],
) -> bool:
    """Brings files in: where each stands by its name, None for one that is gone; of the `judged`
    ones it is known what they hold. Says whether all of them are there."""
    changes = []
    for number, (path, file) in enumerate(different.items(), 1):
        on_progress(number, len(different))
        changes.append(read_change(path, file, sites, judged.get(path)))
    update_with_outcomes(index, changes)
    return all(change.stamp for change in changes)


def read_change(path: str, file: str | None, sites: Sites, judged: Judged | None = None) -> Change:
    """A file as it is now; `path` is its name in the index, `file` where it stands. Where it was
    `judged` as it is, it is not read again."""
    stamp = stamp_of(file) if file else None
    if file is None or stamp is None:
        return Change(path, None, b"", ())
    stamp = trusted(stamp, time.time_ns())
    if judged is not None and judged.digest == xxh3_128_digest(read_file(file)):
        return Change(path, stamp, judged.digest, judged.texts)
    posts, digest = read_with_digest(file, shown(file))
    texts = compared_texts(posts, file, sites) if counts_as_post(posts, file, sites) else ()
    return Change(path, stamp, digest, texts)


def update_with_outcomes(index: Index, changes: Sequence[Change]) -> None:
    """Updates the index with files that changed, and drops the outcomes that hold no longer."""
    if not has_many(index):
        update(index, changes)
        drop_outcomes(index, index.column("SELECT path FROM outcome"))
        return
    before = Index(index.path)
    try:
        before.begin(to_write=False)
        effect = update(index, changes)
        versions = Versions(*(StoredCorpus(one, Allowed(()), str, str) for one in (before, index)))
        paths = {change.path for change in changes}
        paths.update(name for path in list(paths) for name in naming(index, path))
        if effect is None:
            paths.update(index.column("SELECT path FROM outcome"))
        else:
            affected = find_affected(versions, effect)
            paths.update(path for one in versions for path in one.paths_of(affected))
        drop_outcomes(index, paths)
    finally:
        before.close()
