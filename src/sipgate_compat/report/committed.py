"""What is generated and committed: matrix, schemas, baselines, OpenAPI documents, README figures.

``make reports`` writes them; a test compares them with what a run gives now.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .. import paths
from ..atomic import write_text
from ..config import Settings
from ..contract.model import Availability
from ..figures import committed as figures
from ..history.baseline import files as baselines
from ..openapi.document import documents
from ..run import prepare
from ..run.direct import reproducible
from ..run.model import Outcome, Run
from .matrix import Cell, Matrix, matrix
from .proof import proof
from .schemas import schemas
from .words import SYMBOLS
from .writers import WRITERS

PROOF = re.compile(r"(?<=<!-- proof: begin -->\n).*?(?=<!-- proof: end -->)", re.DOTALL)
FORMATS = ("json", "md", "csv")
MARK = re.compile(r"(?<=<!-- generated: begin -->\n).*?(?=<!-- generated: end -->)", re.DOTALL)


def files(run: Run, readme: str, root: Path = paths.CHECKOUT) -> dict[str, str]:
    """Every generated file by its path from the root of the repository.

    Args:
        run: of every case, without times.
        readme: the README as it is.
        root: of the repository, for figures that were measured.
    """
    table = matrix(run)
    made = {f"reports/emulator/{WRITERS[f].file}": WRITERS[f].write(run, table) for f in FORMATS}
    for name, schema in schemas().items():
        made[f"reports/schemas/{name}"] = json.dumps(schema, indent=2, sort_keys=True) + "\n"
    made |= documents(prepare.book())
    made |= baselines(run)
    told = proof(root, run.header.contracts)
    made["README.md"] = PROOF.sub(lambda _: told, MARK.sub(lambda _: digest(run, table), readme))
    return made | figures.files(root, made)


def digest(run: Run, table: Matrix) -> str:
    """The README's figures and its matrix in small."""
    return "\n".join(["", *_figures(run, table), "", *_tags(table), "", *_rtcm(table), "", ""])


def _figures(run: Run, table: Matrix) -> Iterator[str]:
    proven = sum(1 for claim in table.claims if claim.cases)
    known = Counter(str(verdict.evidence) for verdict in run.verdicts if verdict.promised)
    by_evidence = ", ".join(f"{n} {evidence}" for evidence, n in known.most_common())
    yield (
        f"**{len(table.operations)} operations, {len(run.verdicts)} cases** on "
        f"{len(table.profiles)} profiles; of {len(table.claims)} statements of the help page "
        f"(edition {table.edition}) {proven} are proven by cases. "
        f"Promises by evidence: {by_evidence}; "
        f"{table.summary[Outcome.RECORDED]} cases are recorded only, for nothing is promised there."
    )


def _tags(table: Matrix) -> Iterator[str]:
    yield "| operations | " + " | ".join(table.profiles) + " |"
    yield "| --- |" + " --- |" * len(table.profiles)
    for tag in dict.fromkeys(row.tag for row in table.operations):
        rows = [row for row in table.operations if row.tag == tag]
        cells = [_counted([row.profiles[p] for row in rows]) for p in table.profiles]
        yield f"| {tag} ({len(rows)}) | " + " | ".join(cells) + " |"


def _counted(cells: list[Cell]) -> str:
    """How many operations are available, refused, absent or unknown, and the worst verdict."""
    counts = Counter(cell.availability for cell in cells)
    said = ", ".join(f"{counts[a]} {a}" for a in Availability if counts[a])
    worst = min((cell.verdict for cell in cells), key=list(Outcome).index)
    return f"{SYMBOLS[worst]} {said}"


def _rtcm(table: Matrix) -> Iterator[str]:
    yield "| RTCM row of the page | status for Neo | reads so since |"
    yield "| --- | --- | --- |"
    for row in table.rtcm:
        yield f"| `{row.method} {row.path}` | {row.status} | {row.since} |"


def main(root: Path = paths.CHECKOUT) -> None:
    """Write every generated file."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name, text in files(reproducible(Settings()), readme, root).items():
        write_text(root / name, text)


if __name__ == "__main__":
    main()
