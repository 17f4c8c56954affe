"""The API as a Django app of its own: its tokens and webhooks are its only tables."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "fazhi.surfaces.api"
    label = "api"
    verbose_name = "接口"
    default_auto_field = "django.db.models.BigAutoField"
