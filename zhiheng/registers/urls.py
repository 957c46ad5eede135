from django.urls import path

from zhiheng.registers import views

app_name = "registers"
urlpatterns = [
    path("", views.all_registers, name="list"),
    path("imports/<int:pk>/file/", views.imported_file, name="imported-file"),
    path("<slug:register>/", views.rows, name="rows"),
    path("<slug:register>/import/", views.bring_in, name="import"),
    path("<slug:register>/export/", views.export, name="export"),
    path("<slug:register>/template/", views.empty_sheet, name="template"),
    path("<slug:register>/<int:pk>/", views.row, name="row"),
    path("<slug:register>/<int:pk>/status/", views.set_status, name="set-status"),
]
