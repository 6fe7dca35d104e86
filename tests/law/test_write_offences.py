"""The script that writes the tables of offences: it reads penalties whole, or says it did not."""

from pathlib import Path

import pytest

from scripts.penal_code import NotRead, ReadProvision, read_penal_code, read_titles
from scripts.write_offences import main

TEXT = """
###Eerste Boek

### Artikel  45

1.  Poging wordt gestraft met gevangenisstraf van ten hoogste vijf jaren.

### Tweede  Boek

####Misdrijven

### Titel  XIV

####Misdrijven tegen de zeden

### Artikel  240b

1.  Met gevangenisstraf van ten hoogste vier jaren of geldboete van de vijfde categorie wordt
gestraft degene die een afbeelding verspreidt.
2.   Met gevangenisstraf van ten hoogste acht jaren of geldboete van de vijfde categorie wordt
gestraft degene die daarvan een beroep maakt.
3.  Bij veroordeling kan ontzetting van rechten worden uitgesproken.

### Titel  XIX

####Misdrijven tegen het leven gericht

###Artikel 289

Hij die opzettelijk en met voorbedachten rade een ander van het leven berooft, wordt, als schuldig
aan moord, gestraft met levenslange gevangenisstraf of tijdelijke van ten hoogste dertig jaren of
geldboete van de vijfde categorie.

### Artikel  290

Hij die iets doet, wordt gestraft:

1°. met gevangenisstraf van ten hoogste een jaar en zes maanden, indien een;

2º.met gevangenisstraf van ten hoogste negen jaren, indien twee.

### Artikel  291

1. Hij die a doet, wordt gestraft met gevangenisstraf van ten hoogste zes jaren.
2. Met dezelfde straf wordt gestraft hij die b doet.
3. De gevangenisstraf wordt met een derde verhoogd, indien het erg is.

### Artikel  292

Hij die iets doet, wordt gestraft met gevangenisstraf van ten hoogste vijften jaren.

### Artikel  293

1.  Hij die:

a. iets;

b. of anders,    doet, wordt gestraft met gevangenisstraf van ten hoogste twee weken.

### Artikel  294

Niet strafbaar is hij die niets doet.

### Derde  Boek

####Overtredingen

### Titel  VI

####Overtredingen betreffende de zeden

### Artikel  453

Hij die zich in kennelijke staat van dronkenschap op de openbare weg bevindt, wordt gestraft met
hechtenis van ten hoogste twaalf dagen of geldboete van de eerste categorie.

####Algemene slotbepaling

### Artikel  479

Het in werking treden wordt gestraft met gevangenisstraf van ten hoogste een jaar.
"""

HEADER = (
    "wet,artikel,lid,kwalificatie,soort,max_gevangenisstraf_maanden,levenslang,hechtenis_maanden,"
    "boetecategorie,categorie,geldig_van,geldig_tot,bron,opmerking\n"
)
TABLE = HEADER + (
    "Sr,289,,Moord,misdrijf,360,yes,,5,homicide,,,2015,\n"
    "Sr,240b,1,Kinderpornografie,misdrijf,48,no,,5,youth-image,,2024-06-30,2015,opvolger 252\n"
    "Sr,252,,Kinderpornografie,misdrijf,72,no,,5,youth-image,2024-07-01,,secundair,\n"
    "WVW,8,2 onder a,Rijden,misdrijf,,no,,3,traffic,,,geheugen,MAX ONBEKEND; niet gelezen\n"
)


@pytest.fixture(scope="module")
def read() -> dict[str, ReadProvision]:
    """What was read of the text, by citation."""
    return {each.cite: each for each in read_penal_code(TEXT)[0]}


@pytest.fixture(scope="module")
def not_read() -> list[NotRead]:
    """What was not."""
    return read_penal_code(TEXT)[1]


@pytest.mark.parametrize(
    ("cite", "months", "life"),
    [
        ("240b(1)", 48, False),
        ("240b(2)", 96, False),
        ("289", 360, True),
        ("290(1)", 18, False),
        ("290(2)", 108, False),
        ("291(1)", 72, False),
        ("291(2)", 72, False),
        ("291(3)", 96, False),
        ("293(1)", 1, False),
        ("453", None, False),
    ],
)
def test_a_penalty_is_read_from_the_words_of_the_act(
    cite: str, months: int | None, life: bool, read: dict[str, ReadProvision]
) -> None:
    assert (read[cite].penalty.maximum_months, read[cite].penalty.life) == (months, life)


def test_only_provisions_with_a_penalty_in_the_special_part_are_read(
    read: dict[str, ReadProvision],
) -> None:
    assert not {"45(1)", "240b(3)", "292", "294", "479"} & read.keys()
    assert len(read) == 10


def test_what_is_not_understood_is_listed_and_not_guessed(not_read: list[NotRead]) -> None:
    assert [each.cite for each in not_read] == ["292"]


def test_a_label_is_the_name_of_the_act_or_its_words(read: dict[str, ReadProvision]) -> None:
    assert read["289"].label == "Moord"
    assert read["453"].label.startswith("Zich in kennelijke staat van dronkenschap")


def test_a_title_is_that_of_the_act() -> None:
    titles = read_titles(TEXT)

    assert (titles["453"].book, titles["453"].number) == (3, "VI")
    assert titles["289"].name == "Misdrijven tegen het leven gericht"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with the table and the text."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    # Articles that a person read, which the script looks up in the text.
    by_hand = "".join(f"\n### Artikel {number}\n\nX.\n" for number in ("161", "220", "228", "273e"))
    text = TEXT.replace("### Artikel  240b", f"{by_hand}\n### Artikel  240b")
    (tmp_path / "BWBR0001854.md").write_text(text, encoding="utf-8")
    return tmp_path


def _run(inputs: Path, *, into: str = "out") -> Path:
    target = inputs / into
    assert main([str(inputs / "table.csv"), str(inputs), str(target)]) == 0
    return target


def test_the_files_are_written_the_same_each_time(inputs: Path) -> None:
    first, second = _run(inputs), _run(inputs, into="again")
    names = sorted(path.relative_to(first) for path in first.rglob("*.yaml"))

    assert [str(name) for name in names] == [
        "sr/book_2_title_14.yaml",
        "sr/book_2_title_19.yaml",
        "sr/book_3_title_06.yaml",
        "wvw_1994.yaml",
    ]
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_the_table_decides_and_the_text_adds_what_it_lacks(inputs: Path) -> None:
    target = _run(inputs)
    sexual = (target / "sr" / "book_2_title_14.yaml").read_text(encoding="utf-8").splitlines()
    rows = [line for line in sexual if "article:" in line]

    (first,) = [row for row in rows if '"240b(1)"' in row]
    assert "Kinderpornografie" in first
    assert "confidence: T15" in first
    (second,) = [row for row in rows if '"240b(2)"' in row]
    assert "maximum_months: 96" in second
    assert "ends_before: 2024-07-01" in second
    assert "confidence: I" in second
    (new,) = [row for row in rows if '"252"' in row]
    assert "starts_on: 2024-07-01" in new


def test_an_unknown_maximum_stays_unknown(inputs: Path) -> None:
    text = (_run(inputs) / "wvw_1994.yaml").read_text(encoding="utf-8")

    assert 'article: "8(2)(a)"' in text
    assert "maximum_unknown: true" in text
    assert 'note: "niet gelezen"' in text


def test_a_difference_with_the_text_is_said(
    inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = (inputs / "table.csv").read_text(encoding="utf-8").replace(",48,no", ",54,no")
    (inputs / "table.csv").write_text(table, encoding="utf-8")

    _run(inputs)

    assert "differs: Sr 240b(1)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Moord,misdrijf", "Moord,vergrijp", "kind"),
        (",homicide,", ",murder,", "category"),
        (",2015,\n", ",gehoord,\n", "source"),
        (",360,yes,", ",dertig,yes,", "months are no number"),
        (",360,yes,", ",,yes,", "life without"),
        (",,no,,3,traffic", ",6,no,,3,traffic", "unknown maximum with months"),
        ("2024-07-01,,secundair", "2024-07-01,2024-06-30,secundair", "ends before"),
        ("Sr,252,,", "Sr,289,,", "two rows hold on one day"),
        (",48,no,,5,youth-image", ",48,no,,5,serious-violence", "below six years"),
        ("Moord,misdrijf", "Moord,overtreding", "prison for a minor offence"),
    ],
)
def test_a_table_that_contradicts_itself_writes_nothing(
    old: str, new: str, problem: str, inputs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = (inputs / "table.csv").read_text(encoding="utf-8").replace(old, new, 1)
    (inputs / "table.csv").write_text(table, encoding="utf-8")
    ended = main([str(inputs / "table.csv"), str(inputs), str(inputs / "out")])

    assert ended == 1
    assert problem in capsys.readouterr().err
    assert not (inputs / "out").exists()


def test_rows_that_follow_each_other_are_no_contradiction(inputs: Path) -> None:
    table = (inputs / "table.csv").read_text(encoding="utf-8").replace("Sr,252,,", "Sr,240b,1,")
    (inputs / "table.csv").write_text(table, encoding="utf-8")

    text = (_run(inputs) / "sr" / "book_2_title_14.yaml").read_text(encoding="utf-8")

    assert text.count('article: "240b(1)"') == 2
