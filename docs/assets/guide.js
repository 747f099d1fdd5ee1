// Narrows a page to an audience, and copies citations. Nothing is stored; without this script all
// points stay visible and citations can be selected by hand.
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

  // The index holds Arabic words without vowel signs and long strokes; a search is to match it.
  const signs = /[\u064b-\u0652\u0670\u0640]/g;
  const bare = ({ target: field, isComposing }) => {
    if (isComposing || !field.matches?.(".md-search__input") || field.value.search(signs) < 0) return;
    const caret = field.value.slice(0, field.selectionStart).replace(signs, "").length;
    field.value = field.value.replace(signs, "");
    field.setSelectionRange(caret, caret);
  };
  for (const event of ["input", "compositionend"]) document.addEventListener(event, bare, true);
  // Material's search waits for a key to come up; pasted words and many keyboards send none.
  document.addEventListener("input", ({ target: field, isComposing }) => {
    if (!isComposing && field.matches?.(".md-search__input")) field.dispatchEvent(new KeyboardEvent("keyup"));
  });
})();
