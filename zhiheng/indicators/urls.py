from django.urls import path

from zhiheng.indicators.views import charts, figures, filling, problems, questions, returns, targets

app_name = "indicators"
urlpatterns = [
    path("", figures.figures, name="list"),
    path("dashboard/", charts.dashboard, name="dashboard"),
    path("give/", figures.give, name="give"),
    path("fill/", filling.take, name="fill"),
    path("fill/<int:pk>/", filling.show, name="filled-form"),
    path("fill/<int:pk>/file/", filling.file, name="filled-file"),
    path("fill/<int:pk>/drop/", filling.drop, name="drop-form"),
    path("returns/", returns.overview, name="returns"),
    path("returns/open/<slug:form>/", returns.open_round, name="open-round"),
    path("returns/rounds/<int:pk>/", returns.round_page, name="round"),
    path("returns/rounds/<int:pk>/sum/", returns.summed, name="summary"),
    path("returns/rounds/<int:pk>/out/", returns.hand_out, name="hand-out"),
    path("returns/rounds/<int:pk>/back/", returns.take_back, name="take-back"),
    path("returns/rounds/<int:pk>/files/<int:file>/", returns.settle, name="settle-file"),
    path("returns/rounds/<int:pk>/refill/", returns.refill, name="refill"),
    path("returns/rounds/<int:pk>/accept/", returns.accept_all, name="accept-all"),
    path("returns/rounds/<int:pk>/urge/", returns.urge, name="urge"),
    path("returns/rounds/<int:pk>/urging/", returns.urging_list, name="urging"),
    path("returns/<int:pk>/", returns.return_page, name="return"),
    path("returns/<int:pk>/save/", returns.save, name="save-return"),
    path("returns/<int:pk>/review/", returns.review, name="review-return"),
    path("returns/<int:pk>/print/", returns.printed, name="print-return"),
    path("targets/", targets.targets, name="targets"),
    path("targets/judge/", targets.judge, name="judge-targets"),
    path("targets/<int:pk>/", targets.link, name="link"),
    path("questions/", questions.questions, name="questions"),
    path("questions/ask/", questions.ask, name="ask"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer"),
    path("questions/<int:pk>/close/", questions.close, name="close"),
    path("problems/", problems.problems, name="problems"),
    path("problems/count/", problems.count, name="count-problems"),
    path("problems/chase/", problems.chase, name="chase-problem"),
    path("problems/dismiss/", problems.dismiss, name="dismiss-problem"),
    path("<slug:indicator>/", figures.figure, name="figure"),
    path("<slug:indicator>/rows/<slug:part>/", figures.rows, name="rows"),
    path("<slug:indicator>/trend/", charts.trend, name="trend"),
    path("<slug:indicator>/areas/", charts.areas, name="areas"),
    path("<slug:indicator>/charts/<slug:kind>.<slug:form>", charts.file, name="chart-file"),
]
programs = [  # under /api/indicators/
    path("<slug:indicator>/series/", charts.series, name="series"),
]
