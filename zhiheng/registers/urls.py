from django.urls import path

from zhiheng.registers.views import files, importing, rows, stepping

app_name = "registers"
urlpatterns = [
    path("", rows.all_registers, name="list"),
    path("imports/<int:pk>/file/", importing.imported_file, name="imported-file"),
    path("<slug:register>/", rows.rows, name="rows"),
    path("<slug:register>/import/", importing.bring_in, name="import"),
    path("<slug:register>/export/", files.export, name="export"),
    path("<slug:register>/template/", files.empty_sheet, name="template"),
    path("<slug:register>/<int:pk>/", rows.row, name="row"),
    path("<slug:register>/<int:pk>/step/", stepping.step, name="step"),
    path("<slug:register>/<int:pk>/status/", rows.set_status, name="set-status"),
]
