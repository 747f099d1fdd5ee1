// The tables of files to take along, for screen readers. Without this script they are tables to most.
"use strict";

(() => {
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
})();
