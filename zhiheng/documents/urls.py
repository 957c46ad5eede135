from django.urls import path

from zhiheng.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.list_, name="list"),
    path("add/", views.add, name="add"),
    path("refusals/<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/cases/", views.cases, name="cases"),
    path("corrections/<int:pk>/decide/", views.decide_correction, name="decide-correction"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/read-again/", views.read_again, name="read-again"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/pages/<int:number>/", views.page_image, name="page-image"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/items/add/", views.add_item, name="add-item"),
    path("<int:pk>/items/<int:item>/edit/", views.edit_item, name="edit-item"),
    path("<int:pk>/items/<int:item>/", views.clause, name="clause"),
]
