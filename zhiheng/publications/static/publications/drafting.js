/* The margin beside the sheet: each group of remarks at the height of its paragraph, one highlight through both, by mouse and keys. */
(function () {
  "use strict";
  var current = "", only = false;

  function margin() { return document.getElementById("margin"); }
  function notes() {
    return Array.prototype.filter.call(document.querySelectorAll("#margin .note"), function (el) { return el.offsetParent; });
  }
  function marks(ref) { return ref ? Array.prototype.slice.call(document.querySelectorAll('.q[data-q~="' + ref + '"]')) : []; }

  function light(ref, name) {
    document.querySelectorAll("#drafting ." + name).forEach(function (el) { el.classList.remove(name); });
    if (!ref) { return; }
    marks(ref).concat(document.getElementById(ref) || []).forEach(function (el) { el.classList.add(name); });
  }

  function place() { // remarks stand where their paragraph stands; what has no room goes further down
    var box = margin();
    if (!box) { return; }
    var wide = window.matchMedia("(min-width: 1241px)").matches, groups = box.querySelectorAll(".notes");
    box.classList.toggle("doubts", only);
    box.classList.toggle("placed", wide && groups.length > 0);
    groups.forEach(function (group) { group.style.top = ""; });
    box.parentNode.style.minHeight = "";
    if (!wide || !groups.length) { return; }
    var top = box.parentNode.getBoundingClientRect().top, tally = box.querySelector(".tally");
    var free = tally ? tally.getBoundingClientRect().bottom - top : 0;
    if (tally && tally.getBoundingClientRect().top < box.getBoundingClientRect().top + tally.offsetHeight) { free = box.offsetTop + tally.offsetHeight; }
    groups.forEach(function (group) {
      var of = document.getElementById(group.dataset.block) || document.getElementById(group.dataset.block.replace("b", "w"));
      var wanted = of ? of.getBoundingClientRect().top - top : free;
      group.style.top = Math.max(wanted, free) + "px";
      free = Math.max(wanted, free) + group.offsetHeight + (group.offsetHeight ? 4 : 0);
    });
    box.parentNode.style.minHeight = free + "px";
  }

  function select(ref) {
    current = ref;
    light(ref, "on");
    var note = document.getElementById(ref), mark = marks(ref)[0];
    if (note) { note.focus({ preventScroll: true }); (mark || note).scrollIntoView({ block: "center" }); }
  }

  function step(by) {
    var list = notes();
    if (!list.length) { return; }
    var at = list.findIndex(function (el) { return el.id === current; });
    select(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)].id);
  }

  function press(selector) {
    var note = document.getElementById(current), what = note && note.querySelector(selector);
    if (what) { what.click(); var field = note.querySelector("details[open] input[name=reason]"); if (field) { place(); field.focus(); } }
  }

  var KEYS = {
    j: function () { step(1); }, ArrowDown: function () { step(1); }, k: function () { step(-1); }, ArrowUp: function () { step(-1); },
    e: function () { press("summary"); },
    d: function () { var box = document.getElementById("doubts-only"); if (box) { box.click(); } },
    Escape: function () { var close = document.querySelector("#side .side-head a"); if (close) { close.click(); } }
  };
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox", key = event.key.length > 1 ? event.key : event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || (typing && key !== "Escape") || !KEYS[key]) { return; }
    if (/^Arrow/.test(key) && !event.target.closest("#margin")) { return; } // elsewhere the arrows scroll, as everywhere
    if (key !== "Escape") { event.preventDefault(); }
    KEYS[key]();
  });
  ["mouseover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var el = event.target.closest ? event.target.closest(".q, #margin .note") : null;
      light(el ? (el.dataset.q ? el.dataset.q.split(" ")[0] : el.id) : "", "over");
    });
  });
  document.addEventListener("click", function (event) {
    var note = event.target.closest("#margin .note");
    if (note && !event.target.closest("a, button, input, summary")) { select(note.id); }
    if (event.target.closest("#margin .quote")) { event.preventDefault(); select(note.id); }
  });
  document.addEventListener("change", function (event) {
    if (event.target.id === "doubts-only") { only = event.target.checked; place(); }
  });
  document.addEventListener("toggle", function (event) { if (event.target.closest && event.target.closest("#margin")) { place(); } }, true);
  document.addEventListener("sheet:paged", function () {
    var box = document.getElementById("doubts-only");
    if (box) { box.checked = only; }
    place();
    light(current, "on");
  });

  /* What somebody types stays on this machine until it is saved, so that no closed window loses it. */
  var KEEP = "zhiheng-place:";
  function values(form) {
    return Array.prototype.map.call(form.querySelectorAll("textarea, #reason"), function (el) { return [el.id, el.value]; });
  }
  function restore() {
    document.querySelectorAll(".rewording[data-keep]").forEach(function (form) {
      var kept = localStorage.getItem(KEEP + form.dataset.keep);
      if (!kept || form.dataset.begun) { return; }
      form.dataset.begun = "1";
      var before = JSON.stringify(values(form));
      if (kept === before || form.querySelector("[role=alert]")) { return; }
      JSON.parse(kept).forEach(function (pair) { var el = document.getElementById(pair[0]); if (el) { el.value = pair[1]; } });
      form.querySelector(".kept").textContent = "这是您上次没有存的文字。";
    });
    var field = document.querySelector(".rewording textarea");
    if (field && !field.dataset.met) { field.dataset.met = "1"; field.focus({ preventScroll: true }); }
  }
  document.addEventListener("input", function (event) {
    var form = event.target.closest(".rewording[data-keep]");
    if (!form) { return; }
    form.dataset.begun = "1";
    try { localStorage.setItem(KEEP + form.dataset.keep, JSON.stringify(values(form))); } catch (full) { return; }
    form.querySelector(".kept").textContent = "还没有存；这台电脑上先留着。";
  });
  document.addEventListener("click", function (event) {
    var form = event.target.closest("[data-give-up]") && event.target.closest(".rewording");
    if (form) { localStorage.removeItem(KEEP + form.dataset.keep); form.classList.remove("rewording"); }
  });
  function tidy() { // what was saved, or belongs to an earlier version of this manuscript
    var pk = (location.pathname.match(/manuscripts\/(\d+)/) || [])[1], version = document.querySelector(".head .version");
    if (!pk || !version) { return; }
    var now = KEEP + pk + "/" + (version.textContent.match(/\d+/) || [""])[0] + "/";
    Object.keys(localStorage).forEach(function (key) {
      if (key.indexOf(KEEP + pk + "/") === 0 && key.indexOf(now) !== 0) { localStorage.removeItem(key); }
    });
  }
  ["DOMContentLoaded", "htmx:afterSettle"].forEach(function (name) { document.addEventListener(name, function () { tidy(); restore(); }); });

  /* What is swapped whole stays where one was reading. What is being written is not swept away when the margin comes in. */
  var scrolled = null;
  document.addEventListener("htmx:beforeSwap", function (event) {
    scrolled = /^(main|drafting|margin)$/.test(event.detail.target.id) ? window.scrollY : null;
  });
  document.addEventListener("htmx:afterSettle", function () { if (scrolled !== null) { window.scrollTo(0, scrolled); scrolled = null; } });
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    if (event.detail.target.id === "sheet" && (opening || document.querySelector("#drafting .rewording"))) { event.detail.shouldSwap = false; }
  });
  var opening = false; // a paragraph was asked for, and is on its way
  document.addEventListener("htmx:beforeRequest", function (event) { if (event.detail.elt.matches(".reword, a.blank")) { opening = true; } });
  document.addEventListener("htmx:afterRequest", function (event) { // its link may have left the page by now
    if (event.detail.requestConfig.elt.matches(".reword, a.blank")) { opening = false; }
  });
})();
