/* A form by drag, as well as by choice: dropped, it is sent at once. */
(function () {
  "use strict";
  var form = document.getElementById("taking"), drop = document.getElementById("drop");
  var input = form.querySelector("input[type=file]");
  ["dragenter", "dragover"].forEach(function (name) {
    drop.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("over"); });
  });
  drop.addEventListener("dragleave", function () { drop.classList.remove("over"); });
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) { return; }
    var one = new DataTransfer();
    one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    form.requestSubmit ? form.requestSubmit() : form.submit();
  });
}());
