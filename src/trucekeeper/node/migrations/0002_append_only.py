"""Let the database refuse to change or remove an entry or a seal."""

from django.db import migrations

from trucekeeper.node.migrations._triggers import add


class Migration(migrations.Migration):
    """The triggers of both databases."""

    dependencies = (("node", "0001_initial"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
