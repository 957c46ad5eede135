"""What the names of a condition mean: columns of the row, of a row it refers to, or computed from the dates of the row."""

from collections.abc import Mapping

from msgspec import Struct, field

from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.relations import CLOCK_DAYS, Kind, kind_of, kind_of_column, readable


class Named(Struct, frozen=True):
    """What a name stands for.

    Shape: `column` of the joined rows; `computed` state, clock or check `id`, else ""; `through` is the ref that leads to the
           row, "" for the row itself; `register` that row's.
    """

    column: str
    kind: Kind
    register: Register
    many: bool = False
    computed: str = ""
    id: str = ""
    through: str = ""

    @property
    def prefix(self) -> str:
        """What stands before the columns of the row that it is read from."""
        return f"{self.through}." if self.through else ""

    @property
    def each(self) -> str:
        """The relation with the entries of a field with many values."""
        return f"each.{self.column}"


class Names(Struct, frozen=True):
    """The names that are looked at, and the columns read for them.

    Shape: `columns[""]` of the rows, `columns[field]` of the rows that the ref leads to; `each` the many-valued fields.
    """

    register: Register
    references: Mapping[str, Register]
    known: dict[str, Named] = field(default_factory=dict)
    columns: dict[str, dict[str, None]] = field(default_factory=lambda: {"": {"@id": None, "@area": None}})
    each: dict[str, Named] = field(default_factory=dict)

    def add(self, name: str) -> Named:
        """What the name means; what it is read from is added. Raises: Fault E401–E404."""
        if name not in self.known:
            self.known[name] = self._read(self._named(name))
        return self.known[name]

    def column(self, name: str) -> str:
        """A column of the rows that is read whatever the conditions say."""
        self.columns[""][name] = None
        return name

    def entries(self, named: Named) -> str:
        """The relation with the entries of the field."""
        self.each[named.column] = named
        return named.each

    @property
    def computed(self) -> list[Named]:
        """States and clocks, then checks, which may look at them."""
        found = [named for named in self.known.values() if named.computed]
        return sorted(found, key=lambda named: named.computed == "check")

    @property
    def daily(self) -> bool:
        """Whether anything depends on the last day of the period."""
        return any(named.computed in ("state", "clock") for named in self.known.values())

    def _named(self, name: str) -> Named:
        own = _own_name(self.register, name)
        if own is not None:
            return own
        first, dot, second = name.partition(".")
        if not dot or first not in self.register.fields:
            raise _unknown(self.register, name)
        ref = readable(self.register, first)
        if not ref.to or ref.many:
            raise Fault("E402", f"“{name}”：“{ref.name}”不是只指一行的引用，后面不能带点。请换成引用字段。")
        target = self.references.get(first)
        if target is None:
            raise Fault("E402", f"“{name}”：本机没有“{ref.to}”这本台账，不能看它的列。请先装入它的定义。")
        there = _own_name(target, second)
        if there is None:
            raise _unknown(target, second)
        self.column(first)
        return Named(f"{first}.{there.column}", there.kind, target, there.many, there.computed, there.id, first)

    def _read(self, named: Named) -> Named:
        columns = self.columns.setdefault(named.through, {"@id": None, "@key": None})
        columns |= dict.fromkeys(_columns_of(named))
        if named.computed == "check":
            check = named.register.checks[named.id]
            for name in names_in(check.when) | names_in(check.expect):
                if named.through and _own_name(named.register, name) is None:
                    raise Fault("E402", f"“{named.column}”：这条校验又看别的台账（{name}），隔了两层引用。请改写条件。")
                self.add(named.prefix + name)
        return named


def _own_name(register: Register, name: str) -> Named | None:
    """What the name means in the row itself; None where it says nothing, or leads elsewhere."""
    if name in register.fields:
        there = readable(register, name)
        return Named(name, kind_of(there), register, there.many)
    if name == "state" and register.lifecycle:
        return Named(name, "text", register, computed="state")
    if name in ("late", "entered_on"):
        return Named(f"@{name}", kind_of_column(register, f"@{name}"), register)
    first, _, id = name.partition(".")
    if first == "reached" and register.lifecycle and id in register.lifecycle.states:
        return Named(name, "day", register)
    if first == "clock" and id in register.clocks and not register.clocks[id].every:
        return Named(name, "text", register, computed="clock", id=id)
    if first == "check" and id in register.checks and register.checks[id].expect:
        return Named(name, "truth", register, computed="check", id=id)
    return None


def _columns_of(named: Named) -> list[str]:
    """The columns of the relation of rows that a name is read from."""
    match named.computed:
        case "state":
            assert named.register.lifecycle  # noqa: S101 - a state was named
            return ["@state", *(f"reached.{state}" for state in named.register.lifecycle.states)]
        case "clock":
            return [f"{day}.{named.id}" for day in CLOCK_DAYS]
        case "check":
            return []
    return [named.column.removeprefix(named.prefix)]


def _unknown(register: Register, name: str) -> Fault:
    known = [*register.fields, "state", "late", "entered_on"]
    return Fault("E401", f"台账“{register.name}”没有“{name}”可以统计。可用的名字：{'、'.join(known)}。")
