/* Enter and the arrows lead from cell to cell of a table of scores; a page with words not saved asks before it is left. */
(function () {
  "use strict";
  var table = document.querySelector("table.cells");
  if (!table) { return; }
  var changed = false;
  function placed(field) {
    var cell = field.closest("td");
    return { row: cell.parentElement, at: Array.prototype.indexOf.call(cell.parentElement.children, cell) };
  }
  function go(row, at) {
    var field = row.children[at] && row.children[at].querySelector("input:not([type=checkbox]), select");
    if (!field) { return false; }
    field.focus();
    if (field.select) { field.select(); }
    return true;
  }
  table.addEventListener("keydown", function (event) {
    var field = event.target;
    if (!/^(INPUT|SELECT)$/.test(field.tagName) || event.ctrlKey || event.altKey || event.metaKey) { return; }
    var chooses = field.tagName === "SELECT";
    var place = placed(field), row = null;
    if (event.key === "Enter") { row = event.shiftKey ? place.row.previousElementSibling : place.row.nextElementSibling; }
    if (event.key === "ArrowDown" && !chooses) { row = place.row.nextElementSibling; }
    if (event.key === "ArrowUp" && !chooses) { row = place.row.previousElementSibling; }
    if (event.key === "Enter" && !row) { event.preventDefault(); return; }
    if (row && go(row, place.at)) { event.preventDefault(); }
  });
  table.addEventListener("input", function () { changed = true; });
  table.closest("form").addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (changed) { event.preventDefault(); event.returnValue = ""; }
  });
})();
