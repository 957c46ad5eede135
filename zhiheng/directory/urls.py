from django.urls import path

from zhiheng.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.list_, name="list"),
    path("add/", views.add, name="add"),
    path("paste/", views.paste, name="paste"),
    path("usual-order/", views.usual_order, name="usual-order"),
    path("<int:pk>/", views.body, name="body"),
    path("<int:pk>/save/", views.save, name="save"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/end/", views.end, name="end"),
    path("<int:pk>/revive/", views.revive, name="revive"),
]
