/* Parts the document into pages of 225 mm of text, as it prints: between lines of a paragraph, between rows of a table. */
(function () {
  "use strict";

  function gap(tag, number, rest, last, columns) {
    var el = document.createElement("span");
    el.className = "page-break" + (last ? " last" : "");
    el.setAttribute("aria-hidden", "true");
    el.style.setProperty("--rest", Math.max(rest, 0) + "px");
    el.style.height = last ? Math.max(rest, 0) + "px" : "calc(" + Math.max(rest, 0) + "px + 72 * var(--mm) + 16px)";
    var folio = document.createElement("span");
    folio.className = "folio " + (number % 2 ? "odd" : "even");
    folio.textContent = "— " + number + " —";
    el.appendChild(folio);
    if (tag !== "tr") { return el; }
    var row = document.createElement("tr"), cell = document.createElement("td");
    row.className = "break-row";
    row.setAttribute("aria-hidden", "true");
    cell.colSpan = columns;
    cell.appendChild(el);
    row.appendChild(cell);
    return row;
  }

  /* The first place in a paragraph, behind `from`, whose line does not end above `limit`: a text node and an offset. */
  function overflow(paragraph, limit) {
    var walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), node, range = document.createRange();
    function below(text, at) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      var boxes = range.getClientRects(), box = boxes[boxes.length - 1];
      return box && box.width && (box.top + box.bottom) / 2 > limit - 2;
    }
    while ((node = walker.nextNode())) {
      if (!node.length || node.parentElement.closest(".page-break, .reword")) { continue; }
      var low = 0, high = node.length;
      if (!below(node, node.length - 1)) { continue; }
      while (low < high) {
        var middle = (low + high) >> 1;
        if (below(node, middle)) { high = middle; } else { low = middle + 1; }
      }
      return { node: node, offset: low };
    }
    return null;
  }

  function pieces(sheet) { // what a page can break before, in order
    var found = [];
    Array.prototype.forEach.call(sheet.children, function (el) {
      if (el.classList.contains("grid")) {
        el.querySelectorAll(":scope > .caption, tr, :scope > .flush").forEach(function (part) { found.push(part); });
      } else { found.push(el); }
    });
    return found;
  }

  function clear(sheet) {
    sheet.querySelectorAll(".break-row").forEach(function (el) { el.remove(); });
    sheet.querySelectorAll(".page-break").forEach(function (el) {
      var parent = el.parentNode;
      el.remove();
      parent.normalize();
    });
    var foot = sheet.querySelector(".imprint");
    if (foot) { foot.style.marginTop = ""; }
  }

  function paged(sheet) {
    clear(sheet);
    if (window.matchMedia("(max-width: 900px)").matches) { return; }
    var mm = parseFloat(getComputedStyle(sheet).getPropertyValue("--mm"));
    var room = 225 * mm + 2, number = 1, guard = 0;
    var limit = sheet.getBoundingClientRect().top + 37 * mm + room;
    var list = pieces(sheet);

    function turn(place, before) {
      var row = before.tagName === "TR";
      var rest = limit - 2 - place;
      var el = gap(row ? "tr" : "span", number, rest, false, row ? before.children.length : 0);
      before.parentNode.insertBefore(el, before);
      if (row) { el.querySelector(".page-break").style.marginLeft = (sheet.getBoundingClientRect().left - el.getBoundingClientRect().left) + "px"; el.querySelector(".page-break").style.width = sheet.offsetWidth + "px"; }
      number += 1;
      limit = el.getBoundingClientRect().bottom + room;
    }

    for (var at = 0; at < list.length && guard < 2000; guard += 1) {
      var el = list[at], box = el.getBoundingClientRect(), top = limit - room;
      if (el.classList.contains("new-page")) { if (box.top > top + 1) { turn(box.top, el); } at += 1; continue; }
      if (box.bottom <= limit) { at += 1; continue; }
      var cut = el.tagName === "P" && !el.querySelector("textarea") ? overflow(el, limit) : null;
      if (cut && cut.offset === 0 && !el.textContent.slice(0, 1).trim() && box.top >= limit - 40) { cut = null; }
      if (cut && box.top < limit - 30) {
        var tail = cut.offset ? cut.node.splitText(cut.offset) : cut.node;
        var line = parseFloat(getComputedStyle(el).lineHeight), lines = Math.floor((limit - box.top) / line);
        turn(box.top + lines * line, tail);
        continue;
      }
      if (box.top <= top + 1) { at += 1; limit = box.bottom; continue; } // taller than a page: nothing to be done
      var before = list[at - 1]; // a heading goes along with what it heads
      if (before && /\b(hei|kai)\b/.test(before.className) && before.getBoundingClientRect().top > top + 1) { at -= 1; el = before; box = el.getBoundingClientRect(); }
      turn(box.top, el);
    }
    var foot = sheet.querySelector(".imprint"), end = sheet.getBoundingClientRect().bottom - 35 * mm - 1;
    if (foot && limit - 2 > end) { foot.style.marginTop = (parseFloat(getComputedStyle(foot).marginTop) + limit - 2 - end) + "px"; end = limit - 2; }
    sheet.appendChild(gap("span", number, limit - 2 - end, true));
  }

  function all() { document.querySelectorAll(".sheet").forEach(paged); document.dispatchEvent(new Event("sheet:paged")); }
  var wait;
  window.addEventListener("resize", function () { clearTimeout(wait); wait = setTimeout(all, 150); });
  document.addEventListener("htmx:afterSettle", all);
  document.addEventListener("DOMContentLoaded", all);
  if (document.fonts && document.fonts.ready) { document.fonts.ready.then(all); }
})();
