/* Answers dropped on the panel go in all at once, as if chosen. */
(function () {
  "use strict";
  var panel = document.getElementById("drop");
  if (!panel) { return; }
  var input = panel.querySelector('input[type="file"]');
  ["dragenter", "dragover"].forEach(function (kind) {
    panel.addEventListener(kind, function (event) { event.preventDefault(); panel.classList.add("over"); });
  });
  panel.addEventListener("dragleave", function () { panel.classList.remove("over"); });
  panel.addEventListener("drop", function (event) {
    event.preventDefault();
    panel.classList.remove("over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.form.submit(); }
  });
})();
