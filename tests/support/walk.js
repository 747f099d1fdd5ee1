// Puts `walk` into a page: what a test asks on a keyboard's way through it.
(() => {
  const STOPS = "a[href], button, input, select, textarea, summary, [tabindex]";
  const LEAST = 24;
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => {
    const own = element.id ? `#${element.id}` : [...element.classList].map((one) => `.${one}`).join("");
    return `${element.localName}${own} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  const look = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return { outline: outlineStyle === "none" ? 0 : parseFloat(outlineWidth), outlineColor, boxShadow };
  };
  let looks, met, before;

  const faultsOf = (element) => {
    const box = element.getClientRects()[0];
    if (!shown(element) || !box || box.width < 1 || box.height < 1) return ["not visible"];
    const faults = [];
    const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
    const [right, bottom] = [Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)];
    // Firefox leaves it as it is if a part of it can be seen: a thumb's least must be.
    if (right - left < Math.min(box.width, LEAST) - 1 || bottom - top < Math.min(box.height, LEAST) - 1) faults.push("not on screen");
    else {
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (!hit || !(element.contains(hit) || hit.contains(element))) faults.push(`covered by ${hit ? name(hit) : "nothing"}`);
    }
    const [now, then] = [look(element), looks.get(element)];
    const ringed = now.outline >= 2 && (now.outline !== then?.outline || now.outlineColor !== then?.outlineColor);
    if (!ringed && now.boxShadow === then?.boxShadow) faults.push("shows no focus");
    if (before && !(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("out of order");
    return faults;
  };

  window.walk = {
    // Every place where a keyboard must come by, in the order of the page.
    stops: () => [...document.querySelectorAll(STOPS)].filter((element) =>
      element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && shown(element)),
    begin: () => {
      document.activeElement.blur();
      scrollTo(0, 0);
      looks = new Map([...document.querySelectorAll("*")].map((element) => [element, look(element)]));
      met = new Set();
      before = null;
      return walk.stops().length;
    },
    // Where the focus is now: its faults, or null when the way has come to its end.
    // Browsers may scroll and draw a little after a key: what looks like a fault is looked at again.
    step: async () => {
      const here = document.activeElement;
      if (!here || here === document.body || here === document.documentElement || met.has(here)) return null;
      let faults = faultsOf(here);
      for (let frames = 0; faults.length && frames < 10; frames += 1) {
        await new Promise(requestAnimationFrame);
        faults = faultsOf(here);
      }
      met.add(here);
      before = here;
      return faults.map((fault) => `${fault}: ${name(here)}`);
    },
    missed: () => walk.stops().filter((element) => !met.has(element)).map((element) => `never reached: ${name(element)}`),
    // All that a key could change.
    state: () => JSON.stringify([
      location.href, name(document.activeElement), scrollY, document.querySelectorAll("[open]").length,
      document.querySelectorAll("[hidden]").length, document.body.innerText.length,
    ]),
    here: (selector) => document.activeElement.matches(selector),
    within: (selector) => Boolean(document.activeElement.closest(selector)),
  };
})()
