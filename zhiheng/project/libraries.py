"""Libraries for pages that come as files inside an installed package, of which nothing is imported."""

from importlib.util import find_spec
from pathlib import Path


def charts_library() -> list[tuple[str, Path]]:
    """Where Apache ECharts lies, for the finder of static files; empty where its package is not installed.

    Source: docs/decisions/0009-charts.md: pages are whole without it.
    """
    package = find_spec("instaui_echarts")
    folders = package.submodule_search_locations if package else None
    return [("echarts", Path(folder) / "static") for folder in folders or ()][:1]
