"""What may still be told of an answer: no more than it told, and no more than may be told now.

An answer that is shown again is judged anew, since what was removed, shielded or destroyed is so
for every moment. But judging anew may also bring up what was not told then: a shield that stood is
lifted, a dismissal that removed a fact is retracted. So of the two, only what both say is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

_NAMES = ("parketnummer", "bronZaaknummer", "kenmerk", "feitnummer", "onderwerp", "betreft")
"""What a thing in a list goes by; one without any is known by all that it says."""

_WARNINGS = ("markeringen",)
"""What is added when it was not said then: that a fact is disputed now."""


def what_is_left(then: Json, now: Json) -> Json:
    """Return of `then` what `now` says as well, as `now` says it."""
    left = {name: _left(then[name], now[name]) for name in then if name in now}
    return left | {name: now[name] for name in _WARNINGS if name in now}


def _left(then: Any, now: Any) -> Any:
    if then == now:
        return then
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        return what_is_left(dict(then), dict(now))
    if isinstance(then, list) and isinstance(now, list):
        return list(_items_left(then, now))
    return None if then is None else now


def _items_left(then: Sequence[Any], now: Sequence[Any]) -> Iterable[Any]:
    """Yield the things of `then` that `now` has too, each once."""
    if len(then) == len(now) and not any(_is_known_by(each) for each in (*then, *now)):
        # Nothing went and nothing came: a sanction, say, which now names fewer offences.
        yield from map(_left, then, now)
        return
    there = list(now)
    for each in then:
        match = next((i for i, other in enumerate(there) if _is_same(each, other)), None)
        if match is not None:
            yield _left(each, there.pop(match))


def _is_same(one: object, other: object) -> bool:
    return one == other or (
        _is_known_by(one) is not None and _is_known_by(one) == _is_known_by(other)
    )


def _is_known_by(item: object) -> Json | None:
    """Return what a thing goes by; a reason is known by all that it says, as many name one fact."""
    if not isinstance(item, Mapping):
        return None
    if "regel" in item:
        return dict(item)
    return {name: item[name] for name in _NAMES if name in item} or None
