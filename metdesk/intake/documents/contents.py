"""The contents page: a list of the headings to come, told from the headings themselves."""

import re
from collections import Counter

from metdesk.intake.documents.block import Block, clean, quoted, squeeze
from metdesk.intake.documents.labels import is_contents_heading
from metdesk.intake.documents.numbers import marker, parts_of
from metdesk.intake.documents.sheet import Sheet
from metdesk.policy_text import Clause

_LEADER = re.compile(r"\s*(?:(?:[.…·_]\s?){3,}|…)\s*(?P<page>\d{1,3})?\s*$")
_LAST_NUMBER = re.compile(r"\s?(?P<page>\d{1,3})$")
_FEWEST_UNTITLED = 3
_TAIL = 200


def find_contents(sheet: Sheet) -> dict[str, str]:
    """Claims the contents page. Returns its headings by clause number, for comparison with those of the body."""
    for at, block in list(sheet.free()):
        if block.kind == "contents":
            sheet.claim(at, "contents")
    run = _titled_run(sheet) or _untitled_run(sheet)
    for at in run:
        sheet.claim(at, "contents")
    entries = [_entry(block) for block in sheet.claimed("contents")]
    return {number: title for number, title in entries if number and title}


def compare_headings(entries: dict[str, str], clauses: list[Clause]) -> list[str]:
    """A sentence for each heading that reads otherwise in the contents than in the body, where it counts."""
    said = []
    for clause in clauses:
        entry = entries.get(clause.number)
        if entry is None or not clause.heading:
            continue
        if squeeze(clause.heading) not in {squeeze(entry), squeeze(_LAST_NUMBER.sub("", entry))}:
            said.append(
                f"The contents page calls {clause.number} {quoted(entry)}; "
                f"the heading itself, {quoted(clause.heading)}, was kept."
            )
    return said


def _titled_run(sheet: Sheet) -> list[int]:
    """The contents page under its own title, as far as its entries go."""
    free = list(sheet.free())
    start = next((at for at, (_, block) in enumerate(free) if is_contents_heading(block.text)), None)
    if start is None:
        return []
    already = any(sheet.claimed("contents"))
    return [free[start][0], *([] if already else _entries(free[start + 1 :]))]


def _untitled_run(sheet: Sheet) -> list[int]:
    """A contents page without a title: several numbered entries in a row, most of which end in a page number."""
    free = list(sheet.free())
    start = next((at for at, (_, block) in enumerate(free) if _number(block)), None)
    if start is None:
        return []
    run = _entries(free[start:])
    paged = sum(1 for at in run if _page_tail(sheet.blocks[at]))
    return run if len(run) >= _FEWEST_UNTITLED and paged >= len(run) / 2 else []


def _entries(free: list[tuple[int, Block]]) -> list[int]:
    """How far the entries of a contents page go: each comes again further down, or ends in a page number."""
    numbers = Counter(number for _, block in free if (number := _number(block)))
    titles = Counter(_title(block) for _, block in free)
    seen: set[str] = set()
    taken: list[int] = []
    for at, block in free:
        number, tail = _number(block), _page_tail(block)
        if taken and re.fullmatch(r"\d{1,3}", block.text):  # the page number of an entry that ran over its line
            taken.append(at)
            continue
        if number in seen and not tail:
            break
        again = numbers[number] > 1 if number else _comes_again(block, titles)
        if not (again or tail or (number and taken and not _is_body(block))):
            break
        if number:
            seen.add(number)
        taken.append(at)
    return taken


def _comes_again(block: Block, titles: Counter[str]) -> bool:
    title = _title(block)
    return titles[title] > 1 or titles[squeeze(_LAST_NUMBER.sub("", _entry(block)[1]))] > (title.isdigit())


def _is_body(block: Block) -> bool:
    return len(block.text.split()) > 16 or block.text.rstrip().endswith((".", ";"))


def _number(block: Block) -> str:
    found = marker(_words(block))
    return found.number if found and parts_of(found.number) else ""


def _words(block: Block) -> str:
    return clean(f"{block.label} {' '.join(block.cells) or block.text}")


def _title(block: Block) -> str:
    return squeeze(_entry(block)[1])


def _entry(block: Block) -> tuple[str, str]:
    """An entry's clause number and its title, without leaders and the page number where it is sure to be one."""
    cells = [cell for cell in block.cells if cell]
    words = clean(f"{block.label} {' '.join(cells[:-1])}") if _paged_cells(cells) else _words(block)
    words = words[:-_TAIL] + _LEADER.sub("", words[-_TAIL:])
    found = marker(words)
    return (found.number, clean(found.rest)) if found and found.number else ("", clean(words))


def _paged_cells(cells: list[str]) -> bool:
    return len(cells) > 1 and bool(re.fullmatch(r"[.…·_\s]*\d{1,3}", cells[-1]))


def _page_tail(block: Block) -> bool:
    """Whether the line ends in a page number beyond doubt: after dots, a tab or a wide gap."""
    leader = _LEADER.search(block.text[-_TAIL:])
    return bool(leader and leader["page"]) or _paged_cells([cell for cell in block.cells if cell])
