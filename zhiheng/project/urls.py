"""Every address of the site; each app lists its own."""

from django.urls import include, path

from zhiheng.indicators.urls import programs as indicator_programs
from zhiheng.registers.urls import programs

urlpatterns = [
    path("", include("zhiheng.desk.urls")),
    path("", include("zhiheng.accounts.urls")),
    path("seals/", include("zhiheng.history.urls")),
    path("directory/", include("zhiheng.directory.urls")),
    path("documents/", include("zhiheng.documents.urls")),
    path("plans/", include("zhiheng.plans.urls")),
    path("registers/", include("zhiheng.registers.urls")),
    path("api/registers/", include((programs, "api"))),
    path("api/indicators/", include((indicator_programs, "api-indicators"))),
    path("indicators/", include("zhiheng.indicators.urls")),
    path("assessments/", include("zhiheng.assessments.urls")),
    path("publications/", include("zhiheng.publications.urls")),
]
handler400 = "zhiheng.web.faults.not_understood"
handler403 = "zhiheng.web.faults.forbidden"
handler404 = "zhiheng.web.faults.not_found"
handler500 = "zhiheng.web.faults.broken"
