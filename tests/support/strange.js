// What readers of a page can see or hear: [text, where] pairs, those within `exempt` left out.
// Runs in the page; tests/browser/test_pseudo.py asks for it.
async (exempt) => {
  const NAMES = ["title", "aria-label", "alt", "placeholder", "data-done", "data-shown"];
  const free = (element) => exempt.some((selector) => element.closest(selector));
  const where = (element) => {
    const own = element.id ? `#${element.id}` : element.className ? `.${element.className}` : "";
    return `${element.parentElement?.localName ?? ""} > ${element.localName}${own}`;
  };
  // What comes only in use, and says words too: see guide.js.
  dispatchEvent(new Event("focusin"));
  const late = document.querySelector("[data-late]")?.dataset.late;
  const script = late && document.querySelector(`script[src="${late}"]`);
  if (script && !document.querySelector("[data-action=copy]")) {
    await new Promise((done) => { script.addEventListener("load", done); });
  }
  const found = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style") && !free(parent) && walker.currentNode.data.trim()) {
      found.push([walker.currentNode.data, where(parent)]);
    }
  }
  for (const element of document.querySelectorAll("*")) {
    if (free(element)) continue;
    for (const name of NAMES) {
      if (element.hasAttribute(name)) found.push([element.getAttribute(name), `${where(element)} ${name}`]);
    }
    if (element.matches("meta[name=description]")) found.push([element.content, "description"]);
    for (const pseudo of ["::before", "::after"]) {
      const content = getComputedStyle(element, pseudo).content;
      if (!["none", "normal"].includes(content)) found.push([content, where(element) + pseudo]);
    }
  }
  const search = document.querySelector("dialog.search").dataset;
  const { words } = await (await fetch(`${search.root}search/search_index.json`)).json();
  for (const [key, said] of Object.entries({ ...words, starting: search.starting, failed: search.failed })) {
    if (key !== "small") found.push([said, `search ${key}`]);
  }
  return found;
}
