"""The addresses of the administration."""

from django.urls import path

from fazhi.surfaces.admin import forms, front, health, holidays, imports, local, organs, people, programs, readings

urlpatterns = [
    path("admin/", front.front, name="admin"),
    path("admin/organs/", organs.tree, name="admin-organs"),
    path("admin/organs/<int:pk>/", organs.one, name="admin-organ"),
    path("admin/people/", people.index, name="admin-people"),
    path("admin/people/<int:pk>/", people.one, name="admin-person"),
    path("admin/import/", imports.index, name="admin-import"),
    path("admin/holidays/", holidays.index, name="admin-holidays"),
    path("admin/holidays/<int:year>/", holidays.year, name="admin-holiday-year"),
    path("admin/numbers/", local.numbers, name="admin-numbers"),
    path("admin/templates/", forms.index, name="admin-templates"),
    path("admin/templates/<str:domain>/<str:kind>/", forms.one, name="admin-template"),
    path("admin/parameters/", local.parameters, name="admin-parameters"),
    path("admin/programs/", programs.index, name="admin-programs"),
    path("admin/readings/", readings.index, name="admin-readings"),
    path("admin/log/", readings.changes, name="admin-log"),
    path("health/", health.health, name="health"),
]
