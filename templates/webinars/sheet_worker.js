// A sheet that was opened before opens without a line, too: the network is asked first, always.
// What is kept, static/js/sheet.js keeps.
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  if (event.request.method !== "GET") return;
  var asked = self.navigator.onLine ? fetch(event.request) : Promise.reject(new Error("offline"));
  event.respondWith(asked.catch(function () {
    return caches.open("sheets")
      .then(function (kept) { return kept.match(event.request, { ignoreVary: true }); })
      .then(function (found) { return found || Response.error(); });
  }));
});
