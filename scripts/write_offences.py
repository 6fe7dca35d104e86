"""Writes src/jds/law/data/offences/: the tables of offences, from a table and a text of the law.

    python -m scripts.write_offences strafbare_feiten.csv folder-of-law-texts [target folder]

The table (a CSV, one row a provision, with its source) decides. What it lacks of Books 2 and 3 of
the Penal Code is added from the text of the act, `BWBR0001854.md`: kind, maximum and a label, with
confidence `I` as a machine read it. Nothing is written when the table contradicts itself. Where
table and text differ, and what could not be read, is listed on standard error.

The files are for lawyers to read and correct; this script makes the first version, and shows what a
new table would change.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar, get_args

from jds.law.offences.provisions import Category
from scripts.penal_code import Penalty, ReadProvision, Title, read_penal_code, read_titles

TARGET = Path(__file__).parents[1] / "src" / "jds" / "law" / "data" / "offences"
PENAL_CODE = "BWBR0001854.md"
CHECKED_ON = "2026-11-25"

_Key = TypeVar("_Key", bound=Hashable)

_ACTS = {"WVW": "WVW 1994", "Vw2000": "Vw 2000"}
_MARKS = {"2015": "T15", "secundair": "S", "geheugen": "M"}
_UNKNOWN_MAXIMUM = "MAX ONBEKEND"
_UNCHANGED = (
    "Taken as unchanged; every row says how sure it is, and each must be compared with the text in "
    "force."
)
# The numbers 239-254a mean other offences from this day (Stb. 2024, 59).
_RENUMBERED_ON = date(2024, 7, 1)
_RENUMBERED = (239, 254)

# Read by a person where the words of the act are not plain: a slip of the pen ("vijften"), a
# penalty by reference ("dezelfde straffen"), or one that depends on other articles: not known.
_BY_HAND: Mapping[str, tuple[Penalty | None, str, str]] = {
    "161(1)": (Penalty(72), "Waterwerk of waterkering vernielen met gevaar voor goederen", ""),
    "161(2)": (Penalty(108), "Waterwerk of waterkering vernielen met levensgevaar", ""),
    "161(3)": (
        Penalty(180),
        "Waterwerk of waterkering vernielen met dood",
        'de tekst heeft "vijften jaren"',
    ),
    "220": (None, "Gebruik van valse zegels, tekens of merken", "straf van 216-219"),
    "228(3)": (Penalty(90), "Gebruik van valse geneeskundige verklaring", "straf van lid 1 of 2"),
    "273e": (None, "Toelaten van schending van telecommunicatiegeheim", "straf van 273a-273d"),
}


@dataclass(frozen=True)
class Row:
    """A provision as a file will have it."""

    act: str
    article: str
    what: str
    kind: str
    category: str
    confidence: str
    maximum_months: int | None = None
    maximum_unknown: bool = False
    life: bool = False
    starts_on: date | None = None
    ends_before: date | None = None
    note: str = ""

    @property
    def place(self) -> tuple[object, ...]:
        """Where it stands in its act."""
        number, suffix = _number_of(self.article)
        return number, suffix, self.article, self.starts_on or date.min


def main(arguments: Sequence[str]) -> int:
    """Write the files; return 1 when the table contradicts itself."""
    table, texts, *target = map(Path, arguments)
    written = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    problems = [*_mistakes(written)]
    rows = [] if problems else [_row(each) for each in written]
    problems += _overlaps(rows)
    for problem in problems:
        print(f"table: {problem}", file=sys.stderr)
    if problems:
        return 1
    text = (texts / PENAL_CODE).read_text(encoding="utf-8")
    titles = read_titles(text)
    read, not_read = read_penal_code(text)
    for difference in _differences(rows, read=read):
        print(f"differs: {difference}", file=sys.stderr)
    tabled = {row.article for row in rows if row.act == "Sr"}
    for missed in not_read:
        known = any(f"{each}(".startswith(f"{missed.cite}(") for each in (*_BY_HAND, *tabled))
        print(f"not read{' but known' if known else ''}: Sr {missed.cite}", file=sys.stderr)
    added = [*_added(read, rows=rows, titles=titles)]
    print(f"[{len(rows)}] rows of the table, [{len(added)}] added from the text", file=sys.stderr)
    _write([*rows, *added], titles=titles, folder=target[0] if target else TARGET)
    return 0


def _mistakes(written: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield what is wrong with single rows of the table."""
    for number, each in enumerate(written, start=2):
        months, note = each["max_gevangenisstraf_maanden"], each["opmerking"]
        is_unknown = note.startswith(_UNKNOWN_MAXIMUM)
        starts, ends = _day(each["geldig_van"]), _day(each["geldig_tot"])
        category = each["categorie"]
        wrong = {
            "kind": each["soort"] not in ("misdrijf", "overtreding"),
            "category": category not in get_args(Category),
            "source": each["bron"] not in _MARKS,
            "life": each["levenslang"] not in ("yes", "no"),
            "months are no number": bool(months) and not months.isdigit(),
            "an unknown maximum with months": is_unknown and bool(months),
            "life without a temporary maximum": each["levenslang"] == "yes" and not months,
            "prison for a minor offence": each["soort"] == "overtreding" and bool(months),
            "ends before it starts": starts is not None and ends is not None and ends < starts,
            "serious violence below six years": category == "serious-violence"
            and not is_unknown
            and int(months or 0) < 72,
            "violence of six years or more": category == "violence" and int(months or 0) >= 72,
        }
        for problem, holds in wrong.items():
            if holds:
                yield f"line [{number}], {each['wet']} {each['artikel']}: {problem}"


def _overlaps(rows: Iterable[Row]) -> Iterator[str]:
    """Yield each article of which two rows hold on one day."""
    same: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        same[row.act, row.article].append(row)
    for (act, article), of_article in same.items():
        ordered = sorted(of_article, key=lambda row: row.starts_on or date.min)
        for earlier, later in pairwise(ordered):
            ends, starts = earlier.ends_before, later.starts_on
            if ends is None or starts is None or starts < ends:
                yield f"{act} {article}: two rows hold on one day"


def _row(each: Mapping[str, str]) -> Row:
    note, months = each["opmerking"], each["max_gevangenisstraf_maanden"]
    ends = _day(each["geldig_tot"])
    unknown = note.startswith(_UNKNOWN_MAXIMUM)
    return Row(
        act=_ACTS.get(each["wet"], each["wet"]),
        article=_cite(each["artikel"], each["lid"]),
        what=each["kwalificatie"],
        kind=each["soort"],
        category=each["categorie"],
        confidence=_MARKS[each["bron"]],
        maximum_months=int(months) if months else None,
        maximum_unknown=unknown,
        life=each["levenslang"] == "yes",
        starts_on=_day(each["geldig_van"]),
        ends_before=None if ends is None else ends + timedelta(days=1),
        note=note.removeprefix(_UNKNOWN_MAXIMUM).lstrip("; ") if unknown else note,
    )


def _cite(article: str, paragraph: str) -> str:
    """Return `141(2)(1)` for article `141`, paragraph `2 onder 1`."""
    return article + "".join(f"({part})" for part in paragraph.replace("onder", " ").split())


def _differences(rows: Iterable[Row], *, read: Iterable[ReadProvision]) -> Iterator[str]:
    """Yield where a row that was read in the same text says something else than that text."""
    from_text = {each.cite: each for each in read}
    for row in rows:
        found = from_text.get(row.article)
        if row.act != "Sr" or row.confidence != "T15" or found is None or row.maximum_unknown:
            continue
        kind = _kind(found.title)
        said = (row.kind, row.maximum_months, row.life)
        reads = (kind, found.penalty.maximum_months, found.penalty.life)
        if said != reads:
            yield f"Sr {row.article}: the table says {said}, the text {reads}"


def _added(
    read: Sequence[ReadProvision], *, rows: Sequence[Row], titles: Mapping[str, Title]
) -> Iterator[Row]:
    """Yield a row for each provision of the text that the table lacks."""
    tabled = [row for row in rows if row.act == "Sr"]
    known = {row.article for row in tabled}
    category_of_article = _unanimous((_article(row), row.category) for row in tabled)
    category_of_title = _unanimous(
        (titles[_article(row)], row.category) for row in tabled if _article(row) in titles
    )

    def made(title: Title, cite: str, penalty: Penalty | None, label: str, note: str) -> Row:
        article = cite.partition("(")[0]
        category = category_of_article.get(article) or category_of_title.get(title) or "other"
        number, _ = _number_of(cite)
        return Row(
            act="Sr",
            article=cite,
            what=label,
            kind=_kind(title),
            category=_by_weight(category, penalty),
            confidence="I",
            maximum_months=None if penalty is None else penalty.maximum_months,
            maximum_unknown=penalty is None,
            life=penalty is not None and penalty.life,
            ends_before=_RENUMBERED_ON if _RENUMBERED[0] <= number <= _RENUMBERED[1] else None,
            note=note,
        )

    for each in read:
        if each.cite not in known and each.cite not in _BY_HAND:
            yield made(each.title, each.cite, each.penalty, each.label, _note(each))
    for cite, (penalty, label, note) in _BY_HAND.items():
        if cite not in known:
            yield made(titles[cite.partition("(")[0]], cite, penalty, label, note)


def _note(read: ReadProvision) -> str:
    if read.penalty.raised:
        return "verhoging van een ander lid, berekend"
    if read.penalty.in_weeks:
        return "gevangenisstraf in weken, als een maand geschreven"
    return ""


def _by_weight(category: str, penalty: Penalty | None) -> str:
    """Return violence as serious or not, by its maximum: that is how the categories differ."""
    if category not in ("violence", "serious-violence") or penalty is None:
        return category
    return "serious-violence" if (penalty.maximum_months or 0) >= 72 else "violence"


def _unanimous(sorted_rows: Iterable[tuple[_Key, str]]) -> dict[_Key, str]:
    """Return the category of each key of which all rows have one."""
    found: dict[_Key, set[str]] = defaultdict(set)
    for key, category in sorted_rows:
        found[key].add(category)
    return {key: next(iter(every)) for key, every in found.items() if len(every) == 1}


def _write(rows: Iterable[Row], *, titles: Mapping[str, Title], folder: Path) -> None:
    files: dict[str, list[Row]] = defaultdict(list)
    about: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.act == "Sr":
            title = _title_of(row, titles=titles)
            place = f"{title.book}-{_roman(title.number)}"
            name = f"sr/book_{title.book}_title_{_roman(title.number)}"
            told = f"the Penal Code, Book {title.book} Title {title.number} ({title.name})"
            about[name] = (f"OFF/sr/{place}", told)
        else:
            name = row.act.lower().replace(" ", "_")
            about[name] = (f"OFF/{row.act.lower().replace(' ', '-')}", f"the {row.act}")
        files[name].append(row)
    (folder / "sr").mkdir(parents=True, exist_ok=True)
    for name, of_file in sorted(files.items()):
        of_file.sort(key=lambda row: row.place)
        text = _file(of_file, identifier=about[name][0], about=about[name][1])
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def _file(rows: Sequence[Row], *, identifier: str, about: str) -> str:
    marks = {row.confidence for row in rows}
    published = "consolidated text of 17 November 2015" if rows[0].act == "Sr" else "texts of 2015"
    sources = [f"{{cite: the articles named, published: {published}, confidence: T15}}"]
    if marks & {"S", "M"}:
        sources += [
            f"{{cite: rows marked {mark}, published: {what}, confidence: {mark}}}"
            for mark, what in (("S", '"guidelines, summaries and press"'), ("M", "from memory"))
            if mark in marks
        ]
    if "I" in marks:
        read = '"the same text, read by a script; labels are its own words cut short"'
        sources.append(f"{{cite: rows marked I, published: {read}, confidence: I}}")
    return "\n".join(
        (
            "# First written by scripts/write_offences.py, kept by hand since.",
            f"id: {identifier}",
            f'description: "Offences of {about}, each while it held, with its statutory maximum"',
            "unit: months of prison",
            "values:",
            "  2004-04-01:",
            f"    act: {rows[0].act}",
            "    provisions:",
            *(f"      - {_line(row)}" for row in rows),
            "sources:",
            "  2004-04-01:",
            *(f"    - {source}" for source in sources),
            "open_questions:",
            "  - question: Does a provision that was read in a text of 2015 still read so today?",
            f"    choice: {_UNCHANGED}",
            f"checked: {{on: {CHECKED_ON}, by: law-desk}}",
            "",
        )
    )


def _line(row: Row) -> str:
    parts = [f'article: "{row.article}"', f"what: {_quoted(row.what)}", f"kind: {row.kind}"]
    if row.maximum_months is not None:
        parts.append(f"maximum_months: {row.maximum_months}")
    if row.maximum_unknown:
        parts.append("maximum_unknown: true")
    if row.life:
        parts.append("life: true")
    parts.append(f"category: {row.category}")
    if row.starts_on is not None:
        parts.append(f"starts_on: {row.starts_on}")
    if row.ends_before is not None:
        parts.append(f"ends_before: {row.ends_before}")
    parts.append(f"confidence: {row.confidence}")
    if row.note:
        parts.append(f"note: {_quoted(row.note)}")
    return "{" + ", ".join(parts) + "}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _title_of(row: Row, *, titles: Mapping[str, Title]) -> Title:
    """Return the title of a row; of a number the text does not have yet, that of the one before."""
    found = titles.get(_article(row))
    if found is not None:
        return found
    before = [article for article in titles if _number_of(article) <= _number_of(row.article)]
    return titles[max(before, key=_number_of)]


def _article(row: Row) -> str:
    return row.article.partition("(")[0]


def _number_of(article: str) -> tuple[int, str]:
    matched = re.match(r"([0-9]+)([^(]*)", article)
    if matched is None:
        raise ValueError(f"[{article}] has no number")
    return int(matched[1]), matched[2]


def _roman(number: str) -> str:
    """Return `14` for XIV and `19a` for XIXA."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    numeral = number.removesuffix("A")
    counted = [values[letter] for letter in numeral]
    total = sum(
        -value if any(later > value for later in counted[place + 1 :]) else value
        for place, value in enumerate(counted)
    )
    return f"{total:02}" + ("a" if numeral != number else "")


def _kind(title: Title) -> str:
    return "misdrijf" if title.book == 2 else "overtreding"


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
