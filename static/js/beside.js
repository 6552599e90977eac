// Beside the room: forms are sent without leaving the page, and what others wrote comes by itself. Without this script
// the same forms are sent as forms, and the page shows what is new when it is loaded again.
(function () {
  "use strict";
  var place = document.getElementById("beside");
  if (!place || !place.dataset.live) return;
  var data = place.dataset;
  var said = document.getElementById("beside-said");

  function live() { return document.getElementById("beside-live"); }

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }

  function isWriting() {
    var at = document.activeElement;
    return live().contains(at) && at.tagName === "TEXTAREA";
  }

  function articles(part) {
    return Array.prototype.map.call(part.querySelectorAll("article"), function (article) { return article.id; });
  }

  // What somebody typed, chose or unfolded and has not sent yet stays, and so does the focus. All of it has an id.
  function carryOver(from, to, sent) {
    from.querySelectorAll("textarea, input[type=radio], details").forEach(function (old) {
      var now = old.id && to.querySelector("#" + CSS.escape(old.id));
      if (!now || (sent && (sent.contains(old) || old.contains(sent)))) return;
      if (old.tagName === "TEXTAREA") now.value = old.value;
      else if (old.tagName === "DETAILS") now.open = old.open;
      else if (old.checked && !old.defaultChecked) now.checked = true;
    });
  }

  // ``clicked``: the answer to a click; ``sent``: the form whose words have arrived.
  function put(text, clicked, sent) {
    var found = new DOMParser().parseFromString(text, "text/html").getElementById("beside-live");
    if (!found) return false;
    var before = live();
    var known = articles(before);
    var focused = before.contains(document.activeElement) ? document.activeElement.id : "";
    carryOver(before, found, sent);
    before.replaceWith(found);
    var again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    else if (focused) { said.tabIndex = -1; said.focus({ preventScroll: true }); }
    if (found.dataset.said) say(found.dataset.said);
    else if (!clicked && articles(found).some(function (id) { return known.indexOf(id) < 0; })) say(data.new);
    return true;
  }

  function next() {
    setTimeout(look, data.seconds * 1000 * (0.8 + 0.4 * Math.random()));  // not everybody at once
  }

  function look() {
    if (document.hidden || isWriting()) return next();
    fetch(data.live, { headers: { "If-None-Match": live().dataset.etag }, cache: "no-store", credentials: "same-origin" })
      .then(function (answer) {
        if (answer.status === 403 || answer.status === 404) data.over = "yes";
        if (answer.status !== 200) return;
        return answer.text().then(function (text) { if (!isWriting()) put(text, false, null); });
      })
      .catch(function () {})
      .then(function () { if (!data.over) next(); });
  }

  place.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    fetch(button && button.hasAttribute("formaction") ? button.formAction : form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      credentials: "same-origin"
    })
      .then(function (answer) {
        return answer.text().then(function (text) {
          if (!put(text, true, answer.ok ? form : null)) throw new Error(answer.status);
          if (answer.ok) form.reset();
        });
      })
      .catch(function () { say(data.failed); })
      .then(function () { delete form.dataset.busy; });
  });

  next();
})();
