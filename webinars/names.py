"""Is «Kovalenko, Olena (Guest)» the «Олена Коваленко» of our list? Names as keys that survive how they are written.

A key knows neither alphabet, transliteration, word order, case, apostrophe nor doubled letter. Equal keys are a hint
that a person looks at, not a proof.
"""

import re
import unicodedata

DECORATION = {
    "external", "unverified", "guest", "host", "cohost", "me", "presenter", "organizer", "зовнішній", "зовнішня",
    "гість", "неперевірений", "неперевірено", "організатор", "ведучий", "я",
}  # fmt: skip
APOSTROPHES = "'’ʼ‘`´′\u02bc\"“”«»"
# Each letter as a sign for its sound; г and ґ are one, for both become g or h abroad.
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "6", "з": "z", "и": "i",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "9", "ц": "4", "ч": "7", "ш": "8", "щ": "8", "ь": "", "ю": "u", "я": "a",
    "ё": "e", "ъ": "", "ы": "i", "э": "e", "ў": "u",
}  # fmt: skip
# In this order: what is written with several letters first.
LATIN = (
    ("shch", "8"), ("sch", "8"), ("tch", "7"), ("zh", "6"), ("kh", "9"), ("ch", "7"), ("sh", "8"), ("ph", "f"),
    ("ts", "4"), ("tz", "4"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("w", "v"), ("h", "g"), ("y", "i"), ("j", "i"),
    ("c", "k"),
)  # fmt: skip
SOFTENED = re.compile(r"i+([aeou])")  # ia, ya and ja are one letter, and so are ie, iu, io
DOUBLED = re.compile(r"(.)\1+")


def keys(text):
    """Every key that ``text`` may stand for: «Соловей (Олена Коваль)» is a nickname and a name."""
    text = re.sub(r"^\s*\[[^\]]*\]", " ", unicodedata.normalize("NFKC", text).casefold())
    inside = re.findall(r"\(([^()]*)\)", text)
    outside = re.sub(r"\([^()]*\)", " ", text)
    parts = [part for whole in (outside, *inside) for part in re.split(r"[|/]", whole)]
    return {key for part in parts if (key := _key(part))}


def overlap(one, other):
    """How many words two keys share."""
    return len(set(one) & set(other))


def _key(text):
    bare = "".join(sign for sign in text if sign not in APOSTROPHES)
    words = re.findall(r"[^\W\d_]+", bare)
    if not set(words) - DECORATION:
        return ()
    return tuple(sorted(sound for word in words if word not in DECORATION and (sound := _sound(word))))


def _sound(word):
    word = "".join(CYRILLIC.get(letter, letter) for letter in word)
    word = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    for letters, sound in LATIN:
        word = word.replace(letters, sound)
    return DOUBLED.sub(r"\1", SOFTENED.sub(r"\1", word))
