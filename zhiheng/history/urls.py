"""No page of its own yet: each thing's page shows its own timeline with `history/timeline.html`."""

app_name = "history"
urlpatterns: list = []
