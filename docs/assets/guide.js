// Narrows a page to an audience, copies citations, and prepares what is typed into the search. Nothing
// is stored; without this script all points stay visible, citations can be selected by hand, and the
// search finds single words.
"use strict";

(() => {
  const form = document.querySelector("[data-filter]");
  if (form) {
    const select = form.elements.audience;
    const clear = form.querySelector("[data-action=clear]");
    const shown = form.querySelector("[role=status]");
    const points = [...document.querySelectorAll("[data-point]")];
    const zero = form.dataset.zero.codePointAt(0);
    const number = (value) => String(value).replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));

    const narrow = (audience) => {
      for (const point of points) {
        point.hidden = audience !== "" && !point.dataset.audience.split(" ").includes(audience);
      }
      for (const group of document.querySelectorAll("[data-group]")) {
        group.hidden = !group.querySelector("[data-point]:not([hidden])");
      }
      const count = points.filter((point) => !point.hidden).length;
      clear.hidden = audience === "";
      form.toggleAttribute("data-narrowed", audience !== "");
      form.querySelector(".filter__name").textContent = select.selectedOptions[0].text;
      shown.textContent = audience === "" ? "" : form.dataset.shown
        .replace("{shown}", number(count)).replace("{total}", number(points.length));
      for (const link of document.querySelectorAll("a[data-keeps-audience]")) {
        const [path, hash] = link.getAttribute("href").split("?")[0].split("#");
        link.setAttribute("href", path + (audience ? `?audience=${audience}` : "") + (hash ? `#${hash}` : ""));
      }
    };

    const choose = (audience) => {
      select.value = audience;
      if (select.value !== audience) select.value = "";
      narrow(select.value);
    };

    select.addEventListener("change", () => narrow(select.value));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => { event.preventDefault(); choose(""); select.focus(); });
    form.hidden = false;
    choose(new URLSearchParams(location.search).get("audience") || "");
    // A link to a point that the narrowing hides would lead nowhere.
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) choose("");
    if (target) target.scrollIntoView();
  }

  for (const button of document.querySelectorAll("[data-action=copy]")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim());
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }

  // What the search gets of the words typed; the reader sees them as they are. Small words (of, the)
  // go where others stand by them, since each would find half of the guide. Arabic comes in the
  // spelling of the index: see as_sought in folding.py. A Burmese word must hold all its syllables.
  const box = document.querySelector(".md-search__input");
  if (box) {
    const arabic = (text) => text.replace(/[\u064b-\u065f\u0670\u0640]/g, "")
      .replace(/[هى](?!\p{L})/gu, (last) => (last === "ه" ? "ة" : "ي"));
    const meta = document.querySelector("meta[name=small-words]");
    const small = new Set(arabic(meta ? meta.content : "").split(" "));
    const sought = (text) => {
      const words = arabic(text.normalize("NFC")).split(/[\s'’]+/).filter(Boolean);
      const telling = words.filter((word) => !small.has(word.toLowerCase()));
      return (telling.length ? telling : words)
        .map((word) => (/^[\u1000-\u109f]+$/.test(word) ? `+${word}*` : word)).join(" ");
    };
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    Object.defineProperty(box, "value", { ...value, get() { return sought(value.get.call(this)); } });
  }
  // Material's search waits for a key to come up; pasted words and many keyboards send none.
  document.addEventListener("input", ({ target: field, isComposing }) => {
    if (!isComposing && field.matches?.(".md-search__input")) field.dispatchEvent(new KeyboardEvent("keyup"));
  });
})();
