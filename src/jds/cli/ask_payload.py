"""Ask on the command line for what a message states, field by field, as the contract has it.

Which fields there are follows from the types of the events, so a new kind needs nothing here. What
is asked for is only put together; whether it is right, intake decides.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct, inspect

from jds.domain.events import KINDS

Json: TypeAlias = dict[str, Any]

Ask: TypeAlias = Callable[[str], str]
"""Shows a question and returns the answer, trimmed."""

YES = frozenset({"j", "ja", "y", "yes"})

_UNKNOWN_DATE = "onbekend"


class _Stop:
    """Stands for a field that was left out."""


_LEFT_OUT = _Stop()


class _Choice(Struct, frozen=True):
    """What a field may hold.

    Attributes:
        block: A block of fields, when it is one.
        items: What each item may be, when it is a list.
        plain: Type of a plain value.
        words: The words of a closed list, when it has one.
        may_be_partial: A date of which only a part may be known.
    """

    block: inspect.StructType | None = None
    items: inspect.Type | None = None
    plain: inspect.Type | None = None
    words: tuple[str, ...] = ()
    may_be_partial: bool = False


def ask_payload(kind: str, ask: Ask) -> Json:
    """Return a payload of `kind` as it was answered, question by question."""
    found = inspect.type_info(KINDS[kind])
    if not isinstance(found, inspect.StructType):
        raise AssertionError("every kind is a block of fields")
    return _block(found, ask, at="")


def _block(block: inspect.StructType, ask: Ask, *, at: str) -> Json:
    payload: Json = {}
    for field in block.fields:
        path = f"{at}.{field.encode_name}" if at else field.encode_name
        value = _field(field, ask, at=path)
        if value is not _LEFT_OUT:
            payload[field.encode_name] = value
    return payload


def _field(field: inspect.Field, ask: Ask, *, at: str) -> Any:
    choice = _choice(field.type)
    if choice.block is not None:
        if not field.required and ask(f"{at} invullen? [j/N]").lower() not in YES:
            return _LEFT_OUT
        return _block(choice.block, ask, at=at)
    if choice.items is not None:
        items = list(_items(choice.items, ask, at=at, required=field.required))
        return items if items or field.required else _LEFT_OUT
    return _plain(choice, ask, at=at, required=field.required)


def _items(item: inspect.Type, ask: Ask, *, at: str, required: bool) -> Iterator[Any]:
    choice = _choice(item)
    number = 0
    while True:
        path = f"{at}[{number}]"
        if choice.block is not None:
            if ask(f"{path} invullen? [j/N]").lower() not in YES:
                return
            yield _block(choice.block, ask, at=path)
        else:
            value = _plain(choice, ask, at=path, required=False)
            if value is _LEFT_OUT:
                return
            yield value
        number += 1


def _plain(choice: _Choice, ask: Ask, *, at: str, required: bool) -> Any:
    hint = _hint(choice)
    question = f"{at}{f' ({hint})' if hint else ''}{'' if required else ', leeg = weglaten'}"
    answer = ask(question)
    if not answer and not required:
        return _LEFT_OUT
    return _read(choice, answer)


def _read(choice: _Choice, answer: str) -> Any:
    """Return an answer as JSON has it; one that does not fit stays text, and intake refuses it."""
    match choice.plain:
        case inspect.IntType() if answer.isascii() and answer.isdigit() and len(answer) < 16:
            return int(answer)
        case inspect.BoolType():
            return answer.lower() in YES
        case inspect.DateType() if choice.may_be_partial:
            return _partial(answer)
        case _:
            return answer


def _partial(answer: str) -> Any:
    if answer == _UNKNOWN_DATE:
        return {"type": "DatumOnbekend", "onbekend": True}
    parts = answer.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return answer
    match len(parts):
        case 1 if len(answer) == 4:
            return {"type": "JaarDatum", "jaar": int(answer)}
        case 2:
            return {"type": "JaarMaandDatum", "jaar": int(parts[0]), "maand": int(parts[1])}
        case _:
            return answer


def _hint(choice: _Choice) -> str:
    if choice.words:
        return " | ".join(choice.words)
    match choice.plain:
        case inspect.DateType() if choice.may_be_partial:
            return f"JJJJ-MM-DD, JJJJ-MM, JJJJ of {_UNKNOWN_DATE}"
        case inspect.DateType():
            return "JJJJ-MM-DD"
        case inspect.DateTimeType():
            return "2025-07-18T09:00:00+02:00"
        case inspect.IntType():
            return "getal"
        case inspect.BoolType():
            return "j/n"
        case _:
            return ""


def _choice(of_type: inspect.Type) -> _Choice:
    options = of_type.types if isinstance(of_type, inspect.UnionType) else (of_type,)
    words = tuple(
        word
        for option in options
        if isinstance(option, inspect.LiteralType)
        for word in option.values
        if isinstance(word, str)
    )
    lists = [option for option in options if isinstance(option, inspect.VarTupleType)]
    if lists:
        return _Choice(items=lists[0].item_type)
    blocks = [option for option in options if isinstance(option, inspect.StructType)]
    plain = [
        option
        for option in options
        if not isinstance(
            option, inspect.StructType | inspect.NoneType | inspect.UnionType | inspect.LiteralType
        )
    ]
    if plain or words:
        return _Choice(
            plain=plain[0] if plain else None,
            words=words,
            may_be_partial=any(block.tag == "JaarDatum" for block in blocks),
        )
    return _Choice(block=blocks[0]) if blocks else _Choice()
