"""What describes a person apart from numbers, in comparable form."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.json import Decoder, Encoder

from jds.domain.blocks import Name, Person, SourceValue
from jds.persons.matching.births import NOT_KNOWN, BirthText, birth_text
from jds.persons.matching.names import PersonName, comparable_name, place_name

MOST_NAMES = 12
"""Names of one person that are compared: current, former, aliases."""


class Description(Struct, frozen=True, array_like=True):
    """What a source said of a person, apart from numbers, in comparable form.

    Attributes:
        names: Own name first, then aliases.
        birth: As far as it is known.
        place: Birth place: a name in plain letters, or a code of the population register.
        sex: `M`, `V`, or empty when it is not stated or neither.
        nationalities: Codes.
        parents: Their names.
        postcode: Of the address, without the space.
        town: Of the address, in plain letters.
    """

    names: tuple[PersonName, ...] = ()
    birth: BirthText = NOT_KNOWN
    place: str = ""
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    parents: tuple[PersonName, ...] = ()
    postcode: str = ""
    town: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is there by which somebody could be found."""
        return not (self.names or self.birth)


_encode = Encoder().encode
_decoder = Decoder(Description)


def describe(person: Person) -> Description:
    """Return what `person` says apart from numbers."""
    birth, address = person.birth, person.address
    return Description(
        names=_names(((person.name,) if person.name else ()) + (person.aliases or ())),
        birth=NOT_KNOWN if birth is None else birth_text(birth.on),
        place=_place(None if birth is None else birth.place),
        sex=person.sex if person.sex in ("M", "V") else "",
        nationalities=tuple(
            sorted({each for each in person.nationalities or () if isinstance(each, str)})
        ),
        parents=_names(parent.name for parent in person.parents or () if parent.name),
        postcode="" if address is None else (address.postcode or "").replace(" ", "").upper()[:12],
        town=_place(None if address is None else address.town),
    )


def to_text(description: Description) -> str:
    """Return a description as it is kept in the index."""
    return _encode(description).decode()


def from_text(text: str) -> Description:
    """Read a description from the index."""
    return _decoder.decode(text)


def _names(names: Iterable[Name]) -> tuple[PersonName, ...]:
    compared = dict.fromkeys(comparable_name(name) for name in names)
    return tuple(name for name in compared if not name.is_empty)[:MOST_NAMES]


def _place(text: str | SourceValue | None) -> str:
    return place_name(text) if isinstance(text, str) else ""
