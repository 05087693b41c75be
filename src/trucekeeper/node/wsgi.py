"""The node as a WSGI application, for ``serve`` or any server of such; ``$TRUCEKEEPER_NODE`` names the node."""

import os

from django.core.wsgi import get_wsgi_application

from trucekeeper.node.opened import opened_node

os.environ["DJANGO_SETTINGS_MODULE"] = "trucekeeper.node.settings"
opened_node()
application = get_wsgi_application()
