// Starts Wagtail's date fields, choosers and lists of rows where lms/starters.py says so, now and in what comes later.
(function () {
  "use strict";
  var KNOWN = /^(InlinePanel|Chooser|(init|create)?[A-Z][A-Za-z]*Chooser(Panel)?)$/;

  function start(place) {
    var name = place.dataset.starter;
    var parts = JSON.parse(place.dataset.arguments);
    place.remove();
    if (!KNOWN.test(name)) return;
    if (/^[A-Z]/.test(name)) Reflect.construct(window[name], parts);
    else window[name].apply(window, parts);
  }

  function sweep() {
    document.querySelectorAll("template[data-starter]").forEach(start);
  }

  document.addEventListener("DOMContentLoaded", function () {
    sweep();
    new MutationObserver(sweep).observe(document.body, { childList: true, subtree: true });
  });
})();
