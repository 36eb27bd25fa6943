"""Whether two words differ by a slip of the pen only, judged as H5P does. Pure."""

# From so many letters on, so many slips are forgiven.
FORGIVEN = ((10, 2), (4, 1))
SLIPS_AT_MOST = 2
# Longer ones are compared letter by letter only: counting slips in them takes too long.
LETTERS_AT_MOST = 200


def similar(one: str, other: str) -> bool:
    length = max(len(one), len(other))
    if length > LETTERS_AT_MOST or abs(len(one) - len(other)) > SLIPS_AT_MOST:
        return one == other
    slips = distance(one, other)
    return slips == 0 or any(length >= least and slips <= most for least, most in FORGIVEN)


def distance(one: str, other: str) -> int:
    """Letters left out, added, changed, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, against in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != against),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
