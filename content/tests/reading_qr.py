"""Reads a QR code as a phone does, from its modules alone: level M of ISO/IEC 18004, versions 1 to 6, bytes."""

FORMAT_MASK = 0b101010000010010
BLOCKS = {1: [16], 2: [28], 3: [44], 4: [32, 32], 5: [43, 43], 6: [27] * 4}  # data codewords of level M
MASKS = [
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
]


def read(dark, side):
    """The text of a code of ``side`` modules; ``dark`` holds (row, column) of those that are."""
    mask = MASKS[_format(dark) & 0b111]
    bits = [(place in dark) != (mask(*place) == 0) for place in _path(side)]
    words = [sum(bit << 7 - at for at, bit in enumerate(bits[start : start + 8])) for start in range(0, len(bits), 8)]
    stream = "".join(f"{word:08b}" for word in _in_order(words, BLOCKS[(side - 17) // 4]))
    assert stream[:4] == "0100", "not a text of bytes"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()


def _format(dark):
    """Level (must be M) and mask, from beside the finder at the top left."""
    places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    value = sum((place in dark) << 14 - at for at, place in enumerate(places)) ^ FORMAT_MASK
    assert value >> 13 == 0, "not level M"
    return value >> 10


def _path(side):
    """Places of data in their order: two columns at a time from the right, up and down in turn."""
    upwards, column = True, side - 1
    while column > 0:
        column -= column == 6  # the timing pattern
        for row in range(side - 1, -1, -1) if upwards else range(side):
            yield from ((row, one) for one in (column, column - 1) if not _is_fixed(row, one, side))
        upwards, column = not upwards, column - 2


def _is_fixed(row, column, side):
    """Finders with what is beside them, timing, and the one alignment pattern of these versions."""
    finder = (row < 9 and column < 9) or (row < 9 and column >= side - 8) or (row >= side - 8 and column < 9)
    alignment = side > 21 and abs(row - (side - 7)) <= 2 and abs(column - (side - 7)) <= 2
    return finder or alignment or row == 6 or column == 6


def _in_order(words, blocks):
    """The data of all blocks, which stand interleaved."""
    count = len(blocks)
    return [words[at * count + block] for block, length in enumerate(blocks) for at in range(length)]
