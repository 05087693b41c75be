"""The search table: FTS5 on SQLite, a tsvector on PostgreSQL, over terms that ``vocabulary.text`` has normalised."""

from typing import Any

POSTGRESQL = (
    "CREATE TABLE search (case_id text, record text, terms tsvector, PRIMARY KEY (case_id, record))",
    "CREATE INDEX search_terms ON search USING gin (terms)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE search USING fts5 (case_id UNINDEXED, record UNINDEXED, terms, tokenize = 'unicode61')",
)


def add(apps: Any, schema_editor: Any) -> None:
    """Create the table that the database at hand needs."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)
