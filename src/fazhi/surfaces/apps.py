"""The surfaces as a Django app: their own rows are saved views and proposals of amendments."""

from django.apps import AppConfig


class SurfacesConfig(AppConfig):
    name = "fazhi.surfaces"
    label = "surfaces"
    verbose_name = "界面"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fazhi.surfaces import known
        from fazhi.surfaces.accounts.sessions import connect
        from fazhi.surfaces.admin import first

        connect()
        known.connect()
        first.connect()
