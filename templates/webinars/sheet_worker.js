// A sheet that was opened before opens without a line, too: the network is asked first, always.
// What is kept, static/js/sheet.js keeps; after two days nothing of it is shown, for it holds names.
var KEPT_FOR = 2 * 24 * 3600 * 1000;
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (event) {
  if (event.request.method !== "GET") return;
  var asked = self.navigator.onLine ? fetch(event.request) : Promise.reject(new Error("offline"));
  event.respondWith(asked.catch(function () {
    return caches.open("sheets")
      .then(function (kept) { return kept.match(event.request, { ignoreVary: true }); })
      .then(function (found) {
        var fresh = found && Date.now() - Date.parse(found.headers.get("Date")) <= KEPT_FOR;
        return fresh ? found : Response.error();
      });
  }));
});
