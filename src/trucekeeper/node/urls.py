"""The addresses of the node's screens."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
