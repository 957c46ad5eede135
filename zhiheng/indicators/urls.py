from django.urls import path

from zhiheng.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.figures, name="list"),
    path("give/", views.give, name="give"),
    path("<slug:indicator>/", views.figures, name="figure"),
]
