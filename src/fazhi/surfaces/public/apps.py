"""The public pages as a Django app of its own: applications begun and receipts are its only tables."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "fazhi.surfaces.public"
    label = "public"
    verbose_name = "公众办事"
    default_auto_field = "django.db.models.BigAutoField"
