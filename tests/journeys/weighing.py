"""What a page weighs on its way over a bad line, as the browser itself counts it."""

from dataclasses import dataclass, field

LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 6  # times: a phone of 2017 beside this processor
OBSERVER = """
window.seen = { shift: 0, paint: 0 };
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type });
watch("layout-shift", (shift) => { if (!shift.hadRecentInput) seen.shift += shift.value; });
watch("largest-contentful-paint", (paint) => { seen.paint = paint.startTime; });
"""


@dataclass
class Weight:
    """The first view of a page: one row a request, with the bytes as they were sent."""

    requests: dict = field(default_factory=dict)
    shift: float = 0.0  # how much of the page jumped
    paint: float = 0.0  # when the largest part of it was there, in milliseconds
    headers: dict = field(default_factory=dict)

    @property
    def total(self):
        """Everything that crossed the line, heads of the answers too."""
        return sum(row["sent"] for row in self.requests.values())

    def of(self, kind):
        """Bytes of the bodies of one kind: Document, Stylesheet, Font, Image, Script."""
        return sum(row["body"] for row in self.requests.values() if row["kind"] == kind)

    def kinds(self):
        return {row["kind"] for row in self.requests.values()}


def weigh(page, path):
    """Load ``path`` with a cold cache over a slow line, and say what came."""
    weight, line = Weight(), page.context.new_cdp_session(page)
    line.on("Network.responseReceived", lambda event: receive(weight, event))
    line.on("Network.loadingFinished", lambda event: finish(weight, event))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(OBSERVER)
    answer = page.goto(path, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")  # a busy machine may begin with the font only then
    page.wait_for_load_state("networkidle")
    weight.headers = answer.all_headers()
    weight.shift, weight.paint = page.evaluate("[seen.shift, seen.paint]")
    line.detach()
    return weight


def receive(weight, event):
    response = event["response"]
    lengths = [int(value) for name, value in response["headers"].items() if name.lower() == "content-length"]
    # What the browser has received "so far" may hold some of the body already; the server says how long that is.
    head = response["encodedDataLength"]
    row = {"kind": event["type"], "url": response["url"], "cached": response["fromDiskCache"], "sent": 0}
    weight.requests[event["requestId"]] = {**row, "head": head, "body": sum(lengths), "said": bool(lengths)}


def finish(weight, event):
    if row := weight.requests.get(event["requestId"]):
        row["sent"] = event["encodedDataLength"]
        if not row["said"]:
            row["body"] = max(row["sent"] - row["head"], 0)
