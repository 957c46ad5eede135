from django.urls import path

from zhiheng.publications.views import book, documents, issued, manuscripts

app_name = "publications"
urlpatterns = [
    path("", documents.all_publications, name="list"),
    path("write/<slug:template>/", documents.write, name="write"),
    path("write/<slug:template>/begin/", manuscripts.begin, name="begin"),
    path("write/<slug:template>/issue/", documents.issue, name="issue"),
    path("manuscripts/", manuscripts.all_manuscripts, name="manuscripts"),
    path("manuscripts/<int:pk>/", manuscripts.manuscript, name="manuscript"),
    path("manuscripts/<int:pk>/revise/", manuscripts.revise, name="revise"),
    path("manuscripts/<int:pk>/refresh/", manuscripts.refresh, name="refresh"),
    path("manuscripts/<int:pk>/submit/", manuscripts.submit, name="submit"),
    path("manuscripts/<int:pk>/send-back/", manuscripts.send_back, name="send-back"),
    path("manuscripts/<int:pk>/sign/", manuscripts.sign, name="sign"),
    path("manuscripts/<int:pk>/take-back/", manuscripts.take_back, name="take-back"),
    path("manuscripts/<int:pk>/issue/", manuscripts.issue, name="issue-signed"),
    path("manuscripts/<int:pk>/drop/", manuscripts.drop, name="drop"),
    path("manuscripts/<int:pk>/file/<slug:form>/", manuscripts.manuscript_file, name="manuscript-file"),
    path("book/", book.book, name="book"),
    path("book/file/", book.book_file, name="book-file"),
    path("book/continue/", book.continue_from, name="continue"),
    path("to-correct/", issued.to_correct, name="to-correct"),
    path("receipts/", issued.waiting, name="receipts"),
    path("receipts/<int:pk>/", issued.received, name="received"),
    path("receipts/<int:pk>/sign/", issued.receive, name="receive"),
    path("verify/", issued.verify, name="verify"),
    path("verify/file/", issued.verify_file, name="verify-file"),
    path("<int:pk>/", documents.publication, name="publication"),
    path("<int:pk>/correct/", issued.correct, name="correct"),
    path("<int:pk>/withdraw/", issued.withdraw, name="withdraw"),
    path("<int:pk>/distribute/", issued.distribute, name="distribute"),
    path("<int:pk>/tick/", issued.tick, name="tick"),
    path("<int:pk>/<slug:form>/", documents.file, name="file"),
]
