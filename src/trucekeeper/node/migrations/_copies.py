"""What finds copies of a text: for each report the hashes of its words and of where it came from, and its bands."""

from typing import Any

POSTGRESQL = (
    "CREATE TABLE copy (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, case_id text NOT NULL, "
    "report text NOT NULL, origin bigint, words bigint, UNIQUE (case_id, report))",
    "CREATE TABLE band (hash bigint NOT NULL, n bigint NOT NULL, PRIMARY KEY (hash, n))",
)
SQLITE = (
    "CREATE TABLE copy (n INTEGER PRIMARY KEY, case_id TEXT NOT NULL, report TEXT NOT NULL, origin INTEGER, "
    "words INTEGER, UNIQUE (case_id, report))",
    "CREATE TABLE band (hash INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hash, n)) WITHOUT ROWID",
)
BOTH = (
    "CREATE INDEX copy_words ON copy (case_id, words)",
    "CREATE INDEX copy_origin ON copy (case_id, origin)",
    "CREATE INDEX band_report ON band (n)",
    "CREATE TABLE visit (case_id text NOT NULL, url text NOT NULL, state text NOT NULL, PRIMARY KEY (case_id, url))",
)


def add(apps: Any, schema_editor: Any) -> None:
    """Create the tables that the database at hand needs."""
    for statement in (*(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE), *BOTH):
        schema_editor.execute(statement)
