from django.urls import path

from zhiheng.registers.views import (
    archives,
    attachments,
    bulk,
    entering,
    files,
    importing,
    incoming,
    revealing,
    rows,
    stepping,
)

app_name = "registers"
urlpatterns = [
    path("", rows.all_registers, name="list"),
    path("imports/<int:pk>/file/", importing.imported_file, name="imported-file"),
    path("imports/<int:pk>/undo/", incoming.undo, name="undo-import"),
    path("incoming/<int:pk>/", incoming.show, name="incoming"),
    path("incoming/<int:pk>/act/", incoming.act, name="incoming-act"),
    path("incoming/<int:pk>/marked/", incoming.marked, name="incoming-marked"),
    path("incoming/<int:pk>/columns/", incoming.columns, name="incoming-columns"),
    path("archive/<int:pk>/", archives.archive, name="archive"),
    path("archive/<int:pk>/print/", archives.printed, name="archive-print"),
    path("archive/<int:pk>/export/", archives.export, name="archive-export"),
    path("<slug:register>/", rows.rows, name="rows"),
    path("<slug:register>/add/", entering.add, name="add"),
    path("<slug:register>/draft/", entering.keep_draft, name="draft"),
    path("<slug:register>/bulk/", bulk.bulk, name="bulk"),
    path("<slug:register>/import/", importing.bring_in, name="import"),
    path("<slug:register>/export/", files.export, name="export"),
    path("<slug:register>/reveal/", revealing.export, name="reveal-export"),
    path("<slug:register>/print/", files.printed, name="print"),
    path("<slug:register>/template/", files.empty_sheet, name="template"),
    path("<slug:register>/<int:pk>/", rows.row, name="row"),
    path("<slug:register>/<int:pk>/reveal/", revealing.reveal, name="reveal"),
    path("<slug:register>/<int:pk>/step/", stepping.step, name="step"),
    path("<slug:register>/<int:pk>/change/", entering.change, name="change"),
    path("<slug:register>/<int:pk>/status/", rows.set_status, name="set-status"),
    path("<slug:register>/<int:pk>/attach/", attachments.attach, name="attach"),
    path("<slug:register>/<int:pk>/files/<int:file>/", attachments.attached_file, name="attachment"),
]
