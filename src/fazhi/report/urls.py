"""Addresses of the report's pages."""

from django.urls import path

from fazhi.report import pages

urlpatterns = [
    path("report/", pages.index, name="reports"),
    path("report/<int:year>/", pages.page, name="report"),
    path("report/<int:year>/annex/", pages.annex, name="report-annex"),
    path("report/<int:year>/report.<slug:kind>", pages.download, name="report-download"),
    path("figures/<str:id>/", pages.figure, name="figure"),
]
