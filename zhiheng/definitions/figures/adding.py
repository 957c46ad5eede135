"""Whether the values of parts add up, over time and over area: it follows from the shape, and can be narrowed only."""

from itertools import chain

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measure, Over, Printing, Time
from zhiheng.definitions.figures.units import POINTS, RATES

ADDED = ("count", "sum", "mean")  # a mean is kept as sum and count, which add up
SCORE = "分"


def over_of(measures: tuple[Measure, ...], time: Time, *, whole: bool) -> tuple[Over, Over]:
    """How values add up over time and over area.

    Shape: `measures` are what is counted, of a rate both halves; `whole`: a due set, a change, a formula, a rule, min and
           max of groups or an outside series, computed again for every area and period.
    """
    if whole or any(measure.operation not in ADDED for measure in measures):
        return "none", "none"
    if time.how in ("active", "until", "since"):
        return "last", "sum"
    return "sum", "sum"


def over_of_series(printing: Printing, said: Over | None) -> tuple[Over, Over]:
    """The same of a series that is only entered: nothing follows from its shape, so that the file itself says whether areas
    are added up; never where the unit is that of a rate, of a difference of two, or of a score."""
    never = printing.unit in (*RATES, *chain(*POINTS.values()), SCORE) or "/" in printing.unit
    return "none", "sum" if said == "sum" and not never else "none"


def narrowed(
    natural: tuple[Over, Over], said: tuple[Over | None, Over | None], where: str, *, rate: bool = False
) -> tuple[Over, Over]:
    """What the file says instead, where that claims no more than the shape allows. Raises: Fault D255."""
    for name, nature, wish in zip(("over_time", "over_area"), natural, said, strict=True):
        if wish in (None, nature, "none"):
            continue
        if nature == "none":
            why = "去重数、比较数相加会重复，或者没有意义"
            raise Fault("D255", f"{where}：这个指标要逐期逐地重新计算，不能写 {name} = \"{wish}\"：{why}。请删去。")
        if nature == "last" and wish == "sum":
            raise Fault("D255", f"{where}：期末数不能按期相加，不能写 {name} = \"sum\"。请删去，或改用 event。")
        if rate:
            raise Fault("D255", f"{where}：比率的分子、分母各自相加再除，不取平均，不能写 {name} = \"{wish}\"。请删去。")
        if name == "over_area":
            raise Fault("D255", f"{where}：各地的数相加，不取平均，也不取最后一个，不能写 over_area = \"{wish}\"。请删去。")
    return said[0] or natural[0], said[1] or natural[1]
