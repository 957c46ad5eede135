"""A table of a form as a page draws it: each cell once, with how far it reaches; empty edges left out."""

from zhiheng.core.values.filling import Grid, GridCell


def grid_shown(grid: Grid) -> list[list[tuple[GridCell, int, int]]]:
    """The cells of each row that holds anything, as (cell, columns, rows)."""
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell.kind == "part":
                down, across = reach.get(cell.owner, cell.owner)
                reach[cell.owner] = (max(down, at), max(across, column))
    lines = []
    for at, row in enumerate(grid.rows):
        empty = all(cell.kind == "part" or (cell.kind == "blank" and not cell.boxed) for cell in row)
        if empty and not any(cell.kind == "part" and cell.owner[0] != at for cell in row):
            continue
        line = []
        for column, cell in enumerate(row):
            if cell.kind != "part":
                down, across = reach.get((at, column), (at, column))
                line.append((cell, across - column + 1, down - at + 1))
        lines.append(line)
    return lines
