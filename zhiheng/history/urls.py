from django.urls import path

from zhiheng.history import views

app_name = "history"
urlpatterns = [
    path("", views.seals, name="seals"),
    path("verify/", views.verify, name="verify"),
    path("verification/", views.verification, name="verification"),
    path("roots.txt", views.roots, name="roots"),
    path("<slug:chain>/<int:seq>/", views.entry, name="entry"),
]
