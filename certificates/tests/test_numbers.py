"""The number's promises: well formed, forgiving to the typist, strict about mistakes."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st

from certificates import numbers
from certificates.checks import prefix_is_letters
from certificates.numbers import ALPHABET, LENGTH, NumberError, new_number, normalize

whatever_the_load = example_settings(deadline=None)  # a busy machine is no fault of the number


def checked(values):
    """The number with these eleven values, built by the defining sum rather than by Horner's rule."""
    weights = [1]
    while len(weights) < LENGTH:
        weights.append(product(weights[-1], 2))
    total = numbers.SUM
    for weight, value in zip(reversed(weights), values, strict=False):
        total ^= product(weight, value)
    symbols = "".join(ALPHABET[value] for value in [*values, total])
    return "-".join((symbols[:4], symbols[4:8], symbols[8:]))


def product(left, right):
    """Multiplication in GF(32) the long way: polynomials, then the remainder by x⁵ + x² + 1."""
    total = 0
    for bit in range(5):
        if right >> bit & 1:
            total ^= left << bit
    for bit in range(8, 4, -1):
        if total >> bit & 1:
            total ^= 0b100101 << (bit - 5)
    return total


issued = st.lists(st.integers(0, 31), min_size=11, max_size=11).map(checked)
places = [index for index in range(14) if index not in {4, 9}]


@pytest.fixture(autouse=True, scope="module")
def messages_in_english():
    with override("en"):
        yield


def replaced(number, place, symbol):
    return number[:place] + symbol + number[place + 1 :]


def test_alphabet_has_32_symbols_and_none_that_is_misread():
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")


def test_new_number_is_three_groups_of_four():
    numbers_made = {new_number() for _ in range(500)}

    assert len(numbers_made) == 500
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{2}}[{ALPHABET}]{{4}}", number) for number in numbers_made)


def test_new_number_is_accepted_as_it_is():
    for _ in range(500):
        number = new_number()
        assert normalize(number) == number


def test_new_number_takes_every_symbol_from_the_secret_source(monkeypatch):
    monkeypatch.setattr(numbers.secrets, "randbelow", lambda limit: limit - 1)

    assert new_number() == checked([31] * 11)


@whatever_the_load
@given(issued)
def test_normalize_accepts_every_codeword(number):
    assert normalize(number) == number


@whatever_the_load
@given(issued)
def test_normalize_catches_every_single_wrong_symbol(number):
    for place in places:
        for symbol in ALPHABET:
            if symbol != number[place]:
                with pytest.raises(NumberError):
                    normalize(replaced(number, place, symbol))


@whatever_the_load
@given(issued)
def test_normalize_catches_every_swap_of_two_symbols(number):
    for left in places:
        for right in places:
            if number[left] != number[right]:
                swapped = replaced(replaced(number, left, number[right]), right, number[left])
                with pytest.raises(NumberError):
                    normalize(swapped)


def test_the_example_in_our_texts_is_a_number_and_zeros_are_not():
    assert normalize("7K4M-92QX-3HTC") == "7K4M-92QX-3HTC"
    with pytest.raises(NumberError):
        normalize("0000-0000-0000")


def test_a_random_text_of_right_length_is_accepted_once_in_32():
    accepted = 0
    for last in ALPHABET:
        try:
            normalize(f"7K4M92QX3HT{last}")
        except NumberError:
            continue
        accepted += 1

    assert accepted == 1


@whatever_the_load
@given(issued, st.data())
def test_normalize_forgives_case_spaces_dashes_and_look_alikes(number, data):
    typed = []
    for symbol in number.replace("-", ""):
        typed.append(data.draw(st.sampled_from(look_alikes(symbol))))
        typed.append(data.draw(st.sampled_from(["", "-", " ", "–", "—", "‑", "−", "\u00a0", "\u200b", "\t"])))

    assert normalize("".join(typed)) == number


def look_alikes(symbol):
    cyrillic = dict(zip("ABEKMHPCTYX", "АВЕКМНРСТУХ", strict=True))
    same = [symbol, cyrillic.get(symbol, symbol), *{"0": "OoОо", "1": "IiLlІі"}.get(symbol, "")]
    return [*same, *(character.lower() for character in same)]


@whatever_the_load
@given(
    issued,
    st.from_regex(r"[A-Z]{2,8}|[А-ЩЮЯІЇЄҐ]{2,8}", fullmatch=True),
    st.integers(2000, 2099),
    st.sampled_from(["-", " ", "–", "", " № ", "\u00a0"]),
)
def test_prefix_and_year_may_be_typed_or_left_out(number, prefix, year, between):
    bears = numbers.full(number, prefix=prefix, year=year)

    assert bears == f"{prefix}-{year}-{number}"
    assert normalize(bears) == normalize(bears.lower()) == normalize(bears.replace("-", between)) == number


COPIED = ["SSCA-２０２６-7K4M-92QX-3HTC", "S\u00adSCA-2026-7K4M-92QX-3HTC", "№ ssca 2026 7k4m92qx3htc"]


@pytest.mark.parametrize("typed", COPIED)
def test_prefix_and_year_may_be_copied_oddly(typed):
    assert normalize(typed) == "7K4M-92QX-3HTC"


def test_where_no_prefix_is_set_the_number_stands_alone():
    assert numbers.full("7K4M-92QX-3HTC", prefix="", year=2026) == "7K4M-92QX-3HTC"


@pytest.mark.parametrize(("prefix", "said"), [("SSCA", []), ("ШГА", []), ("", []), ("A", ["E"]), ("S-1", ["E"])])
def test_a_prefix_that_could_not_be_typed_is_told_at_the_start(prefix, said, settings):
    settings.CERTIFICATE_PREFIX = prefix

    assert [one.id for one in prefix_is_letters(None)] == [f"certificates.{one}004" for one in said]


def test_normalize_ignores_the_number_sign_and_full_width_forms():
    number = checked([7, 19, 4, 20, 9, 2, 23, 29, 3, 17, 26])

    assert normalize(f"№ {number}") == number
    assert normalize("".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in number)) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Enter the number"),
        (" – ", "Enter the number"),
        ("7K4M-92QX", "has 12 symbols, and here there are 8"),
        ("7K4M-92QX-3HTC-7K4M", "has 12 symbols, and here there are 16"),
        ("7", "has 12 symbols, and here there is 1"),
        ("7K4M-92QX-3HTU", "no such symbols: U"),
        ("7K4M-92QX-3HЯ!", "no such symbols: ! Я"),
    ],
)
def test_normalize_says_what_is_wrong(text, reason):
    with pytest.raises(NumberError, match=re.escape(reason)):
        normalize(text)


@whatever_the_load
@given(st.text(max_size=40))
def test_normalize_never_fails_otherwise(text):
    try:
        result = normalize(text)
    except NumberError:
        return
    assert normalize(result) == result
