"""The addresses of the surfaces; domains and the report are mounted at the end."""

from django.urls import path
from django.views.generic import RedirectView

from fazhi.surfaces import nav
from fazhi.surfaces.web import login

urlpatterns = [
    path("", RedirectView.as_view(url="/work/"), name="home"),
    path("login/", login.Login.as_view(), name="login"),
    path("login/demo/", login.demo_login, name="demo-login"),
    path("logout/", login.LogoutView.as_view(), name="logout"),
    path("large-print/", login.large_print, name="large-print"),
    *nav.mounts(),
]
