/* Files by drag and paste, as well as by choice; several at once. A file over the limit is named before it is sent. */
(function () {
  "use strict";
  var form = document.getElementById("adding");
  var input = document.getElementById("files");
  var chosen = document.getElementById("chosen");
  var drop = document.getElementById("drop");
  var pasted = document.getElementById("pasted");
  var sending = document.getElementById("sending");
  var limit = Number(form.dataset.limit);

  function tell() {
    var names = Array.from(input.files).map(function (file) { return file.name; });
    chosen.textContent = names.length ? "已选 " + names.length + " 个：" + names.join("、") : "";
  }

  function refuse(names) {
    var list = document.createElement("ul");
    list.className = "arrivals";
    names.forEach(function (name) {
      var row = document.createElement("li"), line = document.createElement("p");
      line.className = "message message-error";
      line.textContent = name + "：文件超过 " + Math.round(limit / 1048576) + " MB 的上限，没有上传。请拆分或压缩图片后再传。";
      row.appendChild(line);
      list.appendChild(row);
    });
    document.getElementById("arrivals").prepend(list);
  }

  function take(files) {
    var fitting = new DataTransfer(), tooLarge = [];
    Array.from(files).forEach(function (file) {
      if (file.size > limit) { tooLarge.push(file.name); } else { fitting.items.add(file); }
    });
    if (tooLarge.length) { refuse(tooLarge); }
    input.files = fitting.files;
    tell();
    if (fitting.files.length) { form.requestSubmit ? form.requestSubmit() : window.htmx.trigger(form, "submit"); }
  }

  input.addEventListener("change", function () { take(input.files); });
  ["dragover", "dragenter"].forEach(function (name) {
    document.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("over"); });
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) { drop.classList.remove("over"); } });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { take(event.dataTransfer.files); }
  });
  document.addEventListener("paste", function (event) {
    var files = Array.from(event.clipboardData.files);
    if (files.length) {
      event.preventDefault();
      var stamp = new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", "");
      take(files.map(function (file) {
        return file.name === "image.png" ? new File([file], "截图 " + stamp + ".png", { type: file.type }) : file;
      }));
      return;
    }
    if (!/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
      pasted.closest("details").open = true;
      pasted.value = event.clipboardData.getData("text/plain");
      pasted.focus();
    }
  });

  form.addEventListener("submit", function (event) {
    if (pasted.value.length < 1000000) { return; }
    event.preventDefault(); // too long for a form's field: sent as a file instead
    event.stopImmediatePropagation();
    var file = new File([pasted.value], "粘贴文字.txt", { type: "text/plain" });
    pasted.value = "";
    take([file]);
  }, true);

  form.addEventListener("htmx:beforeRequest", function () { sending.value = 0; sending.classList.remove("hidden"); });
  form.addEventListener("htmx:xhr:progress", function (event) {
    if (event.detail.lengthComputable) { sending.value = 100 * event.detail.loaded / event.detail.total; }
  });
  form.addEventListener("htmx:afterRequest", function (event) {
    if (event.detail.elt !== form) { return; }
    sending.classList.add("hidden");
    if (event.detail.successful) { form.reset(); tell(); }
  });
})();
