"""The posts whose findings an update of an index may change: what is told of a post names others,
and these may have changed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lint_anp.corpus.fingerprints import RUN_WORDS
from lint_anp.corpus.index import Index
from lint_anp.corpus.index_update import Effect
from lint_anp.corpus.lists import LIST_LIMIT
from lint_anp.corpus.packed import numbers_in
from lint_anp.corpus.stock import Posts
from lint_anp.corpus.stored import StoredCorpus


class Versions(NamedTuple):
    """An index before and after an update."""

    before: StoredCorpus
    after: StoredCorpus

    def holders(self, texts: Iterable[int]) -> set[int]:
        """The posts that held or hold some texts."""
        return {post for text in texts for corpus in self for post in corpus.comparison.posts[text]}


def find_affected(versions: Versions, effect: Effect) -> set[int]:
    """The posts of which something else is to be told, those of the changed files included: they
    hold or are near to a text that came, went or is known otherwise; their family, a run of theirs
    or a value is in other posts now. Where only the lines of places move that findings name, these
    posts are not among them."""
    moved = {text for post in effect.posts for text in moved_texts(versions, post)}
    families = {text for one in moved | effect.texts for text in family_if_changed(versions, one)}
    near = near_to_any(versions.after.index, moved | families)
    found = versions.holders(moved | effect.texts | families | near)
    for text in moved:
        found |= holders_of_changed_runs(versions, text)
    return found | effect.posts | holders_of_changed_values(versions, effect.posts)


def moved_texts(versions: Versions, post: int) -> set[int]:
    """The texts that a post had and has not, or has and had not."""
    before, after = (
        {passage[0] for passage in record.passages} if record else set()
        for record in (corpus.find_record(post) for corpus in versions)
    )
    return before ^ after


def family_if_changed(versions: Versions, text: int) -> set[int]:
    """The texts of a text's family, before and after, where it is another one now."""
    there = [corpus for corpus in versions if corpus.comparison.posts[text]]
    told = {family_told(corpus, text) for corpus in there}
    if len(there) == 2 and len(told) == 1:
        return set()
    return {member for corpus in there for member in corpus.members(text)}


def family_told(corpus: StoredCorpus, text: int) -> tuple[object, ...]:
    """What is told of a text's family, but for the lines of its places."""
    family = corpus.family(text)
    first = tuple(post for post, _ in family.places)
    return corpus.family_id(text), family.fixed, family.posts, first


def near_to_any(index: Index, texts: set[int]) -> set[int]:
    """The texts that have one of some texts near them, as far as that is kept: they are in a list
    in which one of these is among the first."""
    there = [text for (text,) in index.about("SELECT id FROM text WHERE id IN ({})", texts)]
    held = index.texts
    held.read_words(there)
    values = {value for text in there for value in held.prints_of(text)}
    held.prints.read(values)
    others: set[int] = set()
    for value in values:
        members = held.prints.texts(value)
        if not texts.isdisjoint(members[: LIST_LIMIT + 1]):
            others.update(members)
    sql = "SELECT id, near FROM text WHERE near NOT NULL AND id IN ({})"
    found = set()
    for other, near in index.about(sql, others):
        if not texts.isdisjoint(numbers_in(near[: len(near) // 2])):
            found.add(other)
    return found


def holders_of_changed_runs(versions: Versions, text: int) -> set[int]:
    """The posts, before and after, of the runs in a text that other posts hold now."""
    told = [dict(holders_of_runs(corpus, text)) for corpus in versions]
    runs = told[0].keys() | told[1].keys()
    changed = [run for run in runs if told[0].get(run) != told[1].get(run)]
    return {post for some in told for run in changed for post in some.get(run, ())}


def holders_of_runs(corpus: StoredCorpus, text: int) -> Iterator[tuple[str, Posts]]:
    """The runs of words of a text that three posts or more hold, with these posts."""
    if corpus.comparison.posts[text]:
        words = corpus.comparison.texts[text].split(" ")
        for start, posts in corpus.windows(text).items():
            yield " ".join(words[start : start + RUN_WORDS]), posts


def holders_of_changed_values(versions: Versions, posts: Iterable[int]) -> set[int]:
    """The posts, before and after, of values that should differ and that others have now."""
    if versions.before.total != versions.after.total:  # which each of them tells as a share
        sql = "SELECT key FROM value GROUP BY key HAVING count(*) > 1"
        sql = f"SELECT DISTINCT post FROM value WHERE key IN ({sql})"
        return {post for corpus in versions for post in corpus.index.column(sql)}
    values = {
        (value.rule, value.key): value
        for post in posts
        for corpus in versions
        if (record := corpus.find_record(post))
        for value in record.values
    }
    held = ([corpus.holders(value) for corpus in versions] for value in values.values())
    return {post for before, after in held if before != after for post in (*before, *after)}
