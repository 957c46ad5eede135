"""Asks pip which wheel each locked package has for the machines offices run, and writes wheels.csv.

Run by bin/lock; PySpark's archive is large, so that it takes minutes. tests/house/test_requirements.py holds the record to the
lock file without a network.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MACHINES = ("x86_64", "aarch64")
PYTHON = "3.11"
NEWEST_GLIBC = 28  # glibc 2.28: 银河麒麟 V10, 统信 UOS 20, RHEL 8
SOURCES = ("pyspark",)  # published without wheel: Python and jars, the same on every machine; wanted by the extra spark alone
COLUMNS = ("package", "version", "machine", "file", "sha256")


def platforms(machine: str) -> list[str]:
    """The manylinux tags that a machine with glibc 2.28 accepts."""
    named = [f"manylinux{year}_{machine}" for year in ("2014", "2010", "1")]
    return [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, 4, -1)] + named


def wheels(machine: str) -> list[tuple[str, str, str, str, str]]:
    """One row of wheels.csv for each locked package; ends the program where pip finds no wheel, and none is known to be."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        options = [option for tag in platforms(machine) for option in ("--platform", tag)]
        subprocess.run(
            [sys.executable, "-m", "pip", "-qq", "install", "--dry-run", "--report", report, "--target", scratch,
             "--no-deps", "--only-binary", ":all:", "--no-binary", ",".join(SOURCES),
             "--implementation", "cp", "--python-version", PYTHON, *options, "--require-hashes", "-r", HERE / "dev.txt"],
            check=True,
        )  # fmt: skip
        installs = json.loads(report.read_text("utf-8"))["install"]
    return [
        (
            each["metadata"]["name"].lower().replace("_", "-").replace(".", "-"),
            each["metadata"]["version"],
            machine,
            each["download_info"]["url"].rsplit("/", 1)[1],
            each["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for each in installs
    ]


def main() -> None:
    """Writes wheels.csv, a row for each package and machine."""
    rows = sorted(row for machine in MACHINES for row in wheels(machine))
    with (HERE / "wheels.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
