from django.urls import path

from zhiheng.publications import views

app_name = "publications"
urlpatterns = [
    path("", views.all_publications, name="list"),
    path("write/<slug:template>/", views.write, name="write"),
    path("write/<slug:template>/issue/", views.issue, name="issue"),
    path("<int:pk>/", views.publication, name="publication"),
    path("<int:pk>/<slug:form>/", views.file, name="file"),
]
