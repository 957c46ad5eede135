"""The schema of design rule "it must run where offices are": on a database that can do less than PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from house.sources import modules

LONGEST_NAME = 30
MODELS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhiheng.")]
NAMES = [model._meta.label for model in MODELS]


@pytest.fixture
def poorer(tmp_path: Path, django_db_blocker) -> Iterator[BaseDatabaseWrapper]:
    """An empty database with few features, in the place of the default one."""
    usual, usual_settings = connections[DEFAULT_DB_ALIAS], connections.settings[DEFAULT_DB_ALIAS]
    few = {"ENGINE": "house.poorer", "NAME": str(tmp_path / "poorer.sqlite3")}
    connections.settings[DEFAULT_DB_ALIAS] = connections.configure_settings({DEFAULT_DB_ALIAS: few})[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    with django_db_blocker.unblock():
        yield connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS].close()
    connections.settings[DEFAULT_DB_ALIAS], connections[DEFAULT_DB_ALIAS] = usual_settings, usual


def unique_fields(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    """The field names of every uniqueness that the model promises."""
    yield from ((field.name,) for field in model._meta.local_fields if field.unique)
    yield from model._meta.unique_together
    yield from (c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint))


def indexed_fields(model: type[models.Model]) -> Iterator[str]:
    """The names of the fields that stand in some index."""
    yield from (field.name for field in model._meta.local_fields if field.db_index or field.unique)
    for index in model._meta.indexes:
        yield from (name.removeprefix("-") for name in index.fields)
    for fields in unique_fields(model):
        yield from fields


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_what_is_unique_is_never_null(model: type[models.Model]) -> None:
    nullable = [(*fields,) for fields in unique_fields(model) if any(model._meta.get_field(f).null for f in fields)]
    assert not nullable, "unique and nullable: databases differ in whether two NULLs are the same"


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_no_constraint_is_conditional_or_deferred(model: type[models.Model]) -> None:
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    assert not [c.name for c in unique if c.condition or c.deferrable or c.expressions or c.include]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_no_index_is_partial_or_on_an_expression(model: type[models.Model]) -> None:
    assert not [i.name for i in model._meta.indexes if i.condition or i.expressions or i.include]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_no_index_is_on_long_text(model: type[models.Model]) -> None:
    long = (models.TextField, models.JSONField, models.BinaryField)
    assert not [name for name in indexed_fields(model) if isinstance(model._meta.get_field(name), long)]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_names_are_short_and_differ_in_more_than_case(model: type[models.Model]) -> None:
    columns = [field.column for field in model._meta.local_fields]
    others = [c.name for c in (*model._meta.constraints, *model._meta.indexes)]
    assert not [name for name in (model._meta.db_table, *columns, *others) if len(name) > LONGEST_NAME]
    assert len({column.upper() for column in columns}) == len(columns)


def test_tables_and_constraints_differ_in_more_than_case() -> None:
    tables = [model._meta.db_table.upper() for model in MODELS]
    others = [c.name.upper() for model in MODELS for c in (*model._meta.constraints, *model._meta.indexes)]
    assert len(set(tables)) == len(tables)
    assert len(set(others)) == len(others)


def test_django_finds_nothing_in_our_models_that_a_poorer_database_lacks(poorer: BaseDatabaseWrapper) -> None:
    found = run_checks(databases=[poorer.alias])
    assert not [message for message in found if getattr(message.obj, "__module__", "").startswith("zhiheng.")]


def test_every_migration_runs_on_a_poorer_database(poorer: BaseDatabaseWrapper) -> None:
    call_command("migrate", verbosity=0)
    assert not poorer.features.supports_partial_indexes
    tables = {name.upper() for name in poorer.introspection.table_names()}
    assert {model._meta.db_table.upper() for model in MODELS} <= tables


@pytest.mark.parametrize("word", ["ignore_conflicts", "update_conflicts", "RunSQL", "objects.raw(", "FILTER (", "DISTINCT ON"])
def test_no_code_leans_on_what_only_some_databases_do(word: str) -> None:
    assert not [str(path) for path in modules("zhiheng") if word in path.read_text("utf-8")]
