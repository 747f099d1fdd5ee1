// Puts `reach` into a page: whether text is cut, what can be hit with a finger, what moves.
(() => {
  // Words for screen readers only.
  const unseen = (element) => element && (getComputedStyle(element).clipPath === "inset(50%)" || unseen(element.parentElement));
  const shown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(".skip, [inert]") && !unseen(element);
  const name = (element) => {
    const own = element.id ? `#${element.id}` : [...element.classList].map((one) => `.${one}`).join("");
    return `${element.localName}${own} "${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  };
  // A tick box is hit by its words, too.
  const boxOf = (element) => (element.closest("label") ?? element).getBoundingClientRect();
  let sheet = null;

  window.reach = {
    style: (text) => {
      const others = document.adoptedStyleSheets.filter((one) => one !== sheet);
      sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [...others, sheet];
    },
    // Boxes that hide the lower part of their text. Those that scroll show it.
    cut: () => [...document.querySelectorAll("body *")].filter((element) => {
      if (element.scrollHeight <= element.clientHeight + 1 || !element.textContent.trim()) return false;
      const flow = getComputedStyle(element).overflowY;
      return (flow === "hidden" || flow === "clip") && shown(element);
    }).map((element) => `cut below: ${name(element)}`),
    // What is smaller than `least` CSS pixels in a direction, of what a selector names.
    small: (selector, least) => [...document.body.querySelectorAll(selector)].filter((element) => {
      const { width, height } = boxOf(element);
      return Math.min(width, height) < least - .5 && shown(element);
    }).map((element) => {
      const { width, height } = boxOf(element);
      return `${Math.round(width)} x ${Math.round(height)}: ${name(element)}`;
    }),
    moving: () => [
      ...document.getAnimations().map((one) => `moves: ${one.effect.target && name(one.effect.target)}`),
      ...[...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return transitionDuration.split(", ").some((one) => parseFloat(one)) || animationName !== "none" || scrollBehavior !== "auto";
      }).map((element) => `may move: ${name(element)}`),
    ],
    // The colour of each control's edge, "" for none.
    edges: (selector) => [...document.body.querySelectorAll(selector)].filter(shown).map((element) => {
      const { borderTopColor, borderTopWidth } = getComputedStyle(element);
      return [name(element), parseFloat(borderTopWidth) ? borderTopColor : ""];
    }),
  };
})()
