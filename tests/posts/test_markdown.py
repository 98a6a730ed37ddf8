"""Markdown bodies: which blocks, images, links and tags there are, and what is prose."""

import pytest

from lint_anp.posts.markdown import parse_markdown
from lint_anp.posts.post import Body


def parse(text: str, *, mdx: bool = False) -> Body:
    return parse_markdown(text, 0, len(text), mdx=mdx)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("# A `b` #\n\nC *d* [e](f).\n", [("heading", "A b"), ("paragraph", "C d e.")], id="inline marks"),
        pytest.param("a\nb\\\nc", [("paragraph", "a b\nc")], id="line breaks"),
        pytest.param("- a\n- b\n  - c", [("list_item", "a"), ("list_item", "b"), ("list_item", "c")], id="lists"),
        pytest.param("1. a\n\n   b\n", [("list_item", "a"), ("paragraph", "b")], id="a paragraph in an item"),
        pytest.param("> a\n> b\n", [("quotation", "a b")], id="quotations"),
        pytest.param("```py\nx ![n](o)\n```\n", [("code", "x ![n](o)\n")], id="fenced code"),
        pytest.param("|a|b|\n|-|-|\n|1|2|\n", [("table", "a\nb\n1\n2")], id="tables"),
        pytest.param("<div>a <b>c</b></div>\n", [("html", "a c")], id="HTML"),
        pytest.param("<!-- a\n\nb -->\n\nc <!-- d --> e", [("paragraph", "c  e")], id="comments"),
        pytest.param("![a](b.png)\n", [], id="an image alone"),
        pytest.param("{{< note >}}\n\na {{ b }} c\n\n{% if x %}\n", [("paragraph", "a  c")], id="template tags"),
        pytest.param("a\n{: .wide}\n", [("paragraph", "a")], id="kramdown attributes"),
        pytest.param("`{{ a }}`\n", [("paragraph", "{{ a }}")], id="tags in code are code"),
        pytest.param("a &amp; b &lt;c", [("paragraph", "a & b <c")], id="entities"),
    ],
)  # fmt: skip
def test_blocks_hold_what_a_reader_sees(text: str, blocks: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in parse(text).blocks] == blocks


def test_blocks_tell_their_details() -> None:
    body = parse("## A\n\n- [x] b\n- [ ] c\n1) d\n\n```rust,ignore\ne\n```\n")
    heading, done, undone, numbered, code = body.blocks
    assert heading.level == 2
    assert (done.checked, undone.checked, numbered.checked) == (True, False, None)
    assert (done.level, numbered.ordered, code.language) == (1, True, "rust")


@pytest.mark.parametrize(
    ("text", "image"),
    [
        pytest.param('![a](b.png "c")', ("b.png", "a", "c", "markdown"), id="Markdown"),
        pytest.param("![a][r]\n\n[r]: b.png 'c'\n", ("b.png", "a", "c", "reference"), id="reference"),
        pytest.param("x <img src='b.png' alt=''> y", ("b.png", "", None, "html"), id="inline HTML"),
        pytest.param("<p><img src=b.png></p>", ("b.png", None, None, "html"), id="an HTML block"),
        pytest.param(
            "<figure>\n<img src='b.png' alt='a'>\n<figcaption>The <i>c</i></figcaption>\n</figure>",
            ("b.png", "a", "The c", "html"),
            id="a figure",
        ),
        pytest.param(
            '{{< figure src="b.png" alt="a" caption="c" >}}', ("b.png", "a", "c", "shortcode"), id="Hugo"
        ),
        pytest.param('{{ image(src="b.png", alt="a") }}', ("b.png", "a", None, "shortcode"), id="Zola"),
        pytest.param(
            '{% include figure image_path="/b.png" alt="a" %}', ("/b.png", "a", None, "shortcode"), id="Jekyll"
        ),
        pytest.param("![a]({{ site.url }}/b.png)", ("{{ site.url }}/b.png", "a", None, "markdown"), id="Liquid URL"),
    ],
)  # fmt: skip
def test_images_of_every_form_are_found(text: str, image: tuple[object, ...]) -> None:
    (found,) = parse(text).images
    assert (found.url, found.alt, found.caption, found.form) == image


@pytest.mark.parametrize(
    "text",
    [
        "`![a](b.png)`",
        "```\n![a](b.png)\n<img src='b.png'>\n```",
        "    ![a](b.png)",
        "<!-- <img src='b.png'> -->",
        '`{{< figure src="b.png" >}}`',
        '{{< youtube id="x" >}}',
    ],
)
def test_what_only_looks_like_an_image_is_none(text: str) -> None:
    assert not parse(text).images


def test_code_in_an_alternative_text_is_no_code_of_the_paragraph() -> None:
    body = parse("![`a` b](c.png) TODO: `d`\n")
    (block,) = body.blocks
    assert [block.text[start:end] for start, end in block.code] == ["d"]
    assert body.images[0].alt == "a b"


def test_an_image_in_an_alternative_text_leaves_the_text_around_it() -> None:
    body = parse("![a ![b](c.png) d](e.png) f\n")
    assert [(image.url, image.alt) for image in body.images] == [
        ("e.png", "a  d"),
        ("c.png", "b"),
    ]
    assert [block.text for block in body.blocks] == ["f"]


def test_mdx_components_and_scripts_are_no_prose() -> None:
    body = parse(
        'import A from "./a"\n\nexport const b = 1\n\n<Note kind="tip">Read *this*.</Note>\n\n'
        '<Image src="/c.png" alt="d" />\n\n{/* a comment */}\n\nSum: {1 + 1}.\n',
        mdx=True,
    )
    assert [block.text for block in body.blocks] == ["Read this.", "Sum: ."]
    assert [(image.url, image.alt, image.form) for image in body.images] == [
        ("/c.png", "d", "component")
    ]


def test_links_have_their_text() -> None:
    body = parse("[a *b*](c) <https://d.e>\n")
    assert [(link.url, link.text) for link in body.links] == [("c", "a b"), ("https://d.e",) * 2]


def test_tags_are_told_apart() -> None:
    body = parse("{{ a }} {% b %} {{< c >}} {{ d(e=1) }} {# f #} `{{ g }}`\n")
    assert [(tag.kind, tag.text) for tag in body.tags] == [
        ("variable", "{{ a }}"),
        ("statement", "{% b %}"),
        ("shortcode", "{{< c >}}"),
        ("shortcode", "{{ d(e=1) }}"),
        ("comment", "{# f #}"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 50_000, id="open brackets"),
        pytest.param("{{" * 50_000, id="open braces"),
        pytest.param("<img " * 50_000, id="open tags"),
        pytest.param("![a](b.png)\n" * 20_000, id="images"),
        pytest.param("> " * 20_000, id="quotations"),
        pytest.param("<!--" * 50_000, id="open comments"),
    ],
)
def test_hostile_texts_are_read(text: str) -> None:
    assert isinstance(parse(text, mdx=True), Body)
