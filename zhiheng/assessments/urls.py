from django.urls import path

from zhiheng.assessments.views import years

app_name = "assessments"
urlpatterns = [
    path("", years.assessment_list, name="list"),
    path("<int:pk>/", years.overview, name="assessment"),
]
