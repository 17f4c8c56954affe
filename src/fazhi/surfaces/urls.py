"""The addresses of the surfaces; domains and the report are mounted at the end."""

from django.urls import include, path
from django.views.generic import RedirectView

from fazhi.surfaces import nav
from fazhi.surfaces.admin import urls as administration
from fazhi.surfaces.public import applying, following
from fazhi.surfaces.web import amending, batch, cases, finding, laws, leading, login, papers, sheets, work

PUBLIC = [
    path("apply/", applying.index, name="apply"),
    path("apply/return/", applying.come_back, name="come-back"),
    path("apply/draft/<int:pk>/saved/", applying.saved, name="draft-saved"),
    path("apply/draft/<int:pk>/drop/", applying.drop, name="draft-drop"),
    path("apply/draft/<int:pk>/submit/", applying.submit, name="draft-submit"),
    path("apply/draft/<int:pk>/<slug:key>/", applying.page, name="draft"),
    path("apply/<slug:domain>/<slug:step>/", applying.start, name="apply-start"),
    path("mine/", following.mine, name="mine"),
    path("mine/receipt/<slug:code>/", following.receipt, name="receipt"),
    path("mine/<int:pk>/", following.case, name="my-case"),
    path("mine/<int:pk>/step/<slug:key>/", following.step, name="my-step"),
    path("mine/<int:pk>/document/<int:paper>/", following.document, name="my-document"),
    path("lookup/", following.lookup, name="lookup"),
]
urlpatterns = [
    path("", work.home, name="home"),
    path("work/", work.box, name="work"),
    path("work/<slug:name>/", work.box, name="box"),
    path("cases/", work.catalogue, name="catalogue"),
    path("cases/<slug:word>/", work.cases, name="cases"),
    path("cases/<slug:word>/export/", work.export_list, name="export"),
    path("cases/<slug:word>/views/", work.save_view, name="save-view"),
    path("views/<int:pk>/drop/", work.drop_view, name="drop-view"),
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="login"),
    path("login/demo/", login.demo_login, name="demo-login"),
    path("account/", include("allauth.urls")),
    path("large-print/", login.large_print, name="large-print"),
    path("cases/<slug:word>/new/<slug:key>/", cases.opening, name="opening"),
    path("cases/<slug:word>/intake/<slug:key>/", batch.batch, name="batch"),
    path("intake/<int:pk>/", batch.state, name="batch-state"),
    path("intake/<int:pk>/go-on/", batch.go_on, name="batch-go-on"),
    path("intake/<int:pk>/sheet/", batch.outcome, name="batch-sheet"),
    path("case/<int:pk>/", cases.case, name="case"),
    path("case/<int:pk>/open/", cases.open_personal, name="open-personal"),
    path("case/<int:pk>/step/<slug:key>/", cases.step, name="step"),
    path("case/<int:pk>/step/<slug:key>/effects/", cases.effect, name="effects"),
    path("case/<int:pk>/amend/<int:seq>/", amending.propose, name="amend"),
    path("case/<int:pk>/proposal/<int:proposal>/", amending.proposal, name="proposal"),
    path("document/<int:pk>/", papers.download, name="document"),
    path("document/<int:pk>/print/", papers.print_view, name="paper"),
    path("document/<int:pk>/deliver/", papers.delivery, name="delivery"),
    path("search/", finding.find, name="search"),
    path("board/", leading.whole, name="board"),
    path("board/<slug:word>/", leading.one, name="word-board"),
    path("laws/", laws.browse, name="laws"),
    path("laws/<str:title>/compare/", laws.compare, name="compare"),
    path("laws/<str:title>/<int:number>/words/", laws.words, name="article-words"),
    path("laws/<str:title>/<int:number>/", laws.article, name="article"),
    path("laws/<str:title>/", laws.law, name="law"),
    path("sheets/", sheets.index, name="sheets"),
    path("sheets/<str:key>/", sheets.one, name="sheet"),
    path("glossary/", sheets.words, name="glossary"),
    *PUBLIC,
    *administration.urlpatterns,
    *nav.mounts(),
    path("figures/<str:id>/", leading.figure, name="figure"),
]
