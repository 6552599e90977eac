// Puts a placeholder of the list into the text of a certificate template, where the caret stands. Without a script the
// list is there to copy from.
(function () {
  "use strict";
  function insert(button) {
    var field = document.getElementById("id_body");
    field.setRangeText(button.dataset.placeholder, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-placeholder]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { insert(button); });
    });
  });
})();
