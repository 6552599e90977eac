// A phone that somebody signs out of keeps no lists of names. Marks that are not sent yet stay, and it says so.
(function () {
  "use strict";
  var unsent = document.getElementById("unsent");
  var kept = Object.keys(localStorage).some(function (name) { return name.indexOf("sheet:") === 0; });
  if (kept) unsent.hidden = false;
  document.querySelector("main form").addEventListener("submit", function () {
    if ("caches" in window) caches.delete("sheets");
  });
})();
