"""Names as they are written here and abroad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.names import keys


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Олена Коваленко", "KOVALENKO, Olena (Guest)"),
        ("Юлія Щербак", "Yuliia Shcherbak"),
        ("Юлія Щербак", "Julia Scherbak"),
        ("Ганна Лук’яненко", "Hanna Lukianenko"),
        ("Ганна Лук’яненко", "лук'яненко ганна"),
        ("Олексій Згурський", "Oleksii Zghurskyi"),
        ("Олексій Згурський", "Oleksiy Zgursky"),
        ("Христина Цибуля", "[ГО Разом] Khrystyna Tsybulia (External)"),
        ("Олена Коваль", "Соловей (Олена Коваль)"),
        ("Мар’яна Ївженко", "Mariana Yivzhenko"),
        ("Андрій Журавель", "Andrij Zhuravel | ГО «Разом»"),
        ("Зоя Гайдай", "Zoya Haidai 📱"),
    ],
)
def test_a_name_is_known_however_it_is_written(ours, theirs):
    assert keys(ours) & keys(theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Олена Коваль", "Олена Коваленко"), ("Олена Коваль", "Оксана Коваль"), ("Олена Коваль", "Олена"), ("iPhone", "")],
)
def test_different_names_stay_different(one, other):
    assert not keys(one) & keys(other)


def test_what_is_no_name_has_no_key():
    assert keys("(Guest) 12 – …") == set()


@given(st.text(max_size=60))
def test_any_text_has_keys_that_case_does_not_change(text):
    assert all(key for key in keys(text))


@given(st.lists(st.sampled_from(["Олена", "Коваль", "Ївга", "Щербак", "Мар’яна", "Koval"]), min_size=1), st.randoms())
def test_the_order_of_words_does_not_matter(words, chance):
    shuffled = list(words)
    chance.shuffle(shuffled)

    assert keys(" ".join(words)) == keys(" ".join(shuffled))
