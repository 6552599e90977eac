"""A stand-in for the room server, and for rented rooms: their addresses, and the script they would send."""

SERVER = "https://meet.school.test"
RENTED = "https://8x8.vc"
SCRIPT = """
window.JitsiMeetExternalAPI = function (domain, options) {
  this.frame = document.createElement("iframe");
  this.frame.src = "about:blank";
  options.parentNode.appendChild(this.frame);
  this.heard = {};
  window.asked = {
    domain: domain, roomName: options.roomName, jwt: options.jwt, lang: options.lang, config: options.configOverwrite
  };
  window.commands = [];
  window.api = this;
};
JitsiMeetExternalAPI.prototype.getIFrame = function () { return this.frame; };
JitsiMeetExternalAPI.prototype.addListener = function (name, call) { this.heard[name] = call; };
JitsiMeetExternalAPI.prototype.executeCommand = function (name, value) { window.commands.push([name, value]); };
JitsiMeetExternalAPI.prototype.dispose = function () { this.frame.remove(); };
"""


def stand_in(window):
    """Answer for the room servers in this private window; nothing leaves the machine."""
    for server in (SERVER, RENTED):
        window.route(f"{server}/**", lambda route: route.fulfill(content_type="text/javascript", body=SCRIPT))
