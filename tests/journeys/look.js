// What a test asks of a page. Evaluated by the test's own hand, so the page's policy does not concern it.
(() => {
  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  const CONTROLS = "button, .btn, summary, select, textarea, input:not([type=hidden])";

  window.look = {
    // How many pixels one would have to scroll sideways.
    sideways: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,

    // Text that its own box cuts off, but for what ends in an ellipsis on purpose.
    cut: () => all("body *").filter((element) => {
      const style = getComputedStyle(element);
      const hides = (axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);
      if (element.closest(".vh, .cover, svg, thead") || style.textOverflow === "ellipsis" || !element.textContent.trim()) return false;
      return (hides("X") && element.scrollWidth > element.clientWidth + 1) || (hides("Y") && element.scrollHeight > element.clientHeight + 1);
    }).map(name),

    // WCAG 1.4.12. A constructed style sheet is no inline style, so the policy of the page lets it be.
    space: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
      document.adoptedStyleSheets = [sheet];
    },

    headings: () => all("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.tagName[1])),

    // What one presses: 44 pixels high at least; a tick or a dot is pressed on its whole label.
    low: () => all(CONTROLS).filter((control) => {
      const pressed = ["checkbox", "radio"].includes(control.type) ? control.closest("label") || control : control;
      return pressed.getBoundingClientRect().height < 43.9;
    }).map(name),

    // What the keyboard reaches, and how it shows that it did: a ring, and nothing lying over it.
    lost: () => {
      const reached = all(`a[href], ${CONTROLS}, iframe, [tabindex="0"]`).filter((element) => !element.disabled);
      return reached.filter((element) => {
        element.focus();
        if (document.activeElement !== element) return true;
        const style = getComputedStyle(element), box = element.getClientRects()[0];
        const ringed = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
        // Of a tall field the first line, where one begins to type: the browser brings that into view.
        const top = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, 44) / 2);
        return element.tagName !== "IFRAME" && !(ringed && top && (element.contains(top) || top.contains(element)));
      }).map(name);
    },

    // What axe finds under these tags, a line a place.
    axe: async (tags) => {
      document.activeElement.blur(); // whoever walked the page by keyboard left it scrolled, things lying over others
      scrollTo(0, 0);
      const rules = { "target-size": { enabled: true } };
      const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"] });
      return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    },

    // Whatever moves for a reader who asked for stillness.
    moving: () => {
      const slow = (style) => parseFloat(style.transitionDuration) > 0.01 || style.animationName !== "none" || style.scrollBehavior === "smooth";
      return all("html, body, body *").filter((element) => slow(getComputedStyle(element))).map(name);
    },
  };
})();
