"""SQL in files beside the module that uses it, one name and one sentence per query.

    -- facts_holding --
    -- Facts about one person that hold on a day.
    SELECT ... WHERE holds @> %(day)s

`QUERIES = Queries(Path(__file__).with_name("facts.sql"))` reads nothing yet; the file is read when
a query is first asked for, as `QUERIES.facts_holding`.
"""

import re
from functools import cached_property
from pathlib import Path

_NAME = re.compile(r"^-- ([a-z][a-z0-9_]*) --$", re.MULTILINE)


class Queries:
    """The named queries of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self.by_name[name]
        except KeyError:
            raise AttributeError(f"no query [{name}] in [{self._path.name}]") from None

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Read the file: the SQL of each query by its name, its comment included.

        Raises:
            ValueError: Two queries share a name, or one lacks its sentence or its SQL.
        """
        found: dict[str, str] = {}
        _, *parts = _NAME.split(self._path.read_text(encoding="utf-8"))
        for name, body in zip(parts[::2], parts[1::2], strict=True):
            lines = [line for line in body.splitlines() if line.strip()]
            is_explained = bool(lines) and lines[0].startswith("-- ")
            if name in found or not is_explained or all(line.startswith("--") for line in lines):
                raise ValueError(
                    f"query [{name}] in [{self._path.name}] must have a name of its own, a "
                    "sentence that says what it gives, and SQL"
                )
            found[name] = "\n".join(lines)
        return found
