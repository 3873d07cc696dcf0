"""How a table's width is shared among its columns. Plain numbers: all widths are in pixels."""

NARROWEST = 44
_SQUEEZE = 1.06  # how much narrower than the design columns may be before one is left out


def left_out(widths: list[int], spares: list[int], room: int) -> set[int]:
    """The columns for which there is no room: those with the highest `spare` first, never one with 0."""
    out: set[int] = set()
    needed = sum(widths)
    for place in sorted(range(len(widths)), key=lambda one: -spares[one]):
        if spares[place] > 0 and needed > room * _SQUEEZE:
            out.add(place)
            needed -= widths[place]
    return out


def shares(weights: list[int], needs: list[int], width: int) -> list[int]:
    """`width` pixels shared among columns by their weights; a column that would get less than it needs gets
    that, as long as others can give.
    """
    floors = [max(need, NARROWEST) for need in needs]
    fixed: dict[int, int] = {}
    while True:
        left, free = width - sum(fixed.values()), [place for place in range(len(weights)) if place not in fixed]
        whole = sum(weights[place] for place in free)
        short = [place for place in free if left * weights[place] // whole < floors[place]]
        if not short or len(short) == len(free):
            break
        fixed.update({place: floors[place] for place in short})
    sizes = [fixed.get(place, max(NARROWEST, left * weights[place] // whole)) for place in range(len(weights))]
    sizes[free[-1]] = max(NARROWEST, sizes[free[-1]] + width - sum(sizes))
    return sizes
