/* Names from above, answered by keyboard: arrows choose the row, 1 to 9 a proposal, N none, V 垂直管理, E by hand, A all. */
(function () {
  "use strict";
  var at = 0;

  function rows() { return Array.prototype.slice.call(document.querySelectorAll(".question")); }

  function go(place) {
    var all = rows();
    if (!all.length) { return; }
    at = Math.max(0, Math.min(place, all.length - 1));
    all[at].focus();
    all[at].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      if (event.key === "Escape") { event.preventDefault(); go(at); }
      return;
    }
    var key = event.key.toLowerCase();
    if (event.key === "ArrowDown" || key === "j") { event.preventDefault(); go(at + 1); return; }
    if (event.key === "ArrowUp" || key === "k") { event.preventDefault(); go(at - 1); return; }
    if (key === "a") {
      var all = document.querySelector('button[data-key="a"]');
      if (all) { event.preventDefault(); all.click(); }
      return;
    }
    var row = rows()[at];
    if (!row) { return; }
    if (key === "e") { event.preventDefault(); row.querySelector("input[list]").focus(); return; }
    var button = row.querySelector('button[data-key="' + (/^[1-9nv]$/.test(key) ? key : "-") + '"]');
    if (button) { event.preventDefault(); button.click(); }
  });
  document.addEventListener("focusin", function (event) {
    var row = event.target.closest(".question");
    if (row) { at = rows().indexOf(row); }
  });
  document.addEventListener("htmx:afterSettle", function () { go(at); });
  document.addEventListener("DOMContentLoaded", function () { go(0); });
})();
