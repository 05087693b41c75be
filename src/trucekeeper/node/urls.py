"""The addresses of the node's screens. The language stands first in each."""

from django.urls import path

from trucekeeper.node.screens.agreement import agreement, calendar, obligation
from trucekeeper.node.screens.figures import figure, figures
from trucekeeper.node.screens.findings import finding, findings, make_finding
from trucekeeper.node.screens.incident import act_on_incident, incident
from trucekeeper.node.screens.incidents import incidents
from trucekeeper.node.screens.report import evidence, report
from trucekeeper.node.screens.reports import reports
from trucekeeper.node.screens.review import review
from trucekeeper.node.screens.scene import root, scene
from trucekeeper.node.screens.session import SignIn, SignOut, to_sign_in
from trucekeeper.node.screens.taking import taking

urlpatterns = [
    path("", root, name="root"),
    path("sign-in", to_sign_in, name="login"),
    path("sign-out", SignOut.as_view(), name="sign-out"),
    path("<str:lang>/sign-in", SignIn.as_view(), name="sign-in"),
    path("<str:lang>/incidents/", incidents, name="incidents"),
    path("<str:lang>/incidents/review", review, name="review"),
    path("<str:lang>/incidents/<str:name>", incident, name="incident"),
    path("<str:lang>/incidents/<str:name>/<str:act>", act_on_incident, name="act-on-incident"),
    path("<str:lang>/reports/", reports, name="reports"),
    path("<str:lang>/reports/new", taking, name="taking"),
    path("<str:lang>/reports/<str:name>", report, name="report"),
    path("<str:lang>/reports/<str:name>/<str:commitment>", evidence, name="evidence"),
    path("<str:lang>/findings/", findings, name="findings"),
    path("<str:lang>/findings/make", make_finding, name="make-finding"),
    path("<str:lang>/findings/<str:incident>", finding, name="finding"),
    path("<str:lang>/agreement/", agreement, name="agreement"),
    path("<str:lang>/agreement/calendar.ics", calendar, name="calendar"),
    path("<str:lang>/agreement/<str:name>", obligation, name="obligation"),
    path("<str:lang>/figures/", figures, name="figures"),
    path("<str:lang>/figures/<str:name>", figure, name="figure"),
    path("<str:lang>/", scene, name="scene"),
]
