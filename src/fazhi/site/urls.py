"""The addresses of the site: the surfaces, which mount the domains and the report."""

from django.urls import include, path

urlpatterns = [path("", include("fazhi.surfaces.urls"))]
