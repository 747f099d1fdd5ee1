// Narrows a page to an audience, copies citations, says what the codes of points link to. Nothing is
// stored. It comes at the first sign of use: see guide.js. Without it all points stay visible, and
// citations can be selected by hand.
"use strict";

(() => {
  const copying = document.querySelector("template[data-copy]");
  for (const link of document.querySelectorAll(".point__code")) {
    link.title = copying.dataset.permalink.replace("{code}", link.textContent);
  }
  for (const cite of navigator.clipboard ? document.querySelectorAll(".cite") : []) {
    const button = cite.appendChild(copying.content.firstElementChild.cloneNode(true));
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent.trim());
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }

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
    choose(document.documentElement.dataset.narrow || select.value); // as the link here asked, or the reader since
    if (select.value) follow();
    addEventListener("hashchange", follow);
  }
})();
