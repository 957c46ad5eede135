/* What every page does: "/" goes to the search, an open menu closes on Escape, and a failed exchange says so. */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !typing) {
      var find = document.getElementById("find");
      if (find) { event.preventDefault(); find.focus(); find.select(); }
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details.who[open]").forEach(function (menu) { menu.open = false; });
    }
  });
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.who[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
  function say(text) {
    var box = document.getElementById("messages");
    if (!box) { return; }
    var line = document.createElement("p");
    line.className = "message message-error";
    line.textContent = text;
    box.replaceChildren(line);
  }
  document.addEventListener("htmx:sendError", function () { say("网络不通，刚才的操作没有保存。请检查网络后重试。"); });
  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    if (status === 403) { say("您的角色不能做这件事，或登录已经失效。请刷新页面后重试。"); return; }
    if (status === 404) { say("这一条已经不在了。请刷新页面。"); return; }
    say("刚才的操作没有做成（" + status + "）。请刷新页面后重试。");
  });
})();
