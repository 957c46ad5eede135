from django.urls import path

from zhiheng.indicators.views import figures

app_name = "indicators"
urlpatterns = [
    path("", figures.figures, name="list"),
    path("give/", figures.give, name="give"),
    path("<slug:indicator>/", figures.figure, name="figure"),
    path("<slug:indicator>/rows/<slug:part>/", figures.rows, name="rows"),
]
