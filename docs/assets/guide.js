// Narrows a page to an audience, copies citations, opens the search, and prepares what is typed into it.
// Nothing is stored; without this script all points stay visible, citations can be selected by hand,
// and the glossary leads to the points.
"use strict";

(() => {
  document.documentElement.classList.replace("no-js", "js");

  // The theme's script serves the search alone. With its worker and the index it is fetched when the
  // search is opened, so that a slow line does not carry it for each page that is only read.
  const opener = document.getElementById("__search");
  const field = document.querySelector(".md-search__input");
  const theme = document.querySelector("[data-theme-script]");
  const openSearch = () => {
    if (!theme.isConnected) return;
    // The theme would ask for a sitemap beside each alternate, and close the search where the address
    // of the page has an anchor.
    for (const link of document.querySelectorAll("link[rel=alternate]")) link.remove();
    const stay = () => setTimeout(() => { if (!opener.checked && document.activeElement === field) opener.click(); });
    opener.addEventListener("change", stay);
    const script = theme.content.cloneNode(true).querySelector("script");
    script.addEventListener("load", () => setTimeout(() => opener.removeEventListener("change", stay), 500));
    theme.replaceWith(script);
    opener.checked = true;
    field.focus();
  };
  if (theme && field) {
    field.addEventListener("focus", openSearch);
    opener.addEventListener("change", () => opener.checked && openSearch());
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, select, textarea");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !["/", "s", "f"].includes(event.key)) return;
      if (theme.isConnected) event.preventDefault();
      openSearch();
    });
    if (new URLSearchParams(location.search).has("q")) openSearch();
  }
  // A menu that covers the page gives way when a place on the page was chosen in it.
  addEventListener("hashchange", () => { document.getElementById("__drawer").checked = false; });

  if (navigator.connection && navigator.connection.saveData) {
    for (const why of document.querySelectorAll(".light__why")) why.hidden = false;
  }

  // Browsers fetch what has `download` past the service worker, and would miss a file that is kept.
  if (navigator.serviceWorker && navigator.serviceWorker.controller) {
    for (const link of document.querySelectorAll("a[download]")) link.removeAttribute("download");
  }

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
  if (field) {
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
    Object.defineProperty(field, "value", { ...value, get() { return sought(value.get.call(this)); } });
  }
  // Material's search waits for a key to come up; pasted words and many keyboards send none.
  document.addEventListener("input", ({ target, isComposing }) => {
    if (!isComposing && target === field) field.dispatchEvent(new KeyboardEvent("keyup"));
  });
})();
