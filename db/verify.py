"""The register held against its audit: what was edited, cut or slipped in without a signed entry is named.

`steps` does it in small pieces, so that a window can do it between two key strokes.
"""

from collections.abc import Callable, Generator, Iterator

from db import audit, keyholders, verify_chain, verify_contents, verify_records
from db.base import database
from db.keyholders import KeyholderRow
from db.problems import Finding, Problem, rows

__all__ = ["Problem", "steps", "verify"]

Progress = Callable[[float], object]


def verify(from_n: int = 0, progress: Progress | None = None) -> list[str]:
    """What is wrong with the open register, a sentence each; nothing when it is as its keyholders left it.

    Checks the chain of entries after `from_n`, their signatures and details; from the start (`from_n` 0) also
    that every record is as its last entry says, and every attachment's content. `progress` is called with
    fractions from 0 to 1.
    """
    found: list[str] = []
    for step in steps(from_n, whole=from_n == 0):
        if isinstance(step, Problem):
            found.append(step.words)
        elif progress is not None:
            progress(step)
    return found


def steps(first: int = 0, *, whole: bool = True) -> Iterator[Problem | float]:
    """Verifies the open register piece by piece: yields every problem, and after each piece of a few milliseconds
    (a large attachment takes longer) the fraction done, last of all 1.0.

    Entries after `first` come first; then, where `whole`, those up to it and every record. Other work may be done
    between two pieces, changes of this register too: entries are followed up to the head as it was at the start.
    """
    head = audit.seal().n
    yield from _keyholders()
    yield from _counted(_work(head, first, whole), _total(first, whole))
    yield 1.0


def _work(head: int, first: int, whole: bool) -> Finding:
    signers = verify_chain.signers()
    yield from verify_chain.follow(first, head, signers)
    if whole and first:
        yield from verify_chain.follow(0, min(first, head), signers)
    if whole:
        yield from verify_records.strangers()
        for table in verify_records.known_tables():
            yield from verify_records.compare(table)
        for table in verify_contents.tables_of_files():
            yield from verify_contents.compare(table)


def _total(first: int, whole: bool) -> int:
    """About how many entries, details and records there are to look at."""
    queries = ["SELECT COALESCE(MAX(n), 0) FROM audit", "SELECT COALESCE(MAX(id), 0) FROM audit_detail"]
    if whole:
        checked = [*verify_records.known_tables(), *verify_contents.tables_of_files()]
        queries += [verify_records.count_query(table) for table in checked]
        first = 0
    return max(1, sum(int(rows(query)[0][0]) for query in queries) - first)


def _counted(work: Finding, total: int) -> Generator[Problem | float, None, None]:
    done = 0
    for step in work:
        if isinstance(step, Problem):
            yield step
        else:
            done += step
            yield min(done / total, 0.99)


def _keyholders() -> Iterator[Problem]:
    register = str(database.connection().execute("SELECT id FROM register").fetchone()[0])
    vouched: list[KeyholderRow] = []
    periods = verify_chain.periods()
    for row in keyholders.rows():
        then = periods.get(row.id, verify_chain.NEVER)[0]
        could = [one for one in vouched if verify_chain.in_force(periods.get(one.id, verify_chain.NEVER), then)]
        if not _issued(register, row, could if vouched else [row]):
            words = f"The keyholder {row.name} was added or changed without the signature of anyone who may."
            yield Problem(words, "keyholder", row.id)
        vouched.append(row)


def _issued(register: str, row: KeyholderRow, issuers: list[KeyholderRow]) -> bool:
    try:
        return keyholders.issue_holds(register, row, issuers)
    except (ValueError, TypeError):  # bytes that are no key, text that is no list of schools
        return False
