/* The text of a document, selected and copied with its tables. (The clipboard of newer browsers wants https, which offices lack.) */
(function () {
  "use strict";
  var button = document.getElementById("copy"), text = document.getElementById("pasted");
  button.hidden = false;
  button.addEventListener("click", function () {
    var range = document.createRange(), chosen = window.getSelection();
    range.selectNodeContents(text);
    chosen.removeAllRanges();
    chosen.addRange(range);
    document.getElementById("copied").textContent = document.execCommand("copy")
      ? "已复制，到网站的编辑器里粘贴。" : "已选中，请按 Ctrl+C 复制。";
  });
})();
