"""In which order the keys of a question are tried, and when the broad ones are left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from jds.persons.matching.describe import Description
from jds.persons.matching.keys import Key, search_keys


def paths(
    asked: Description,
    *,
    families_like: Callable[[], Iterable[str]],
    is_anybody_likely: Callable[[], bool],
    is_anybody_found: Callable[[], bool],
) -> Iterator[Sequence[Key]]:
    """Yield the keys of one path after the other; what each found must be noted before the next.

    Args:
        families_like: Gives the family names of the register that look like those asked; asked
            only when the narrow paths did not do.
        is_anybody_likely: Tells whether somebody likely was found.
        is_anybody_found: Tells whether anybody at all was found.
    """
    narrow = search_keys(asked)
    for path in (narrow.by_slip, narrow.by_slips):
        if path:
            yield path
        if is_anybody_likely():
            return
    if narrow.by_birth:
        yield narrow.by_birth
    broad = search_keys(asked, alike=families_like())
    if broad.by_name:
        yield broad.by_name
    if broad.by_month and not is_anybody_likely():
        yield broad.by_month
    if broad.by_family and not is_anybody_found():
        yield broad.by_family
