from django.urls import path

from zhiheng.directory.views import areas, enterprises, organisations

app_name = "directory"
urlpatterns = [
    path("", organisations.list_, name="list"),
    path("add/", organisations.add, name="add"),
    path("paste/", organisations.paste, name="paste"),
    path("usual-order/", organisations.usual_order, name="usual-order"),
    path("<int:pk>/", organisations.body, name="body"),
    path("<int:pk>/save/", organisations.save, name="save"),
    path("<int:pk>/move/", organisations.move, name="move"),
    path("<int:pk>/rename/", organisations.rename, name="rename"),
    path("<int:pk>/end/", organisations.end, name="end"),
    path("<int:pk>/revive/", organisations.revive, name="revive"),
    path("areas/", areas.own, name="areas"),
    path("areas/<slug:code>/", areas.area, name="area"),
    path("areas/<slug:code>/add/", areas.add, name="area-add"),
    path("areas/<slug:code>/add-listed/", areas.add_listed, name="area-add-listed"),
    path("areas/<slug:code>/change/", areas.change, name="area-change"),
    path("enterprises/", enterprises.list_, name="enterprises"),
    path("enterprises/add/", enterprises.add, name="enterprise-add"),
    path("enterprises/pairs/", enterprises.pairs, name="pairs"),
    path("enterprises/pairs/compare/", enterprises.compare, name="compare"),
    path("enterprises/pairs/<int:pk>/", enterprises.judge, name="judge"),
    path("enterprises/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/save/", enterprises.save, name="enterprise-save"),
    path("enterprises/<int:pk>/code/", enterprises.give_code, name="enterprise-code"),
    path("enterprises/<int:pk>/rename/", enterprises.rename, name="enterprise-rename"),
    path("enterprises/<int:pk>/alias/", enterprises.add_alias, name="enterprise-alias"),
    path("enterprises/<int:pk>/alias/drop/", enterprises.drop_alias, name="enterprise-drop-alias"),
    path("enterprises/<int:pk>/confirm/", enterprises.confirm, name="enterprise-confirm"),
    path("enterprises/<int:pk>/unmerge/", enterprises.unmerge, name="enterprise-unmerge"),
]
