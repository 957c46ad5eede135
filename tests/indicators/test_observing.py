"""What was observed stays; what is found otherwise is a new revision, and says why."""

import json
from decimal import Decimal

import pytest
from msgspec.structs import replace

import factories
from zhiheng.cli import main
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.directory.queries import everywhere
from zhiheng.engines.gathering.asking import Gatherer
from zhiheng.indicators import freshening, observing, runs
from zhiheng.indicators.actions import observe
from zhiheng.indicators.engines import engine
from zhiheng.indicators.freshening import freshen, observe_many
from zhiheng.indicators.known import known_counted, known_indicator, known_indicators
from zhiheng.indicators.models import Observation, Run
from zhiheng.indicators.queries import figures
from zhiheng.indicators.runs import basis_of, kept_runs
from zhiheng.registers.actions import import_file

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
HALF = period_from("2025H1")


def bring(cast: factories.Cast, *lines: str) -> None:
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def fines(area) -> list[tuple[int, Decimal | None, bool, str]]:
    found = Observation.objects.filter(indicator="fines", area=area).order_by("revision")
    return [(one.revision, one.value, one.current, one.cause) for one in found]


def watched(cast: factories.Cast) -> None:
    observe(cast.county, HALF, [known_indicator("fines")])


def test_a_correction_is_a_new_revision_and_the_old_value_stays() -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,7000")
    watched(cast)
    assert fines(cast.county) == [(1, Decimal("0.5"), False, "first"), (2, Decimal("0.7"), True, "rows")]


def test_rows_that_change_nothing_of_a_figure_confirm_it() -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    bring(cast, "2,农资,邻县,2025-01-01,10,2,1,5000")
    watched(cast)
    one = Observation.objects.get(indicator="fines", area=cast.county)
    assert one.run != one.confirmed
    assert one.confirmed == Run.objects.first()


def test_kept_values_follow_the_rows_in_the_background() -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    assert freshen() == (0, 0)
    bring(cast, "2,农资,示例县,2025-01-02,10,2,1,5000")
    assert freshen() == (1, 1)
    assert fines(cast.county)[-1] == (2, Decimal("1.00"), True, "rows")


def test_a_figure_kept_for_many_areas_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    observe_many([known_indicator("fines")], [cast.province, cast.county], [HALF, period_from("2025Q1")])
    asked: list[str] = []
    bases_of = freshening.bases_of

    def noted(wanted, by):
        asked.extend(one.id for one in wanted)
        return bases_of(wanted, by)

    monkeypatch.setattr(freshening, "bases_of", noted)
    freshen()
    assert asked == ["fines"]


def test_two_who_observe_the_same_at_once_share_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    basis = figures(everywhere(), cast.county, HALF, [known_indicator("fines")])["fines"].basis
    insert = runs.insert_missing

    def just_after_another(model, made):
        names = [field.attname for field in Run._meta.concrete_fields]
        insert(model, [Run(**{name: getattr(one, name) for name in names}) for one in made])
        insert(model, made)

    monkeypatch.setattr(runs, "insert_missing", just_after_another)
    assert list(kept_runs([basis])) == [basis.name]


def test_a_figure_rests_on_the_registers_that_its_conditions_lead_to() -> None:
    invested = replace(known_indicator("programme-invested"), where={"pledge.kind": "公开承诺"})
    basis = basis_of(invested, known_indicators(), known_counted(), engine())
    assert {"action-programme", "quality-commitment"} <= basis.inputs.keys()


def test_who_keeps_a_value_that_another_has_just_kept_finds_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    read, overtaken = observing._current, []

    def read_and_overtaken(wanted):
        found = read(wanted)
        if not overtaken:
            overtaken.append(True)
            watched(cast)
        return found

    monkeypatch.setattr(observing, "_current", read_and_overtaken)
    kept = observe(cast.county, HALF, [known_indicator("fines")])
    assert fines(cast.county) == [(1, Decimal("0.5"), True, "first")]
    assert kept["fines"] == Observation.objects.get(area=cast.county)


def test_years_in_which_no_row_moved_are_confirmed_uncounted(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    settings.ENGINE, settings.HOME = "duckdb", tmp_path
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2024-01-01,10,2,1,5000", "2,农资,示例县,2025-01-01,10,2,1,5000")
    spans = [period_from(text) for text in ("2024", "2024Q1", "2024-12-01..2025-01-31", "2025", "2025Q1")]
    observe_many([known_indicator("fines")], [cast.county], spans)
    counted: list[str] = []
    gathered = Gatherer.gathered

    def seen(self, question, areas, periods):  # type: ignore[no-untyped-def]
        counted.extend(period.text for period in periods)
        return gathered(self, question, areas, periods)

    monkeypatch.setattr(Gatherer, "gathered", seen)
    bring(cast, "2,农资,示例县,2025-01-01,10,2,1,7000")
    assert freshen() == (3, 3)
    assert sorted(counted) == ["2024-12-01..2025-01-31", "2025", "2025Q1"]
    assert freshen() == (0, 0)


def test_a_row_that_goes_to_another_year_has_both_counted_again(settings, tmp_path) -> None:
    settings.ENGINE, settings.HOME = "duckdb", tmp_path
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2024-01-01,10,2,1,5000", "2,农资,示例县,2025-01-01,10,2,1,5000")
    observe_many([known_indicator("fines")], [cast.county], [period_from(text) for text in ("2023", "2024", "2025")])
    bring(cast, "2,农资,示例县,2024-02-01,10,2,1,5000")
    assert freshen() == (2, 2)


def test_a_kept_value_that_holds_is_not_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)

    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("an engine was asked")

    monkeypatch.setattr(Gatherer, "gathered", refuse)
    found = figures(everywhere(), cast.county, HALF, [known_indicator("fines")])["fines"]
    assert found.measured.printed == "0.50"


def test_a_definition_that_changed_counts_again_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    Run.objects.update(name="of another definition", definition_digest="another")
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,6000")
    watched(cast)
    assert fines(cast.county)[-1][3] == "definition"


def test_many_areas_and_periods_are_kept_by_one_run() -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000", "2,农资,邻县,2025-05-01,10,2,1,6000")
    periods = [period_from("2025Q1"), period_from("2025Q2")]
    kept = observe_many([known_indicator("fines")], [cast.province, cast.county], periods).current
    values = {(key[1], key[2].month): one.value for key, one in kept.items()}
    assert values == {
        (cast.province.pk, 1): Decimal("0.50"), (cast.province.pk, 4): Decimal("0.60"),
        (cast.county.pk, 1): Decimal("0.50"), (cast.county.pk, 4): None,
    }  # fmt: skip
    assert Run.objects.count() == 1


def test_the_page_of_a_figure_tells_its_revisions_and_whom_the_old_one_was_given_to() -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    clerk = cast.client("clerk")
    form = {"to": "省局质量处", "form": "质量工作月报", "reason": "电话通知", "figures": ["fines"]}
    assert clerk.post("/indicators/give/?area=990100&period=2025H1", form).status_code == 302
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,7000")
    watched(cast)
    page = clerk.get("/indicators/fines/?area=990100&period=2025H1").content.decode()
    assert "第 2 版" in page
    assert "台账记录变了" in page
    assert "报给过谁" in page
    assert "不一致" in page


def test_a_round_that_fails_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    watched(cast)
    said: list[str] = []

    def fail() -> None:
        raise Fault("M101", "没有这样的期间。")

    monkeypatch.setattr(freshening, "freshen", fail)
    monkeypatch.setattr(freshening, "keep_fresh", lambda: said.append("again"))
    freshening.freshen_in_background.call()
    assert said == ["again"]


def test_every_area_and_period_is_counted_and_kept_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    cast = factories.cast()
    bring(cast, "1,农资,示例县,2025-01-01,10,2,1,5000")
    assert main(["observe", "fines", "--period", "2025", "--step", "half-year", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["values"], told["corrected"]) == (2 * Area.objects.count(), 0)
    assert main(["observe", "fines", "--period", "2025-02-03..2025-02-05"]) == 2
