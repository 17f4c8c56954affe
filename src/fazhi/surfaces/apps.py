"""The surfaces as a Django app: templates, static files, saved views and proposed amendments."""

from django.apps import AppConfig


class SurfacesConfig(AppConfig):
    name = "fazhi.surfaces"
    label = "surfaces"
    verbose_name = "页面"
