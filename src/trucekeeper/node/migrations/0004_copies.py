"""Let copies of one text be found among many, and remember the visits to what is polled."""

from django.db import migrations

from trucekeeper.node.migrations._copies import add


class Migration(migrations.Migration):
    """The tables of copies and of visits."""

    dependencies = (("node", "0003_search"),)
    operations = (migrations.RunPython(add, migrations.RunPython.noop),)
