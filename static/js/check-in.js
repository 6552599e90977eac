// The code on the host's screen: the new one is put in the place of the old, so that the page need not load again.
(function () {
  "use strict";
  var lost = document.getElementById("check-in-lost");

  function say(text) {
    lost.className = text ? "notice bad" : "";
    if (lost.textContent !== text) lost.textContent = text;
  }

  function next(seconds) {
    setTimeout(renew, seconds * 1000 + 200);
  }

  function renew() {
    fetch(location.href, { credentials: "same-origin", cache: "no-store" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (text) {
        var found = new DOMParser().parseFromString(text, "text/html").getElementById("check-in");
        if (!found) return location.reload();
        document.getElementById("check-in").replaceWith(found);
        say("");
        next(Number(found.dataset.seconds));
      })
      .catch(function () {
        say(lost.dataset.lost);
        next(5);
      });
  }

  next(Number(document.getElementById("check-in").dataset.seconds));
})();
