"""Let what is recorded be searched in Arabic and English."""

from django.db import migrations

from trucekeeper.node.migrations._search import add


class Migration(migrations.Migration):
    """The search table of both databases."""

    dependencies = (("node", "0002_append_only"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
