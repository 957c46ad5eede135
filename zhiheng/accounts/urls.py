from django.urls import path

from zhiheng.accounts.views import grants, logs, people, signing, tokens

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign-in"),
    path("sign-in/office/", signing.go_to_provider, name="go-to-provider"),
    path("sign-in/office/back/", signing.come_back, name="back"),
    path("sign-out/", signing.sign_out, name="sign-out"),
    path("founding/", signing.founding, name="founding"),
    path("start/", signing.start, name="start"),
    path("password/", signing.password, name="password"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:token>/revoke/", tokens.revoke, name="revoke-token"),
    path("office/", signing.switch_office, name="switch-office"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add-person"),
    path("people/<int:pk>/admit/", people.admit, name="admit"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/leave/", people.leave, name="leave"),
    path("people/<int:pk>/back/", people.bring_back, name="bring-back"),
    path("people/<int:pk>/password/", people.give_password, name="give-password"),
    path("settings/", people.settings, name="settings"),
    path("grants/", grants.grants, name="grants"),
    path("grants/add/", grants.add_grant, name="add-grant"),
    path("grants/<int:pk>/", grants.grant, name="grant"),
    path("grants/<int:pk>/revoke/", grants.revoke, name="revoke"),
    path("roles/", grants.roles, name="roles"),
    path("purposes/", grants.purposes, name="purposes"),
    path("locks/", grants.locks, name="locks"),
    path("locks/unlock/", grants.unlock, name="unlock"),
    path("logs/", logs.logs, name="logs"),
    path("logs/export/", logs.export, name="export-logs"),
]
