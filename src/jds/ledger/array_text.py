"""Arrays as the text PostgreSQL reads, for statements that take a whole batch at once.

The driver writes an array element by element, in a fifth of the time that a batch takes in all.
"""

from collections.abc import Iterable

_BETWEEN = '","'


def array_of_texts(texts: Iterable[str]) -> str:
    """Return an array of texts; the statement casts it with `::text[]`."""
    elements = list(texts)
    if not elements:
        return "{}"
    body = _BETWEEN.join(elements)
    if "\\" in body or body.count('"') != 2 * (len(elements) - 1):
        body = _BETWEEN.join(
            element.replace("\\", r"\\").replace('"', r"\"") for element in elements
        )
    return f'{{"{body}"}}'


def array_of_numbers(numbers: Iterable[int]) -> str:
    """Return an array of whole numbers; the statement casts it."""
    return f"{{{','.join(map(str, numbers))}}}"
