// Opens the search, closes menus, narrows a page to an audience, copies citations. Nothing is stored.
// Without this script all points stay visible, menus open, citations can be selected by hand, and the
// glossary leads to the points.
"use strict";

(() => {
  document.documentElement.classList.replace("no-js", "js");

  // The search's own script comes with its worker and index when it is opened first, so that a slow
  // line does not carry them for each page that is only read.
  const dialog = document.querySelector("dialog.search");
  const opener = document.querySelector("[data-action=search]");
  opener.hidden = !dialog.showModal;
  opener.addEventListener("click", () => {
    if (!dialog.dataset.asked) {
      dialog.dataset.asked = "";
      const script = document.createElement("script");
      script.src = dialog.dataset.script;
      document.head.append(script);
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

  // Laid out in blocks, as on a phone, a table is no table to Safari before 18, unless it says so:
  // https://bugs.webkit.org/show_bug.cgi?id=257458
  const ROLES = {
    ".takes": "table", ".takes :is(thead, tbody)": "rowgroup", ".takes tr": "row",
    ".takes thead th": "columnheader", ".takes tbody th": "rowheader", ".takes td": "cell",
  };
  const blocks = matchMedia("(max-width: 47.99em)").matches;
  for (const [parts, role] of blocks ? Object.entries(ROLES) : []) {
    for (const part of document.querySelectorAll(parts)) part.setAttribute("role", role);
  }

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
  if (taken) document.documentElement.dataset.narrow = taken; // for the workbook
  addEventListener("click", (event) => {
    const link = event.target.closest("a[data-narrows]");
    const here = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && here && link.dataset.narrows) window.name = NARROW + link.dataset.narrows;
  });

  const filter = document.querySelector("[data-filter]");
  if (filter) {
    const select = filter.querySelector("select");
    const clear = filter.querySelector("[data-action=clear]");
    const shown = filter.querySelector("[role=status]");
    const points = [...document.querySelectorAll("[data-point]")];
    const zero = filter.dataset.zero.codePointAt(0);
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
      filter.toggleAttribute("data-narrowed", audience !== "");
      filter.querySelector(".filter__name").textContent = select.selectedOptions[0].text;
      shown.textContent = audience === "" ? "" : filter.dataset.shown
        .replace("{shown}", number(count)).replace("{total}", number(points.length));
      for (const link of document.querySelectorAll("a[data-keeps-audience]")) link.dataset.narrows = audience;
    };

    const choose = (audience) => {
      select.value = audience;
      if (select.value !== audience) select.value = "";
      narrow(select.value);
    };

    // A link to a point that the narrowing hides would lead nowhere.
    const follow = () => {
      const target = location.hash && document.getElementById(location.hash.slice(1));
      if (!target) return;
      if (target.closest("[hidden]")) choose("");
      target.scrollIntoView();
    };

    select.addEventListener("change", () => narrow(select.value));
    clear.addEventListener("click", () => { choose(""); select.focus(); });
    filter.hidden = false;
    choose(taken);
    follow();
    addEventListener("hashchange", follow);
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
})();
