"""Migrations are one line a app, named by what they do, and leave nothing out."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = [app.label for app in apps.get_app_configs() if app.name.startswith("zhiheng.")]


@pytest.fixture(scope="module")
def migrations() -> dict[tuple[str, str], object]:
    """Our migrations as they stand on disk, by app and name."""
    on_disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {key: migration for key, migration in on_disk.items() if key[0] in OURS}


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=said)
    except SystemExit:
        pytest.fail(f"models differ from their migrations:\n{said.getvalue()}")


def test_each_app_has_one_line_of_migrations(migrations: dict) -> None:
    parents = [
        (app, needed) for (app, name) in migrations for needed in migrations[app, name].dependencies if needed[0] == app
    ]
    assert len(parents) == len(set(parents)), "two migrations follow the same one"
    merged = [key for key, migration in migrations.items() if sum(d[0] == key[0] for d in migration.dependencies) > 1]
    assert not merged, f"two lines are joined in {merged}"


def test_numbers_run_without_a_gap(migrations: dict) -> None:
    for label in {app for app, _ in migrations}:
        numbers = sorted(int(name[:4]) for app, name in migrations if app == label)
        assert numbers == list(range(1, len(numbers) + 1)), f"{label}: {numbers}"


def test_a_migration_is_named_by_its_effect(migrations: dict) -> None:
    machine_made = re.compile(r"\d{4}_(initial|auto|alter|remove|rename|delete|add)\b|\d{4}_auto_|_and_more$|_\d{8}_")
    named_by_machine = [f"{app}/{name}" for app, name in migrations if machine_made.search(name)]
    assert not named_by_machine, f"say what the migration is for: {named_by_machine}"
