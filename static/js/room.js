// The live room inside the page, and the record of presence. Without this script the page has a link to the room
// and a frame that records presence by itself.
(function () {
  "use strict";
  var place = document.getElementById("room");
  if (!place) return;
  var data = place.dataset;
  var said = document.getElementById("presence");
  var api = null;
  var timer = null;

  // fetch, not sendBeacon or a form: under this page's no-referrer policy only fetch names its origin, which the
  // server asks for. keepalive lets the last one out while the page closes.
  function post(address) {
    return fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": data.csrf },
      credentials: "same-origin",
      keepalive: true
    });
  }

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }

  function beat() {
    post(data.presence).then(
      function (answer) {
        if (answer.status === 204) return say(data.recorded);
        clearInterval(timer);
        say(data.closed);
      },
      function () { say(data.lost); }
    );
  }

  function start() {
    clearInterval(timer);
    timer = setInterval(beat, Number(data.seconds) * 1000);
    beat();
  }

  function leave() {
    clearInterval(timer);
    post(data.leave).catch(function () {});
  }

  function hide() {
    if (!api) return;
    api.dispose();
    api = null;
    place.hidden = true;
  }

  function show() {
    if (!data.embed) return;
    if (typeof JitsiMeetExternalAPI === "undefined") {
      place.textContent = data.unavailable;
      document.getElementById("ways").open = true;
      return;
    }
    var chosen = JSON.parse(data.config);
    var config = Object.assign({
      disableInviteFunctions: true,
      disableDeepLinking: true,
      deeplinking: { disabled: true },
      readOnlyName: Boolean(data.jwt),
      subject: data.subject
    }, chosen);
    var options = {
      roomName: data.room,
      parentNode: place,
      width: "100%",
      height: Math.max(420, Math.round(window.innerHeight * 0.8)),
      lang: document.documentElement.lang,
      configOverwrite: config
    };
    if (data.jwt) options.jwt = data.jwt;
    else options.userInfo = { displayName: data.name };
    api = new JitsiMeetExternalAPI(data.domain, options);
    api.getIFrame().title = data.title;
    // The configuration limits what one sends; what one receives is limited by a command, once inside.
    api.addListener("videoConferenceJoined", function () {
      if (api) api.executeCommand("setVideoQuality", chosen.resolution);
    });
    api.addListener("readyToClose", function () {
      leave();
      hide();
      location.assign(data.after);
    });
  }

  // In a new tab there is one more of us, with an echo: the room on this page closes, the record goes on.
  document.querySelectorAll("[data-room-link]").forEach(function (link) {
    link.addEventListener("click", hide);
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", function (event) { if (event.persisted) start(); });
  addEventListener("online", beat);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) beat(); });

  start();
  show();
})();
