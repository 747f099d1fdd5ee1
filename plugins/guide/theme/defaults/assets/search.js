// Shows what the search finds. Finding is done by lunr in the search worker of mkdocs-material, which
// takes {type: 0, data: an index}, says {type: 1} when it is ready, and answers {type: 2, data: words}
// with {type: 3, data: {items}}: for each page a list of what was found on it.
"use strict";

(() => {
  const dialog = document.querySelector("dialog.search");
  const [field, status, list, more] = [".search__input", "[role=status]", ".search__results", "[data-action=more]"]
    .map((part) => dialog.querySelector(part));
  const { dataset } = dialog;
  const AT_ONCE = 10; // results
  const MOST = 200; // characters of a text
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  let words = {}; // what is said of results, from the index: it is of the page's language alone
  const count = (saying, number) => saying.replace("#", String(number)
    .replace(/[0-9]/g, (digit) => String.fromCodePoint(words.zero.codePointAt(0) + Number(digit))));

  // What the search gets of the words typed; the reader sees them as they are. Small words (of, the)
  // go where others stand by them, since each would find half of the guide. Letters come in the
  // spelling of the index: see as_sought in site/search/analysis.py.
  const spelt = (text) => text.replace(/[\u064b-\u065f\u0670\u0640\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g, "")
    .replace(/[Ёё]/g, (yo) => (yo === "ё" ? "е" : "Е"))
    .replace(/[هى](?!\p{L})/gu, (last) => (last === "ه" ? "ة" : "ي"));
  // Where no spaces part words, all syllables or characters of what is typed must be there: Thai, Lao,
  // Burmese, Khmer, Japanese, Chinese. The worker would look Chinese up in its own way, unless it gets
  // each character by itself.
  const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
  let separator;
  let small = new Set();
  let phrases = [];
  let alone = false; // one phrase, and nothing beside it
  let whole = ""; // this phrase, where it was found
  const apart = (word) => {
    const parts = word.split(separator).filter(Boolean);
    return parts.length ? `+${parts.join(" +")}*` : "";
  };
  const sought = (text) => {
    const typed = spelt(text.normalize("NFC")).split(/[\s'’]+/).filter(Boolean);
    const telling = typed.filter((word) => !small.has(word.toLowerCase()));
    phrases = typed.filter((word) => unspaced.test(word));
    alone = typed.length === 1;
    return (telling.length ? telling : typed)
      .flatMap((word) => (unspaced.test(word) ? apart(word) : word)).join(" ");
  };

  // What the index and the worker give is HTML: escaped text, in which <mark> is around what was found.
  // Text and marks are all that is taken from it, whatever it holds. The syllables of a phrase are found
  // one by one; where some text has them together as they were typed, only these are marked.
  const part = (name, tag, html) => {
    const element = document.createElement(tag);
    element.className = `search__${name}`;
    const { body } = new DOMParser().parseFromString(html, "text/html");
    if (whole && name !== "place") {
      body.textContent.split(whole).forEach((between, place) => {
        if (place) element.appendChild(document.createElement("mark")).append(whole);
        element.append(between);
      });
      return element;
    }
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const place = parentElement.closest("mark") ? element.appendChild(document.createElement("mark")) : element;
      place.append(data);
    }
    return element;
  };

  // The beginning of a text, up to the end of a word where its language parts words.
  const shorten = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const beyond = [];
    let left = MOST;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const { length } = node;
      if (left <= 0) beyond.push(node);
      else if (length > left) node.data = `${node.data.slice(0, left).replace(/\s\S*$/, "")}…`;
      left -= length;
    }
    for (const node of beyond) node.remove();
    return element;
  };

  const row = ({ location: place, title, text, parent, terms }) => {
    const link = part("result", "a", "");
    link.href = dataset.root + place;
    link.append(part("title", "span", title));
    if (parent) link.append(part("place", "span", parent.title));
    if (text) link.append(shorten(part("text", "span", text)));
    const missing = Object.keys(terms).filter((term) => !terms[term]);
    if (missing.length) {
      const said = part("missing", "span", "");
      said.textContent = `${words.missing}: ${missing.join(", ")}`;
      link.append(said);
    }
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  // What holds more of the words comes first, however often it says one of them; then what lunr scores
  // higher. The worker lifts pages above what stands on them, for lists that are grouped by page: undone.
  const held = ({ terms }) => Object.values(terms).filter(Boolean).length;
  const own = (item) => item.score / (1 + (!item.parent + held(item) / Object.keys(item.terms).length) ** 2);

  // How many of these words stand in a text as they were typed; where some do, the others are not shown.
  const together = ({ title, text }) => {
    const said = `${title} ${text}`.replace(/<[^>]*>/g, "");
    return phrases.filter((phrase) => said.includes(phrase)).length;
  };

  let found = [];
  const show = () => {
    const first = list.children.length;
    list.append(...found.slice(first, first + AT_ONCE).map(row));
    more.hidden = list.children.length === found.length;
  };

  const worker = new Worker(dataset.worker);
  let ready = false;
  const ask = () => ready && worker.postMessage({ type: QUERY, data: sought(field.value) });
  worker.addEventListener("message", ({ data: { type, data } }) => {
    if (type === READY) {
      ready = true;
      dialog.dataset.ready = "";
      status.textContent = field.placeholder;
      if (field.value) ask();
    } else if (type === RESULT) {
      const all = data.items.flat().filter(({ score }) => score > 0);
      const most = Math.max(...all.map(together));
      whole = alone && most > 0 ? phrases[0] : "";
      found = all.filter((item) => together(item) === most)
        .sort((one, other) => held(other) - held(one) || own(other) - own(one));
      list.replaceChildren();
      list.scrollTop = 0;
      show();
      const saying = words[["none", "one"][found.length] || "some"];
      status.textContent = field.value.trim() ? count(saying, found.length) : field.placeholder;
    }
  });

  // A page opened from a folder may fetch no data; there the index is a script too.
  const index = () => new Promise((resolve, reject) => {
    if (location.protocol !== "file:") {
      fetch(`${dataset.root}search/search_index.json`).then((answer) => (answer.ok ? answer.json() : reject())).then(resolve, reject);
      return;
    }
    const script = document.createElement("script");
    script.src = `${dataset.root}search/search_index.js`;
    script.addEventListener("load", () => resolve(window.__index));
    script.addEventListener("error", reject);
    document.head.append(script);
  });

  status.textContent = dataset.starting;
  index().then(({ config, docs, words: said }) => {
    words = said;
    small = new Set(spelt(words.small).split(" "));
    separator = new RegExp(config.separator);
    worker.postMessage({ type: SETUP, data: { config, docs, options: {} } });
  })
    .catch(() => { status.textContent = dataset.failed; });

  field.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  field.addEventListener("compositionend", ask);
  more.addEventListener("click", () => {
    const next = list.children.length;
    show();
    list.children[next].querySelector("a").focus();
  });
  field.addEventListener("keydown", ({ key, isComposing }) => {
    const first = key === "Enter" && !isComposing && list.querySelector("a");
    if (first) first.click();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  });
})();
