"""Prints the DATABASE_URL of a PostgreSQL on this machine where tests may make databases; ends with 1 where none answers.

DATABASE_URL_TEST, where set, is the only one tried.
"""

import os
import sys

import psycopg

OFFERS = (
    "postgres:///zhiheng",  # the default socket, as the user who runs the tests
    "postgres://127.0.0.1:5432/zhiheng",
    "postgres://postgres@127.0.0.1:5432/zhiheng",
)


def answers(url: str) -> bool:
    """Whether the server behind the address lets this user create databases."""
    server = url.rsplit("/", 1)[0].replace("postgres:", "postgresql:", 1) + "/postgres"
    try:
        with psycopg.connect(server, connect_timeout=3) as connection:
            row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def main() -> None:
    """Prints the first address that answers."""
    named = os.environ.get("DATABASE_URL_TEST")
    url = next((url for url in ([named] if named else OFFERS) if answers(url)), None)
    if url is None:
        sys.exit(1)
    print(url)


if __name__ == "__main__":
    main()
