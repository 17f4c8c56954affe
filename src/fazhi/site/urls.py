"""The addresses of the site: the interface for programs, then the surfaces, which mount the domains and the report."""

from django.urls import include, path

from fazhi.surfaces.api.routes import api

urlpatterns = [path("api/", api.urls), path("", include("fazhi.surfaces.urls"))]
