"""The tables of a node. The ledger writes the first four in one transaction; the worker writes the rest behind it."""

from django.db import models


class Entry(models.Model):
    """One entry as it is stored. The database refuses to change or remove it."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case_id = models.TextField()
    seq = models.BigIntegerField()
    id = models.TextField()
    kind = models.TextField()
    recorded_at = models.TextField()
    marking = models.TextField()
    stored = models.BinaryField()
    digest = models.TextField()

    class Meta:
        """The table."""

        db_table = "entry"
        constraints = (models.UniqueConstraint("case_id", "id", name="entry_id"),)
        indexes = (models.Index("case_id", "recorded_at", "seq", name="entry_recorded_at"),)


class Seal(models.Model):
    """The node's signature over the head of a commit. The database refuses to change or remove it."""

    pk = models.CompositePrimaryKey("case_id", "count")
    case_id = models.TextField()
    count = models.BigIntegerField()
    sealed = models.TextField()

    class Meta:
        """The table."""

        db_table = "seal"


class Record(models.Model):
    """One version of a record: made by the entry ``seq``, standing until the entry ``closed``."""

    pk = models.CompositePrimaryKey("case_id", "seq")
    case_id = models.TextField()
    seq = models.BigIntegerField()
    closed = models.BigIntegerField(null=True)
    record = models.TextField()
    kind = models.TextField()
    day = models.TextField(null=True)
    author = models.TextField()
    marking = models.TextField()
    audience = models.TextField()
    withdrawn = models.BooleanField()

    class Meta:
        """The table."""

        db_table = "record"
        indexes = (
            models.Index("case_id", "record", name="record_record"),
            models.Index("case_id", "kind", "seq", name="record_kind"),
            models.Index("case_id", "kind", "day", "seq", name="record_day"),
        )


class Held(models.Model):
    """What can be erased: a text, or an attachment by the digest of its file, under the commitment in an entry."""

    pk = models.CompositePrimaryKey("case_id", "commitment")
    case_id = models.TextField()
    commitment = models.TextField()
    salt = models.BinaryField()
    media_type = models.TextField()
    content = models.BinaryField(null=True)
    sha256 = models.TextField(null=True, db_index=True)

    class Meta:
        """The table."""

        db_table = "held"


class Computed(models.Model):
    """How far the worker has computed, and by which engine."""

    case_id = models.TextField(primary_key=True)
    seq = models.BigIntegerField()
    engine = models.TextField()
    at = models.TextField()

    class Meta:
        """The table."""

        db_table = "computed"


class Derived(models.Model):
    """One computed item: an incident, an episode, a proposed finding, a drafted warning, a page of the scene."""

    pk = models.CompositePrimaryKey("case_id", "kind", "item")
    case_id = models.TextField()
    kind = models.TextField()
    item = models.TextField()
    day = models.TextField(null=True)
    marking = models.TextField()
    audience = models.TextField()
    document = models.TextField()

    class Meta:
        """The table."""

        db_table = "derived"
        indexes = (models.Index("case_id", "kind", "day", "item", name="derived_day"),)
