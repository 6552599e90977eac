// The attendance sheet: each tick is kept on this device at once and sent by itself, now or when the line is back.
// The server answers with the sheet as it is then. Without this script the sheet is a form with a button.
(function () {
  "use strict";
  var place = document.getElementById("sheet");
  if (!place) return;
  var words = place.dataset;
  var said = document.getElementById("sheet-said");
  var name = "sheet:" + words.who + ":" + words.session;
  var KEPT_FOR = 2 * 24 * 3600 * 1000;  // a list of names stays on a phone for no longer
  var device = named();
  var busy = false;
  var timer = null;

  function list() { return document.getElementById("sheet-list"); }
  function boxes() { return Array.from(list().querySelectorAll("input[type=checkbox]")); }

  function queue() {
    try { return JSON.parse(localStorage.getItem(name)) || []; } catch (error) { return []; }
  }

  function save(marks) {
    try {
      if (marks.length) localStorage.setItem(name, JSON.stringify(marks));
      else localStorage.removeItem(name);
      return true;
    } catch (error) {  // no room, or forbidden: then only the button helps
      say(words.full, "bad");
      return false;
    }
  }

  // What this browser calls itself, so that the server knows which marks follow each other.
  function named() {
    try {
      var known = localStorage.getItem("sheet-device") || uuid();
      localStorage.setItem("sheet-device", known);
      return known;
    } catch (error) {
      return uuid();
    }
  }

  function say(text, tone) {
    said.className = "notice " + tone;
    if (said.textContent !== text) said.textContent = text;
  }

  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var text = Array.from(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  // Ticks as this device knows them, sent or not; beside those that are not sent yet it says so.
  function show() {
    var unsent = {};
    queue().forEach(function (mark) { unsent[mark.person] = mark; });
    boxes().forEach(function (one) {
      var mark = unsent[one.value];
      if (mark) one.checked = mark.here;
      one.closest("label").querySelector("[data-unsent]").hidden = !mark;
    });
    var here = document.getElementById("sheet-here");
    if (here) here.textContent = boxes().filter(function (one) { return one.checked; }).length;
  }

  function tell() {
    var number = queue().length;
    if (!number) say(words.saved, "done");
    else if (!busy) say(words.unsent.replace("{n}", number), "wait");
  }

  function put(one) {
    var marks = queue();
    var last = marks[marks.length - 1];
    var mark = {
      key: uuid(), device: device, person: Number(one.value), here: one.checked, seen: Number(one.dataset.version), at: Date.now()
    };
    marks = marks.filter(function (other) { return other.tried || other.person !== mark.person; });
    if (last && mark.at < last.at) mark.at = last.at;  // a clock that was set back does not change the order
    marks.push(mark);
    if (!save(marks)) return;
    show();
    tell();
    later(1500);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  function adopt(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var now = page.getElementById("sheet-list");
    if (!now) return false;
    var focused = list().contains(document.activeElement) ? document.activeElement.id : "";
    words.csrf = page.getElementById("sheet").dataset.csrf;
    list().replaceWith(now);
    var again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
    narrow();
    return true;
  }

  function post(marks) {
    return fetch(words.marks, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": words.csrf },
      body: JSON.stringify({ marks: marks }),
      credentials: "same-origin"
    });
  }

  // The session may have ended, or begun anew, since the page was made: then its key has to be fetched again.
  function renewed(marks) {
    return fetch(location.href, { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (answer.redirected || !answer.ok) return { redirected: true };
      return answer.text().then(function (text) {
        words.csrf = new DOMParser().parseFromString(text, "text/html").getElementById("sheet").dataset.csrf;
        return post(marks);
      });
    });
  }

  function settled(sent) {
    var keys = sent.map(function (mark) { return mark.key; });
    save(queue().filter(function (mark) { return keys.indexOf(mark.key) < 0; }));
  }

  function send() {
    var waiting = queue();
    var marks = waiting.slice(0, 500);  // the server takes twice as many at once
    clearTimeout(timer);
    if (busy || !marks.length) return;
    if (navigator.onLine === false) return tell();
    busy = true;
    marks.forEach(function (mark) { mark.tried = true; });
    save(waiting);
    post(marks)
      .then(function (answer) { return answer.status === 403 ? renewed(marks) : answer; })
      .then(function (answer) {
        busy = false;
        if (answer.redirected) return say(words.out.replace("{n}", marks.length), "bad");
        return answer.text().then(function (text) {
          if (!adopt(text)) throw new Error(answer.status);
          if (answer.ok) settled(marks);
          show();
          if (!answer.ok) return say(words.refused.replace("{n}", marks.length), "bad");
          tell();
          if (queue().length) later(500);
        });
      })
      .catch(function () {
        busy = false;
        tell();
        later(30000);
      });
  }

  // Only what is typed stays to be seen; Enter marks the one that is left.
  var field = document.getElementById("sheet-find");

  function plain(text) { return text.toLowerCase().replace(/[’'ʼ]/g, ""); }

  function narrow() {
    var wanted = plain(field.value.trim());
    boxes().forEach(function (one) {
      var label = one.closest("label");
      label.hidden = plain(label.querySelector("b").textContent).indexOf(wanted) < 0;
    });
  }

  function shown() { return boxes().filter(function (one) { return !one.closest("label").hidden; }); }

  function found(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (shown().length !== 1 || !field.value.trim()) return;
    shown()[0].click();
    field.value = "";
    narrow();
  }

  function walk(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var at = shown().indexOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    var next = shown()[at + step];
    if (next) next.focus();
  }

  function press(event) {
    var button = event.submitter;
    if (button && button.name === "settle") return;
    event.preventDefault();
    if (button && button.name === "everybody") {
      boxes().filter(function (one) { return !one.checked; }).forEach(function (one) { one.checked = true; put(one); });
    }
    send();
    if (!queue().length) tell();
  }

  // The page and what it is made of, so that it opens without a line; older lists of names go.
  function keep() {
    if (!("caches" in window) || !("serviceWorker" in navigator)) return;
    var parts = performance.getEntriesByType("resource")
      .filter(function (one) { return one.initiatorType !== "fetch" && one.name.indexOf(location.origin) === 0; })
      .map(function (one) { return one.name; })
      .concat(document.querySelector("link[rel=icon]").href, location.pathname);
    navigator.serviceWorker.register(words.worker).then(function () { return caches.open("sheets"); }).then(function (kept) {
      return kept.keys().then(function (known) {
        return Promise.all(known.map(function (request) {
          return kept.match(request).then(function (answer) {
            var age = Date.now() - Date.parse(answer.headers.get("Date"));
            return age > KEPT_FOR ? kept.delete(request) : false;
          });
        }));
      }).then(function () { return kept.addAll(Array.from(new Set(parts))); });
    }).catch(function () {});
  }

  place.addEventListener("change", function (event) { if (event.target.type === "checkbox") put(event.target); });
  place.addEventListener("keydown", walk);
  place.addEventListener("submit", press);
  field.addEventListener("keydown", found);
  field.addEventListener("input", narrow);
  addEventListener("online", send);
  addEventListener("offline", tell);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) send(); });
  addEventListener("storage", function (event) { if (event.key === name) { show(); tell(); } });

  place.querySelectorAll("[data-with-script]").forEach(function (one) { one.hidden = false; });
  show();
  if (queue().length) { tell(); send(); }
  addEventListener("load", keep);
})();
