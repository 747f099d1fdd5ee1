// Faults of a page's layout, one line each. Runs in the page; tests/browser/test_pseudo.py asks for it.
() => {
  for (const animation of document.getAnimations()) animation.finish();
  const HIDDEN = ".skip";
  const found = [];
  const name = (element) => {
    const own = element.id ? `#${element.id}` : element.className ? `.${element.className}` : "";
    return `${element.localName}${own} "${element.textContent.trim().slice(0, 40)}"`;
  };
  const holdsText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  // Whether something holds of an element or of what it is in, kept for the next in the same place.
  const kept = (holds) => {
    const known = new Map([[document.body, false]]);
    const ask = (element) => {
      if (!known.has(element)) known.set(element, holds(element) || ask(element.parentElement));
      return known.get(element);
    };
    return ask;
  };
  const flows = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const unseen = kept((element) => getComputedStyle(element).clipPath === "inset(50%)"); // words for screen readers only
  const scrolling = kept(flows);
  const shown = (element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !element.closest(HIDDEN) && !unseen(element);
  // A box that cuts what is wider than itself; one that scrolls lets the reader see all.
  const cutting = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      if (flows(box)) return null;
      if (box.scrollWidth > box.clientWidth + 1 && ["hidden", "clip"].includes(getComputedStyle(box).overflowX)) return box;
    }
    return null;
  };
  const scrolls = (element) => scrolling(element.parentElement);

  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) found.push(`wider than the screen: ${root.scrollWidth}`);
  for (const element of document.querySelectorAll("header *, main *, footer *, .contents *, dialog *")) {
    if (!holdsText(element) || !shown(element)) continue;
    const box = element.getBoundingClientRect();
    if (!box.width) continue;
    const cut = cutting(element);
    if (cut) found.push(`cut by ${name(cut)}: ${name(element)}`);
    if (!scrolls(element) && (box.left < -1 || box.right > innerWidth + 1)) found.push(`outside: ${name(element)}`);
  }
  for (const code of document.querySelectorAll(".point__code")) {
    if (!shown(code)) continue;
    const a = code.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(code.nextElementSibling);
    for (const b of range.getClientRects()) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // The boxes of two lines touch where lines are close.
      if (across > 1 && down > Math.min(a.height, b.height) / 2) found.push(`code over title: ${name(code)}`);
    }
  }
  return [...new Set(found)];
}
