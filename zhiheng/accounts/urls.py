from django.urls import path

from zhiheng.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("founding/", views.founding, name="founding"),
    path("password/", views.password, name="password"),
    path("people/", views.people, name="people"),
    path("people/add/", views.add_person, name="add-person"),
    path("people/<int:pk>/end/", views.end_membership, name="end-membership"),
]
