/* The 任务分解表 by keyboard: arrows move, Enter edits the cell, Esc leaves it, Alt with an arrow moves the row.
   Without this script every cell is edited on the duty's own page. */
(function () {
  "use strict";
  var at = null;       // "duty/field" of the cell that has the focus
  var before = null;   // what the open cell showed

  function table() { return document.querySelector("table.breakdown"); }
  function cells() { return Array.prototype.slice.call(table().querySelectorAll("td[data-field]")); }
  function visible(cell) { return cell.offsetParent !== null; }
  function name(cell) { return cell.parentElement.dataset.duty + "/" + cell.dataset.field; }
  function find(wanted) { return cells().find(function (cell) { return name(cell) === wanted; }); }

  function prepare() {
    if (!table()) { return; }
    cells().forEach(function (cell) { cell.tabIndex = -1; });
    var here = (at && find(at)) || cells()[0];
    if (here) { here.tabIndex = 0; }
  }

  function go(cell) {
    if (!cell) { return; }
    cells().forEach(function (other) { other.tabIndex = -1; });
    cell.tabIndex = 0;
    cell.focus();
    at = name(cell);
  }

  function beside(cell, step) {
    var row = Array.prototype.slice.call(cell.parentElement.querySelectorAll("td[data-field]")).filter(visible);
    return row[row.indexOf(cell) + step];
  }

  function below(cell, step) {
    var row = cell.parentElement;
    var key = cell.dataset.field;
    do {
      row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!row) { return null; }
      var found = row.querySelector('td[data-field="' + key + '"]');
      if (found) { return found; }
    } while (key === "category");
    return null;
  }

  function open(cell) {
    if (!table().hasAttribute("data-editable") || table().querySelector(".cell-form")) { return; }
    at = name(cell);
    before = cell.innerHTML;
    var url = table().dataset.base + at + "/";
    window.htmx.ajax("GET", url, { target: cell, swap: "innerHTML" }).then(function () {
      var box = cell.querySelector("textarea");
      if (box) { box.focus(); box.setSelectionRange(box.value.length, box.value.length); }
    });
  }

  function close() {
    var form = table() && table().querySelector(".cell-form");
    if (!form) { return; }
    var cell = form.closest("td");
    cell.innerHTML = before;
    go(cell);
  }

  function save(form) {
    window.htmx.process(form); // a key may come before htmx has taken the form over
    form.requestSubmit();
  }

  function move(cell, way) {
    var base = table().dataset.base + cell.parentElement.dataset.duty + "/move/";
    window.htmx.ajax("POST", base, { target: "#plan-body", swap: "outerHTML", values: { way: way } });
  }

  document.addEventListener("keydown", function (event) {
    if (!table()) { return; }
    var form = event.target.closest(".cell-form");
    if (form) {
      if (event.key === "Escape") { event.preventDefault(); close(); }
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.tagName !== "BUTTON") {
        event.preventDefault(); save(form);
      }
      return;
    }
    var cell = event.target.closest("td[data-field]");
    if (!cell || event.target !== cell) { return; }
    var next = null;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault(); at = name(cell); move(cell, event.key === "ArrowUp" ? "up" : "down"); return;
    }
    if (event.key === "ArrowRight") { next = beside(cell, 1); }
    else if (event.key === "ArrowLeft") { next = beside(cell, -1); }
    else if (event.key === "ArrowDown") { next = below(cell, 1); }
    else if (event.key === "ArrowUp") { next = below(cell, -1); }
    else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); open(cell); return; }
    else { return; }
    event.preventDefault();
    go(next);
  });

  document.addEventListener("dblclick", function (event) {
    var cell = event.target.closest("table.breakdown td[data-field]");
    if (cell && !event.target.closest(".cell-form")) { open(cell); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest(".cell-form .cancel")) { close(); return; }
    var cell = event.target.closest("table.breakdown td[data-field]");
    if (cell && !event.target.closest("a, .cell-form")) { go(cell); }
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id !== "plan-body" && !document.getElementById("plan-body")) { return; }
    if (table() && !table().querySelector(".cell-form")) {
      prepare();
      var here = at && find(at);
      if (here && (document.activeElement === document.body || !document.activeElement)) { go(here); }
    }
  });
  document.addEventListener("DOMContentLoaded", prepare);
  if (document.readyState !== "loading") { prepare(); }
})();
