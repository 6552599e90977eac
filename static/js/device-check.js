// Does the device hear, see and sound? Asked before one joins; nothing is recorded or sent. Its words are in the page.
(function () {
  "use strict";
  var place = document.getElementById("device-check");
  if (!place) return;
  var words = place.dataset;
  var said = place.querySelector("[role=status]");
  var meter = place.querySelector("meter");
  var video = place.querySelector("video");
  var running = null;

  function say(text) { said.textContent = text; }

  function stop() {
    if (!running) return;
    clearInterval(running.timer);
    running.stream.getTracks().forEach(function (track) { track.stop(); });
    if (running.context) running.context.close();
    running = null;
    meter.closest("p").hidden = true;
    video.hidden = true;
    video.srcObject = null;
  }

  function trouble(error, camera) {
    if (error.name === "NotAllowedError" || error.name === "SecurityError") return words.blocked;
    if (error.name === "NotFoundError" || error.name === "OverconstrainedError") return camera ? words.noneCamera : words.none;
    if (error.name === "NotReadableError" || error.name === "AbortError") return words.busy;
    return words.other;
  }

  function listen(stream) {
    var context = new AudioContext();
    var analyser = context.createAnalyser();
    var samples = new Uint8Array(analyser.fftSize);
    var began = Date.now();
    var heard = false;
    context.createMediaStreamSource(stream).connect(analyser);
    context.resume();
    meter.closest("p").hidden = false;
    say(words.hears);
    running = { stream: stream, context: context, timer: setInterval(function () {
      analyser.getByteTimeDomainData(samples);
      var peak = samples.reduce(function (most, sample) { return Math.max(most, Math.abs(sample - 128)); }, 0);
      meter.value = Math.min(100, peak * 2);
      if (peak > 6 && !heard) { heard = true; say(words.heard); }
      if (!heard && Date.now() - began > 6000 && said.textContent !== words.silent) say(words.silent);
      if (Date.now() - began > 30000) stop();
    }, 100) };
  }

  function show(stream) {
    running = { stream: stream, timer: setTimeout(stop, 30000) };
    video.srcObject = stream;
    video.hidden = false;
    video.play().catch(function () {});
    say(words.camera);
  }

  function check(wanted, use) {
    stop();
    say(words.working);
    navigator.mediaDevices.getUserMedia(wanted).then(use, function (error) { say(trouble(error, wanted.video)); });
  }

  function sound() {
    var context = new AudioContext();
    var tone = context.createOscillator();
    var volume = context.createGain();
    volume.gain.value = 0.2;
    tone.connect(volume).connect(context.destination);
    tone.onended = function () { context.close(); };
    tone.start();
    tone.stop(context.currentTime + 1);
    say(words.sounded);
  }

  place.hidden = false;
  if (!navigator.mediaDevices || typeof RTCPeerConnection === "undefined" || typeof AudioContext === "undefined") {
    place.querySelector(".acts").hidden = true;
    return say(words.old);
  }
  place.addEventListener("click", function (event) {
    var what = event.target.dataset.check;
    if (what === "microphone") check({ audio: true }, listen);
    if (what === "camera") check({ video: { height: { ideal: 180 } } }, show);
    if (what === "sound") sound();
  });
  addEventListener("pagehide", stop);
})();
