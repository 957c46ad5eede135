from django.urls import path

from zhiheng.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/file/", views.calendar_file, name="calendar-file"),
    path("duties/", views.duties, name="duties"),
    path("office/", views.office, name="office"),
    path("notices/", views.notices, name="notices"),
    path("reminder/", views.reminder, name="reminder"),
]
