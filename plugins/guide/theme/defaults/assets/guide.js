// Opens the search, closes menus. Nothing is stored. Without this script menus open, and the glossary
// leads to the points.
"use strict";

(() => {
  const here = document.currentScript.src;
  document.documentElement.classList.replace("no-js", "js");

  // The search's own style and script come with its worker and index when it is opened first, so that a
  // slow line does not carry them for each page that is only read.
  const dialog = document.querySelector("dialog.search");
  const opener = document.querySelector("[data-action=search]");
  opener.hidden = !dialog.showModal;
  opener.addEventListener("click", () => {
    if (!dialog.dataset.asked) {
      dialog.dataset.asked = "";
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL("search.css", here);
      const script = document.createElement("script");
      script.src = new URL("search.js", here);
      document.head.append(style, script);
    }
    dialog.showModal();
    dialog.querySelector("input").select();
  });
  dialog.querySelector("[data-action=close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("a")) dialog.close(); // beside it, or on to a result
  });

  // Menus give way: to Escape, to a press beside them, and to the place that was chosen in them.
  const menus = [...document.querySelectorAll("details.menu, details.switcher")];
  addEventListener("keydown", ({ key, target }) => {
    const open = key === "Escape" && menus.find((one) => one.open);
    if (!open) return;
    open.open = false;
    if (open.contains(target)) open.querySelector("summary").focus();
  });
  // While the pages are listed over the text, nothing under them takes the focus. Wide screens show no
  // menu: one that is open when a phone is turned closes.
  const menu = document.querySelector("details.menu");
  const wide = matchMedia("(min-width: 60em)");
  const cover = () => {
    for (const part of document.querySelectorAll(".skip, .page, .foot")) part.inert = menu.open && !wide.matches;
  };
  menu.addEventListener("toggle", cover);
  wide.addEventListener("change", () => { menu.open = false; cover(); });
  addEventListener("click", ({ target }) => {
    for (const one of menus) if (!one.contains(target) || target.closest("a")) one.open = false;
  });

  // Where a host has set a way out: it takes the place of this page, so that Back does not return to it.
  const exit = document.querySelector("[data-action=exit]");
  if (exit) exit.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true; // at once, however long the other site takes to answer
    location.replace(exit.href);
  });

  // Where there is room, what stands on the page is a list beside it, and open.
  const contents = document.querySelector("details.contents");
  if (contents) contents.open = matchMedia("(min-width: 64em)").matches;

  // A table takes the focus only where it scrolls. Without this script it always does.
  const scrolling = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".table-scroll")) scrolling.observe(box);

  if (navigator.connection && navigator.connection.saveData) {
    for (const light of document.querySelectorAll(".light")) light.hidden = false;
  }

  // Browsers fetch what has `download` past the service worker, and would miss a file that is kept.
  if (navigator.serviceWorker && navigator.serviceWorker.controller) {
    for (const link of document.querySelectorAll("a[download]")) link.removeAttribute("download");
  }

  // The audience for which a link narrows the next page travels in the name of the window: an address
  // would stay in the browser's history, and tell the reader's role. The next page takes it out. Firefox
  // empties the name between pages opened from a folder; there such a link shows all points.
  const NARROW = "narrow ";
  const taken = window.name.startsWith(NARROW) ? window.name.slice(NARROW.length) : "";
  if (taken) window.name = "";
  if (taken) document.documentElement.dataset.narrow = taken; // for points.js and the workbook

  // What a page needs only in use comes at the first sign of it: a pointer over the page, the focus or a
  // change in it, or a link that has narrowed it. A script that did not come is asked for again at the next sign.
  const late = document.querySelector("[data-late]");
  const signs = ["pointerover", "focusin", "change"];
  const bring = () => {
    for (const sign of signs) removeEventListener(sign, bring);
    const script = document.createElement("script");
    script.src = late.dataset.late;
    script.addEventListener("error", listen);
    document.head.append(script);
  };
  const listen = () => {
    for (const sign of signs) addEventListener(sign, bring);
  };
  if (late && taken) bring();
  else if (late) listen();

  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-narrows]");
    const here = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && here && link.dataset.narrows) window.name = NARROW + link.dataset.narrows;
  });
})();
