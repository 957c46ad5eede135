/* The review page by keyboard. Keys press the same buttons that a mouse presses; decisions go out one after
   another, and the next card is selected at once. One highlight runs through original, repaired text and cards. */
(function () {
  "use strict";
  var review = document.getElementById("review");
  if (!review) { return; }
  var current = "";
  var sending = Promise.resolve();
  var before = null; // the card as it was before its form took its place
  var onward = false; // many were accepted at once: go to the first that still waits
  var STYLE = { t: "target", q: "qualitative_target", d: "task", m: "mechanism", r: "rule", s: "statistic" };

  function texts() { return document.getElementById("texts"); }
  function cards() { return Array.prototype.slice.call(review.querySelectorAll("li.card")); }
  function card(ref) { return ref ? document.getElementById(ref) : null; }
  function marks(ref) { return Array.prototype.slice.call(review.querySelectorAll('.m[data-m~="' + ref + '"]')); }
  function refs(mark) { return (mark.getAttribute("data-m") || "").split(" ").filter(Boolean); }

  /* ── one highlight through all three ── */

  function light(ref, name) {
    review.querySelectorAll("." + name).forEach(function (el) { el.classList.remove(name); });
    if (!ref) { return; }
    marks(ref).forEach(function (el) {
      el.classList.add(name);
      var pair = el.closest(".pair");
      if (pair) { pair.classList.add(name); }
    });
    var shown = card(ref);
    if (shown) { shown.classList.add(name); }
  }

  function into(box, el, middle) {
    if (!box || !el) { return; }
    var outer = box.getBoundingClientRect(), inner = el.getBoundingClientRect();
    var head = box.querySelector(".tally, .heads");
    var top = outer.top + (head ? head.offsetHeight : 0) + 8, room = outer.bottom - top;
    if (inner.top >= top && inner.bottom <= outer.bottom - 24) { return; }
    box.scrollTop += inner.top - top - (middle ? Math.max((room - inner.height) / 2, 0) : 0);
  }

  function select(ref, quiet) {
    current = ref;
    light(ref, "on");
    if (!ref) { return; }
    var shown = card(ref);
    var place = marks(ref);
    into(texts(), place[place.length > 1 ? Math.floor(place.length / 2) : 0] || null, true);
    into(texts(), place[0], true);
    if (shown) {
      into(review.querySelector(".side"), shown, false);
      if (!quiet) { shown.focus({ preventScroll: true }); }
    }
    history.replaceState(null, "", location.pathname + location.search + "#" + ref);
    explain(place.filter(function (el) { return el.hasAttribute("data-place"); })[0] || null);
  }

  function step(by) {
    var list = cards();
    if (!list.length) { return; }
    var at = list.findIndex(function (el) { return el.id === current; });
    var next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1);
    select(list[next].id);
  }

  function selectNextWaiting(from) {
    var list = cards();
    var at = list.findIndex(function (el) { return el.id === from; });
    var order = list.slice(at + 1).concat(list.slice(0, Math.max(at, 0)));
    var waiting = order.filter(function (el) { return el.dataset.state === "pending" && !el.dataset.gone; });
    if (waiting.length) { select(waiting[0].id); } else if (list[at + 1]) { select(list[at + 1].id); }
  }

  /* What is rejected is no longer underlined: the same as the page would show when loaded anew. */
  function settleMarks() {
    var tally = review.querySelector(".tally");
    var rejected = tally ? tally.getAttribute("data-rejected").split(" ") : [];
    review.querySelectorAll("span.m").forEach(function (el) {
      var wanted = {};
      refs(el).forEach(function (ref) {
        if (STYLE[ref[0]] && rejected.indexOf(ref) < 0) { wanted[STYLE[ref[0]]] = true; }
      });
      Object.keys(STYLE).forEach(function (letter) {
        el.classList.toggle(STYLE[letter], Boolean(wanted[STYLE[letter]]));
      });
    });
  }

  /* ── decisions ── */

  function send(form, button) {
    var values = {};
    new FormData(form).forEach(function (value, key) { values[key] = value; });
    values[button.name] = button.value;
    var action = form.getAttribute("action");
    sending = sending.then(function () {
      return window.htmx.ajax("POST", action, { target: "#cards", swap: "innerHTML settle:0ms", values: values });
    }).catch(function () { return null; });
  }

  function onSubmit(event) {
    var button = event.submitter;
    if (event.target.id !== "decide" || !button) { return; }
    event.preventDefault();
    var shown = button.closest("li.card");
    send(event.target, button);
    onward = onward || button.name === "accept_above";
    if (shown && /^(accept|reject|repair)$/.test(button.name)) {
      shown.dataset.gone = "1";
      shown.classList.add("sent");
      selectNextWaiting(shown.id);
    }
  }

  function press(name) {
    var shown = card(current);
    if (!shown) { return; }
    var button = shown.querySelector(
      name === "accept" ? "[name=accept], [data-first]" : name === "reject" ? "[name=reject], [data-keep]" : "[data-edit], .other input"
    );
    if (!button) { return; }
    if (button.tagName === "INPUT") { button.focus(); } else { button.click(); }
  }

  /* ── adding what the reader missed ── */

  function offsetIn(paragraph, node, offset) {
    var range = document.createRange();
    range.selectNodeContents(paragraph);
    range.setEnd(node, offset);
    return Array.from(range.toString()).length; // characters, not UTF-16 units
  }

  function paragraphOf(node) {
    var el = node.nodeType === 1 ? node : node.parentElement;
    return el ? el.closest("[data-at]") : null;
  }

  function selected() {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) { return null; }
    var range = selection.getRangeAt(0);
    var first = paragraphOf(range.startContainer), last = paragraphOf(range.endContainer);
    if (!first || !last || first.className !== last.className || !texts().contains(first)) { return null; }
    var start = Number(first.dataset.at) + offsetIn(first, range.startContainer, range.startOffset);
    var end = Number(last.dataset.at) + offsetIn(last, range.endContainer, range.endOffset);
    return end > start ? { start: start, end: end, in: first.classList.contains("raw") ? "raw" : "text" } : null;
  }

  function add() {
    var link = document.getElementById("add-item");
    if (!link) { return; }
    closeForm();
    var values = selected() || {};
    window.htmx.ajax("GET", link.getAttribute("href"), { target: "#new-item", swap: "innerHTML settle:0ms", values: values });
  }

  function edit(link) {
    var shown = link.closest("li.card");
    closeForm();
    before = { ref: shown.id, html: shown.innerHTML };
    window.htmx.ajax("GET", link.getAttribute("href"), { target: "#" + shown.id, swap: "innerHTML settle:0ms" });
  }

  function closeForm() {
    var form = document.getElementById("item-form");
    if (!form) { return; }
    if (before && card(before.ref)) {
      card(before.ref).innerHTML = before.html;
      window.htmx.process(card(before.ref));
    }
    document.getElementById("new-item").replaceChildren();
    before = null;
  }

  /* ── repairs: what was there, and why ── */

  function explain(mark) {
    var why = document.getElementById("why");
    if (!why) { return; }
    why.hidden = !mark;
    if (!mark) { return; }
    why.firstElementChild.textContent = mark.title;
    var back = why.querySelector("button");
    if (back) {
      back.value = mark.dataset.place + ":" + mark.dataset.raw;
      back.hidden = mark.classList.contains("open");
    }
  }

  function stepRepair(by) {
    var all = Array.prototype.slice.call(review.querySelectorAll("[data-place].fix, [data-place].open"));
    if (!all.length) { return; }
    var at = all.indexOf(document.activeElement);
    var next = all[(at + by + all.length) % all.length] || all[0];
    into(texts(), next, true);
    next.focus({ preventScroll: true });
  }

  /* ── listening ── */

  var KEYS = {
    j: function () { step(1); }, ArrowDown: function () { step(1); },
    k: function () { step(-1); }, ArrowUp: function () { step(-1); },
    a: function () { press("accept"); }, e: function () { press("edit"); }, x: function () { press("reject"); },
    A: function () { var all = review.querySelector("[name=accept_above]"); if (all && !all.disabled) { all.click(); } },
    u: function () { var back = review.querySelector("[name=undo]"); if (back) { back.click(); } },
    n: add, r: function () { stepRepair(1); }, R: function () { stepRepair(-1); }, "?": help
  };

  /* Caps lock alone makes no ⇧A of an A. */
  function keyOf(event) {
    var key = event.key, lower = key.toLowerCase();
    if (key.length > 1 || lower === key.toUpperCase()) { return key; }
    var shifted = event.getModifierState("CapsLock") ? event.shiftKey : key !== lower;
    return shifted ? key.toUpperCase() : lower;
  }

  function help() {
    var box = document.getElementById("help");
    box.hidden = !box.hidden;
    if (!box.hidden) { box.querySelector("button").focus(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.key === "Escape") {
      document.getElementById("help").hidden = true;
      closeForm();
      if (current) { select(current); }
      return;
    }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var act = KEYS[keyOf(event)];
    if (!act) { return; }
    event.preventDefault();
    act();
  });
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", function (event) {
    var target = event.target;
    if (target.closest("#help-button") || target.closest("[data-close]")) { help(); return; }
    var link = target.closest("[data-edit]");
    if (link) { event.preventDefault(); select(link.closest("li.card").id, true); edit(link); return; }
    if (target.closest("#add-item")) { event.preventDefault(); add(); return; }
    if (target.closest("[data-cancel]") && target.closest("#review")) { event.preventDefault(); closeForm(); select(current); return; }
    if (target.closest("a.headline")) { event.preventDefault(); select(target.closest("li.card").id); return; }
    var mark = target.closest && target.closest(".m");
    if (mark && window.getSelection().isCollapsed) {
      var known = refs(mark).filter(function (ref) { return card(ref); });
      var turn = known.indexOf(current);
      if (known.length) { select(known[(turn + 1) % known.length], true); }
      if (mark.hasAttribute("data-place")) { explain(mark); }
      return;
    }
    var shown = target.closest("li.card");
    if (shown && !target.closest("button, a, input, select, textarea, form")) { select(shown.id); }
  });
  review.addEventListener("focusin", function (event) {
    if (event.target.hasAttribute("data-place")) { explain(event.target); }
  });
  review.addEventListener("mouseover", function (event) {
    var shown = event.target.closest("li.card"), mark = event.target.closest(".m");
    var ref = shown ? shown.id : mark ? refs(mark).filter(function (r) { return card(r); })[0] : "";
    light(ref && ref !== current ? ref : "", "near");
  });

  var kept = 0;
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target === review) { kept = texts() ? texts().scrollTop : 0; before = null; }
  });
  var answered = null;
  document.addEventListener("htmx:afterSettle", function (event) {
    var target = event.detail.target;
    if (event.detail.xhr === answered || !review.contains(target) && target.isConnected) { return; }
    answered = event.detail.xhr; // told once for every element that came, after all of them stand
    if (target === review && texts()) { texts().scrollTop = kept; }
    settleMarks();
    var form = document.getElementById("item-form");
    if (form && target !== review) {
      var wrong = form.querySelector(".wrong input, .wrong textarea, .wrong select");
      var first = wrong || form.querySelector("textarea[name=quote], .item-fields input, .item-fields textarea");
      into(review.querySelector(".side"), form, false);
      if (first) { first.focus({ preventScroll: true }); }
      return;
    }
    if (onward && card(current) && card(current).dataset.state !== "pending") { onward = false; selectNextWaiting(current); return; }
    onward = false;
    light(current, "on");
    if (card(current) && document.activeElement === document.body) { card(current).focus({ preventScroll: true }); }
  });
  document.addEventListener("zh:select", function (event) {
    var ref = event.detail.value;
    if (!card(ref)) { select(card(current) ? current : (cards()[0] || {}).id || ""); return; }
    if (ref === current && card(ref).dataset.state !== "pending") { selectNextWaiting(ref); } else { select(ref); }
  });

  var asked = location.hash.slice(1);
  var firstWaiting = review.querySelector('li.card[data-state="pending"]') || review.querySelector("li.card");
  if (card(asked)) { select(asked); } else if (firstWaiting) { select(firstWaiting.id, true); }
})();
