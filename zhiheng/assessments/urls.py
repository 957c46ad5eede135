from django.urls import path

from zhiheng.assessments.views import cards, leader, scoring, supposing, years

app_name = "assessments"
urlpatterns = [
    path("", years.assessment_list, name="list"),
    path("<int:pk>/", years.overview, name="assessment"),
    path("<int:pk>/scores/", scoring.scores, name="scores"),
    path("<int:pk>/scores/hand-out/", scoring.hand_out, name="hand-out"),
    path("<int:pk>/scores/<str:kind>.zip", scoring.sheets_zip, name="sheets"),
    path("<int:pk>/scores/<int:sheet>.xlsx", scoring.sheet, name="sheet"),
    path("<int:pk>/scores/preview/", scoring.preview, name="scores-preview"),
    path("<int:pk>/scores/take-back/", scoring.take_back, name="scores-take-back"),
    path("<int:pk>/scores/cells/<str:side>/", scoring.cells, name="cells"),
    path("<int:pk>/scores/cells/<str:side>/save/", scoring.save_cells, name="cells-save"),
    path("<int:pk>/ranking/", cards.ranks, name="ranking"),
    path("<int:pk>/what-if/", supposing.supposing, name="what-if"),
    path("<int:pk>/cards/<str:code>/", cards.card, name="card"),
    path("<int:pk>/cards/<str:code>/gains/", supposing.gains, name="gains"),
    path("<int:pk>/cards/<str:code>/leader/", leader.leader, name="leader"),
]
