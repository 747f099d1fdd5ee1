// Keeps the pages of a language, and files that the reader chooses, in the browser's cache for reading
// without a network; shows what is kept, and removes it. Before the button is pressed nothing is
// registered or stored. Files have boxes to tick once the reader has asked for them. The service worker
// (offline.js) gives what is kept. The list of all files is fetched when the reader comes to this part of
// the page, or at once where something is kept, which may need to be renewed.
"use strict";

(async () => {
  const box = document.querySelector("[data-offline]");
  if (!box || !("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await caches.keys();
  } catch {
    return; // the browser is set to store nothing
  }

  const root = new URL(box.dataset.root, location.href).href;
  const OURS = `offline ${root} `; // then the language and the version
  const LIST = `${root}offline-kept.json`; // in a cache once all of it is there
  const AT_ONCE = 4;
  const part = (name) => box.querySelector(`[data-part=${name}]`);
  const [save, choose, chosen, said, kept, rows] = ["save", "choose", "chosen", "said", "kept", "rows"].map(part);
  const lang = document.documentElement.lang;
  const zero = box.dataset.zero.codePointAt(0);
  const digits = (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  // Each value stands in an isolate, so that text from right to left keeps it whole.
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => `\u2068${digits(String(values[key]))}\u2069`);
  const size = (bytes) => {
    const large = bytes >= 1e6;
    return new Intl.NumberFormat(lang, {
      style: "unit", unit: large ? "megabyte" : "kilobyte", numberingSystem: "latn", maximumFractionDigits: large ? 1 : 0,
    }).format(Math.max(bytes / (large ? 1e6 : 1e3), large ? 0 : 1));
  };
  const say = (words) => { said.textContent = words; };

  // --- what is kept --------------------------------------------------------------------------

  const names = async (language = "") => (await caches.keys())
    .filter((name) => name.startsWith(OURS + language + (language && " ")));
  const listOf = async (name) => {
    const found = await (await caches.open(name)).match(LIST);
    return found ? found.json() : null;
  };
  const languageOf = (name) => name.slice(OURS.length).split(" ")[0];
  const keptNow = async () => {
    for (const name of await names(lang)) {
      const list = await listOf(name);
      if (list) return { name, ...list };
    }
    return null;
  };

  // --- what could be kept ----------------------------------------------------------------------

  const comesNear = () => new Promise((resolve) => {
    const watch = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) resolve(watch.disconnect());
    }, { rootMargin: "100%" }); // a screen before it is seen
    watch.observe(box.querySelector(".offline"));
  });
  if (!(await names()).length) await comesNear();
  const offered = await fetch(box.dataset.list, { cache: "no-store" })
    .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
  if (!offered && !(await names()).length) return;

  const wanted = new Set(); // addresses of files to keep as well
  const ticks = [];
  const tickFor = (link, address) => {
    const label = document.createElement("label");
    const tick = document.createElement("input");
    const what = document.createElement("span");
    Object.assign(tick, { type: "checkbox", value: address, checked: wanted.has(address), autocomplete: "off" }); // or sessions hold it
    Object.assign(what, { className: "visually-hidden", textContent: ` – ${link.textContent}` });
    Object.assign(label, { className: "keep" });
    label.append(tick, box.dataset.tick, what);
    tick.addEventListener("change", () => {
      if (tick.checked) wanted.add(address);
      else wanted.delete(address);
      count();
    });
    ticks.push(tick);
    return label;
  };
  const showTicks = () => {
    for (const link of box.querySelectorAll("a.file")) {
      const address = link.href.slice(root.length);
      if (address in offered.choices) link.after(tickFor(link, address));
    }
    choose.hidden = true;
    part("can").toggleAttribute("data-choosing", true);
    count();
    ticks[0].focus();
  };

  // --- showing ------------------------------------------------------------------------------------

  const row = async (language, found) => {
    const list = (await Promise.all(found.map(listOf))).find(Boolean);
    const name = document.querySelector(`.languages a[hreflang="${language}"]`);
    const item = document.createElement("li");
    const own = document.createElement("bdi");
    const button = document.createElement("button");
    own.lang = language;
    own.textContent = name ? name.textContent : language;
    Object.assign(button, { type: "button", className: "button", textContent: box.dataset.remove });
    button.setAttribute("aria-label", `${box.dataset.remove}: ${own.textContent}`);
    button.addEventListener("click", () => remove(language));
    item.append(own, ` – ${list ? digits(size(list.room)) : box.dataset.unfinished} `, button);
    return item;
  };

  const show = async () => {
    const all = await names();
    const languages = [...new Set(all.map(languageOf))].sort();
    const items = languages.map((language) => row(language, all.filter((name) => languageOf(name) === language)));
    rows.replaceChildren(...await Promise.all(items));
    kept.hidden = languages.length === 0;
    const now = await keptNow();
    save.hidden = !offered;
    if (!offered) return;
    save.textContent = now ? (now.version === offered.version ? box.dataset.change : box.dataset.renew) : box.dataset.save;
    part("size").hidden = false;
    part("size").textContent = fill(box.dataset.size, { fetch: size(offered.fetch), room: size(offered.room) });
    count();
  };

  const count = () => {
    const sum = [...wanted].reduce((bytes, address) => bytes + offered.choices[address].size, 0);
    const empty = ticks.length ? box.dataset.files : "";
    chosen.textContent = sum ? fill(box.dataset.chosen, { size: size(sum) }) : empty;
  };

  // --- keeping and removing -------------------------------------------------------------------------

  const bring = async (address, cache, old, same) => {
    if (await cache.match(address)) return;
    const before = same && await old.match(address);
    const answer = before || await fetch(address, { cache: "no-store" });
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    // A browser does not show an answer that came by way of another address.
    await cache.put(address, answer.redirected ? new Response(answer.body, { headers: answer.headers }) : answer);
  };

  const keep = async () => {
    const files = { ...offered.files };
    let room = offered.room;
    for (const address of wanted) {
      files[address] = offered.choices[address].hash;
      room += offered.choices[address].size;
    }
    const now = await keptNow();
    const old = now && await caches.open(now.name);
    const name = `${OURS}${lang} ${offered.version}`;
    const cache = await caches.open(name);
    const left = Object.entries(files);
    const total = left.length;
    let done = 0;
    const work = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        await bring(root + next[0], cache, old, now && now.files[next[0]] === next[1]);
        done += 1;
        say(fill(box.dataset.progress, { done, total }));
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    if (ends.some((end) => end.status === "rejected")) throw new Error("unfinished");
    for (const { url } of await cache.keys()) {
      if (url !== LIST && !(url.slice(root.length) in files)) await cache.delete(url);
    }
    await cache.put(LIST, new Response(JSON.stringify({ version: offered.version, files, room })));
    for (const other of await names(lang)) if (other !== name) await caches.delete(other);
    await navigator.serviceWorker.register(`${root}offline.js`, { scope: root });
  };

  const remove = async (language) => {
    for (const name of await names(language)) await caches.delete(name);
    if (!(await names()).length) {
      for (const one of await navigator.serviceWorker.getRegistrations()) if (one.scope === root) await one.unregister();
    }
    if (language === lang) wanted.clear();
    for (const tick of ticks) tick.checked = wanted.has(tick.value);
    await show();
    say(box.dataset.removed);
    said.focus();
  };

  save.addEventListener("click", async () => {
    save.disabled = true;
    try {
      await keep();
      say(box.dataset.done);
    } catch {
      say(box.dataset.failed);
    }
    save.disabled = false;
    await show();
  });
  choose.addEventListener("click", showTicks);
  const now = await keptNow();
  for (const address of Object.keys(offered ? offered.choices : {})) if (now && address in now.files) wanted.add(address);
  choose.hidden = !offered || !Object.keys(offered.choices).length;
  await show();
  part("cannot").hidden = true;
  part("can").hidden = false;
})();
