"""Line hashes as code scanning computes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint_anp.report.rolling_hash import hash_lines

TEXTS = st.text(alphabet=st.sampled_from("ab \t\n\r😀ß"), max_size=300)


def roll(data: bytes) -> list[str]:
    """The same hashes, one unit after the other through a rolling window of 100."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    units: list[int] = []
    for char in text.translate({ord(" "): None, ord("\t"): None}):
        point = ord(char) - 0x10000
        units += [ord(char)] if point < 0 else [0xD800 + (point >> 10), 0xDC00 + (point & 0x3FF)]
    units.append(0xFFFF)
    starts = {0, *(at + 1 for at, unit in enumerate(units) if unit == 10)}
    units += [0] * 100
    value, hashes = 0, []
    values: list[int] = []
    for at, unit in enumerate(units):
        leaving = units[at - 100] if at >= 100 else 0
        value = (value * 37 + unit - leaving * 37**100) % 2**64
        if at - 99 in starts:
            values.append(value)
            hashes.append(f"{value:x}:{values.count(value)}")
    return hashes


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        pytest.param("", ["c129715d7a2bc9a3:1"], id="an empty file has one line"),
        pytest.param(
            " two\nwords\n \t\there\n and",
            [
                "83dc942b8794eb45:1",
                "287e9d75b81d34dd:1",
                "94635040b430da3c:1",
                "1d0d1acfe943966e:1",
            ],
            id="blanks count for nothing",
        ),
        pytest.param(
            "- one\n- two\nsay\n- three\nsay\n- four\nsay\n",
            [
                "594d71cb5817ab9c:1",
                "e3393320fe22864b:1",
                "4480f6887f26a142:1",
                "77187ad7fe16ec8b:1",
                "83c3cf2fe3c59d54:1",
                "67f8d58faf64e97d:1",
                "9042f49712b18fda:1",
                "c129715d7a2bc9a3:1",
            ],
            id="equal lines differ by what follows them",
        ),
    ],
)
def test_hashes_are_those_of_code_scanning(text: str, hashes: list[str]) -> None:
    assert hash_lines(text.encode()) == hashes


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n"])
def test_every_line_end_is_the_same(line_end: str) -> None:
    text = " to; \t\nthe end!!!\n\n\n  \t\tof it\n all\n"
    assert hash_lines(text.replace("\n", line_end).encode()) == [
        "8205fac45661a3bf:1",
        "6659840f1248743:1",
        "dd6b64fa61aeac72:1",
        "865722a1f1e5a10:1",
        "3e895a10804271e6:1",
        "d37de22a5faca342:1",
        "c129715d7a2bc9a3:1",
    ]


def test_equal_hashes_are_numbered() -> None:
    hashes = hash_lines(b"One line, and once more.\n" * 9)
    assert hashes[:6] == [*(f"3a8a094e2318ff0f:{n}" for n in range(1, 6)), "be9d7377d2edd53f:1"]


def test_a_byte_order_mark_is_text() -> None:
    assert hash_lines(b"\xef\xbb\xbfa") == hash_lines(b"\xef\xbb\xbf a") != hash_lines(b"a")


def test_bytes_that_are_no_text_do_not_stop_it() -> None:
    assert hash_lines(b"a\xff\xfe\n") == hash_lines("a\ufffd\ufffd\n".encode())


@given(TEXTS)
def test_a_rolling_window_gives_the_same(text: str) -> None:
    assert hash_lines(text.encode()) == roll(text.encode())
