// The workbook: makes a form of the table of points; saves it to a file, opens, compares and prints it.
// Nothing is stored unless the reader ticks "remember". Words and markup are in the page; text is only
// ever placed as text. WorkbookFile knows the files.
"use strict";

/**
 * @typedef {HTMLInputElement & HTMLTemplateElement & HTMLAnchorElement & HTMLSelectElement} Part a part of the page,
 *   of which each place asks what it is
 * @typedef {{ code: string, link: Part, state: Part | undefined, title: string, scopes: string[], home: Home, place: number, sought: string }} Point
 * @typedef {{ id: string, heading: Part, name: string, look: string }} Home
 */

(() => {
  const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-workbook]"));
  if (!box) return;
  const { FIELDS, Refusal, isOverdue, isStale, person } = WorkbookFile;
  const AT_ONCE = 100; // points that are shown; more on request, so that a thousand do not stop a phone
  const MEGABYTES = WorkbookFile.BYTES / 1e6;
  const PAUSE = 400; // milliseconds after the last key until the answers are remembered

  /** All that a selector names. @param {string} selector @param {ParentNode} [within] @returns {Part[]} */
  const all = (selector, within = box) => /** @type {any} */ ([...within.querySelectorAll(selector)]);
  /** The first of them: the page has it. @param {string} selector @param {ParentNode} [within] */
  const the = (selector, within = box) => all(selector, within)[0];
  /** @param {string} name */
  const part = (name) => the(`[data-part="${name}"]`);
  /** @param {string} name */
  const control = (name) => the(`[data-action="${name}"]`);
  const tool = part("tool");
  /** @param {string} name */
  const input = (name) => the(`[name="${name}"]`, tool);
  /** A copy of what a template holds. @param {string} name @returns {Part} */
  const copy = (name) => unkept(/** @type {any} */ (part(name).content.firstElementChild).cloneNode(true));
  /** Browsers keep what is ticked, too, unless they are told; HTML has no such attribute for ticks. @param {Part} made */
  const unkept = (made) => {
    for (const one of all("[type=checkbox], [type=radio]", made)) one.autocomplete = "off";
    return made;
  };
  unkept(tool);

  // --- words ---------------------------------------------------------------------------------------

  /** @type {{ [key: string]: string }} */
  const sayings = Object.fromEntries(all("[data-say]", part("sayings").content).map((one) => [one.dataset.say, String(one.textContent)]));
  const zero = /** @type {number} */ (String(box.dataset.zero).codePointAt(0));
  /** @param {unknown} value */
  const digits = (value) => String(value).replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  // Each value stands in an isolate, so that text from right to left keeps it whole.
  /** @param {string} key @param {{ [name: string]: string | number }} [values] */
  const words = (key, values = {}) => sayings[key].replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? "";
    return `\u2068${typeof value === "number" ? digits(value) : value}\u2069`;
  });
  const terms = part("words").content;
  /** @type {Map<string, string>} */
  const named = new Map(all("span", terms).filter(({ dataset }) => dataset.field || dataset.value)
    .map(({ dataset, textContent }) => [dataset.field ?? `=${dataset.value}`, String(textContent)]));
  /** @param {string} field */
  const word = (field) => named.get(field) ?? "";
  /** A value as people read it. @param {string} field @param {string} [value] */
  const shownValue = (field, value) => (field === "status" || field === "priority" ? named.get(`=${value}`) : value) || sayings.nothing;
  /** @param {string} text */
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const inAlphabet = new Intl.Collator(document.documentElement.lang).compare;
  const today = () => {
    const now = new Date();
    return [String(now.getFullYear()).padStart(4, "0"), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  };
  const said = part("said");
  /** @param {string} text */
  const say = (text) => { said.textContent = text; };

  // --- the points, from the table ------------------------------------------------------------------

  /** @type {Map<string, Point>} */
  const points = new Map();
  for (const section of all("[data-home]")) {
    const heading = the("h2", section);
    const home = { id: section.id, heading, name: String(heading.lastChild?.textContent).trim(), look: section.className };
    for (const row of all("tr[data-point]", section)) {
      const code = String(row.dataset.point);
      const link = the("a", row);
      const audiences = String(row.dataset.audience).split(" ").filter(Boolean).map((id) => `audience-${id}`);
      const title = String(link.lastElementChild?.textContent);
      points.set(code, {
        code, link, state: the(".state", row), title, home, place: points.size, sought: folded(`${code} ${title}`), scopes: [...new Set(["", home.id, ...audiences])],
      });
    }
  }
  const paper = part("paper"); // comes back to be printed, where nothing is ticked for a plan
  for (const one of all(".workbook__paper")) one.remove();
  const former = String(box.dataset.former).split(" ");
  const guide = {
    slug: String(box.dataset.slug),
    version: String(box.dataset.version),
    language: document.documentElement.lang,
    order: [...points.keys()],
    former: new Map(former.slice(0, -1).flatMap((code, at) => (at % 2 ? [] : [[code, former[at + 1]]]))),
  };

  // --- the answers ---------------------------------------------------------------------------------

  /** @type {Answers} */
  let answers = new Map();
  let retired = new Map(answers);
  let savedAt = ""; // the moment of the file that was opened or saved last
  let changed = false; // since then
  /** @type {Set<string>} */
  const ticked = new Set();
  const KEY = `${guide.slug}-workbook`;
  let remembered = ""; // what this tab has stored or found there
  let timer = 0;

  /** @param {string} code */
  const answerTo = (code) => answers.get(code) ?? {};
  const isEmpty = () => !answers.size && !retired.size && !input("group").value;
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const dayHere = () => (changed || !savedAt ? today() : savedAt.slice(0, 10));
  const book = (saved = now()) => ({
    group: WorkbookFile.inOneLine(input("group").value).trim(), saved, points: answers, retired, former: [], renamed: [], unknown: [], broken: false,
  });

  /** @param {BeforeUnloadEvent} event */
  const warn = (event) => {
    event.preventDefault();
    event.returnValue = true; // older browsers ask only then
  };
  const noteChange = () => {
    if (!changed) {
      changed = true;
      part("unsaved").textContent = sayings.unsaved;
    }
    if (control("remember").checked) {
      clearTimeout(timer);
      timer = setTimeout(remember, PAUSE);
    }
    addEventListener("beforeunload", warn);
  };
  const noteSaved = () => {
    changed = false;
    part("unsaved").textContent = "";
    removeEventListener("beforeunload", warn);
  };

  // --- remembering, only where the reader asks -------------------------------------------------------

  /** @template T @param {() => T} look @returns {T | null} */
  const tried = (look) => {
    try {
      return look();
    } catch {
      return null; // denied, or full
    }
  };
  const stored = () => tried(() => localStorage.getItem(KEY)) ?? "";
  /** @param {string} why */
  const stop = (why) => {
    control("remember").checked = false;
    if (changed) addEventListener("beforeunload", warn);
    say(sayings[why]);
  };
  const remember = () => {
    clearTimeout(timer);
    if (!control("remember").checked) return;
    if (stored() !== remembered) return stop("elsewhere");
    const text = WorkbookFile.toJson(book(), guide);
    const kept = tried(() => { localStorage.setItem(KEY, text); return localStorage.getItem(KEY) === text; });
    if (!kept) {
      const denied = tried(() => localStorage.length) === null;
      return stop(denied ? "denied" : "full");
    }
    remembered = text;
    removeEventListener("beforeunload", warn);
  };
  const forget = () => {
    clearTimeout(timer);
    tried(() => localStorage.removeItem(KEY));
    remembered = "";
  };
  control("remember").addEventListener("change", () => {
    if (!control("remember").checked) {
      forget();
      if (changed) addEventListener("beforeunload", warn);
      return say(sayings.forgotten);
    }
    say(sayings.remembering);
    remember();
  });
  addEventListener("pagehide", () => { if (changed) remember(); });

  // --- counting --------------------------------------------------------------------------------------

  /** @type {Map<string, Map<string, number>>} how many points of a scope have a status */
  const counts = new Map();
  const scopes = all("[data-scope]");
  let scope = "";

  const count = () => {
    counts.clear();
    for (const { code, scopes: own } of points.values()) for (const id of own) shift(id, answerTo(code).status ?? "", 1);
    for (const one of scopes) draw(one);
    drawScope();
  };
  /** @param {string} id @param {string} status @param {number} by */
  const shift = (id, status, by) => {
    const of = counts.get(id) ?? new Map();
    counts.set(id, of.set(status, (of.get(status) ?? 0) + by));
  };
  /** @param {string} id @param {string} status */
  const countOf = (id, status) => counts.get(id)?.get(status) ?? 0;
  /** @param {string} id */
  const total = (id) => [...counts.get(id)?.values() ?? []].reduce((sum, one) => sum + one, 0);
  /** @param {Part} button */
  const draw = (button) => {
    const id = String(button.dataset.scope);
    const done = countOf(id, "in-place");
    the(".scope__count", button).textContent = words("in-place", { done, total: total(id) });
    for (const piece of all("i", button)) {
      const share = countOf(id, String(piece.dataset.status));
      piece.hidden = !share;
      piece.style.flexGrow = String(share);
    }
  };
  const drawScope = () => {
    for (const one of all("[data-count]", part("counts"))) {
      one.textContent = digits(countOf(scope, String(one.dataset.count)));
    }
  };

  // --- the list of points ------------------------------------------------------------------------------

  /** @type {Point[]} */
  let found = [];
  let shown = 0;
  const list = part("list");

  /** @param {Point} point */
  const fits = ({ code, scopes: own, sought }) => {
    const answer = answerTo(code);
    const show = input("show").value;
    const whose = input("whose").value;
    if (!own.includes(scope)) return false;
    if (!folded(input("find").value).split(/\s+/).every((one) => sought.includes(one))) return false;
    if (whose && (ownerOf(code) || "-") !== whose) return false;
    switch (show) {
      case "": return true;
      case "unanswered": return !answer.status;
      case "overdue": return isOverdue(answer, today());
      case "stale": return isStale(answer, today());
      case "ticked": return ticked.has(code);
      default: return answer.status === show;
    }
  };

  /** What points are ordered by; those without it come last. @param {Point} point @param {string} order */
  const rank = ({ code }, order) => {
    const answer = answerTo(code);
    if (order === "status") return String(answer.status ? WorkbookFile.STATUSES.indexOf(answer.status) : 9);
    return (order === "owner" ? ownerOf(code) : order === "due" ? answer.due : "") || "\uffff";
  };
  /** @param {Point[]} some @param {string} order */
  const sorted = (some, order) => (order ? some.map((point) => ({ point, by: rank(point, order) }))
    .sort((a, b) => inAlphabet(a.by, b.by) || a.point.place - b.point.place).map(({ point }) => point) : some);

  /** What points that stand together share: their stage or audience, owner, date or status. @param {Point} point @param {string} order */
  const groupOf = ({ code, home }, order) => (order === "owner" ? ownerOf(code)
    : order ? answerTo(code)[/** @type {"due"} */ (order)] ?? "" : home.id);
  /** The heading over them. @param {Point} point @param {string} order */
  const headOf = (point, order) => {
    const heading = copy("home");
    const value = groupOf(point, order);
    if (order) heading.textContent = order === "owner" && !value ? sayings["no-owner"] : `${word(order)}: ${shownValue(order, value)}`;
    else {
      heading.append(...point.home.heading.cloneNode(true).childNodes);
      heading.className += ` ${point.home.look}`;
    }
    return heading;
  };

  const show = () => {
    const order = input("order").value;
    found = sorted([...points.values()].filter(fits), order);
    shown = 0;
    list.replaceChildren();
    for (const one of scopes) one.setAttribute("aria-pressed", String(one.dataset.scope === scope));
    const current = scopes.find((one) => one.dataset.scope === scope);
    part("scope").textContent = String(current?.querySelector(".scope__title")?.textContent);
    part("shown").textContent = words("shown", { shown: found.length, total: points.size });
    control("clear").hidden = found.length === points.size;
    drawScope();
    if (found.length) further();
    else list.append(copy("none"));
    control("more").hidden = shown >= found.length;
  };
  const further = () => {
    const order = input("order").value;
    const next = found.slice(shown, shown + AT_ONCE);
    const cards = document.createDocumentFragment();
    let above = shown ? groupOf(found[shown - 1], order) : null;
    for (const point of next) {
      const group = groupOf(point, order);
      if (group !== above) cards.append(headOf(point, order));
      above = group;
      cards.append(card(point));
    }
    list.append(cards);
    shown += next.length;
    control("more").hidden = shown >= found.length;
  };

  /** @param {Point} point */
  const linkTo = (point) => {
    const link = /** @type {Part} */ (point.link.cloneNode(true));
    link.target = "_blank"; // so that what is written here stays
    link.rel = "noopener";
    link.append(copy("new-tab"));
    return link;
  };
  /** @param {Point} point */
  const card = (point) => {
    const made = copy("card");
    const title = the(".answer__title", made);
    made.dataset.point = point.code;
    made.id = point.link.hash.slice(1);
    title.id = `${made.id}-title`;
    title.append(linkTo(point));
    if (point.state) title.after(point.state.cloneNode(true));
    the("[role=group]", made).setAttribute("aria-labelledby", title.id);
    fill(made);
    return made;
  };
  /** @param {Part} made */
  const fill = (made) => {
    const answer = answerTo(String(made.dataset.point));
    for (const field of FIELDS) {
      const value = answer[field];
      if (value) the(`[name=${field}]`, made).value = value;
    }
    the("[data-tick]", made).checked = ticked.has(String(made.dataset.point));
    flag(made, answer);
  };
  /** @param {Part} made @param {Answer} answer */
  const flag = (made, answer) => {
    const day = today();
    const flags = { overdue: isOverdue(answer, day), stale: isStale(answer, day) };
    for (const one of all("[data-flag]", made)) {
      one.hidden = !flags[/** @type {"stale"} */ (one.dataset.flag)];
    }
  };

  // --- filling in: nothing here grows with the number of points ----------------------------------------

  /** @param {Part} made @param {Field} field @param {string} typed */
  const take = (made, field, typed) => {
    const code = String(made.dataset.point);
    const value = WorkbookFile.tidy(field, typed);
    const before = answerTo(code);
    const answer = { ...before, [field]: value };
    if (!value) delete answer[field];
    if (Object.keys(answer).length) answers.set(code, answer);
    else answers.delete(code);
    if (field === "status" && before.status !== answer.status) {
      const { scopes: own } = /** @type {Point} */ (points.get(code));
      for (const id of own) {
        shift(id, before.status ?? "", -1);
        shift(id, answer.status ?? "", 1);
      }
      for (const one of scopes) if (own.includes(String(one.dataset.scope))) draw(one);
      drawScope();
    }
    if (field !== "notes" && field !== "owner") flag(made, answer);
    noteChange();
  };

  list.addEventListener("input", (event) => {
    const field = /** @type {Part} */ (event.target);
    if (field.name === "due" || field.name === "checked") return; // half a date is none
    if (field.name) take(/** @type {Part} */ (field.closest("[data-point]")), /** @type {Field} */ (field.name), field.value);
  });
  list.addEventListener("change", (event) => {
    const field = /** @type {Part} */ (event.target);
    const made = /** @type {Part} */ (field.closest("[data-point]"));
    if (field.name === "due" || field.name === "checked") {
      // Browsers without a field for dates give what was typed.
      const wrong = field.value !== "" && !WorkbookFile.isDate(field.value);
      const complaint = the(".answer__wrong", made);
      complaint.textContent = wrong ? String(part("wrong-date").content.textContent) : "";
      field.setAttribute("aria-invalid", String(wrong));
      if (!wrong) take(made, field.name, field.value);
    } else if (field.name === "owner") listOwners();
    else if (!field.name) {
      if (field.checked) ticked.add(String(made.dataset.point));
      else ticked.delete(String(made.dataset.point));
      tellTicked();
    }
  });
  input("group").addEventListener("input", noteChange);

  /** @type {Map<string, string>} how the guide's first point of each owner writes the name */
  const spelling = new Map();
  /** The owner of a point, in one spelling for each; "" for none. @param {string} code */
  const ownerOf = (code) => {
    const { owner = "" } = answerTo(code);
    return spelling.get(person(owner)) ?? owner.trim();
  };
  const listOwners = () => {
    spelling.clear();
    for (const code of [...guide.order].reverse()) {
      const { owner = "" } = answerTo(code);
      if (person(owner)) spelling.set(person(owner), owner);
    }
    const owners = [...spelling.values()].sort(inAlphabet);
    const options = () => owners.map((owner) => {
      const option = document.createElement("option");
      option.value = owner;
      option.textContent = owner;
      return option;
    });
    const whose = input("whose");
    const chosen = whose.value;
    while (whose.options.length > 2) whose.remove(2);
    whose.append(...options());
    whose.value = owners.includes(chosen) || chosen === "-" ? chosen : "";
    the("datalist").replaceChildren(...options());
  };
  const tellTicked = () => { part("ticked").textContent = words("ticked", { count: ticked.size }); };

  // --- choosing what is shown --------------------------------------------------------------------------

  for (const name of ["show", "whose", "order"]) input(name).addEventListener("change", show);
  input("find").addEventListener("input", () => {
    clearTimeout(finding);
    finding = setTimeout(show, 150);
  });
  let finding = 0;
  for (const one of scopes) {
    one.addEventListener("click", () => {
      scope = String(one.dataset.scope);
      show();
      part("scope").focus();
      part("scope").scrollIntoView();
    });
  }
  const showAll = () => {
    scope = "";
    for (const name of ["find", "show", "whose"]) input(name).value = "";
    show();
  };
  control("clear").addEventListener("click", () => { showAll(); part("scope").focus(); });
  control("more").addEventListener("click", () => {
    const next = shown;
    further();
    the("a", all("[data-point]", list)[next]).focus();
  });

  /** A link to a part of the workbook, or to a point of it. */
  const follow = () => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (!wanted) return;
    if (scopes.some((one) => one.dataset.scope === wanted)) scope = wanted;
    else if (![...points.values()].some(({ link }) => link.hash === location.hash)) return;
    show();
    document.getElementById(wanted)?.scrollIntoView();
  };

  // --- asking ------------------------------------------------------------------------------------------

  let cancel = () => {};
  /** What the reader answers in a part of the page: "" for no. @param {string} name @returns {Promise<string>} */
  const ask = (name) => {
    cancel();
    const panel = part(name);
    panel.hidden = false;
    panel.focus();
    panel.scrollIntoView({ block: "nearest" });
    return new Promise((resolve) => {
      /** @param {string} answer */
      const end = (answer) => {
        cancel = () => {};
        panel.hidden = true;
        panel.onclick = panel.onkeydown = null;
        resolve(answer);
      };
      cancel = () => end("");
      panel.onclick = (/** @type {MouseEvent} */ event) => {
        const button = /** @type {Part} */ (event.target).closest("button");
        if (button) end(String(button.dataset.answer));
      };
      panel.onkeydown = (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Escape") end("");
        else if (event.key === "Enter" && /** @type {Part} */ (event.target).localName === "input") end(String(the("button", panel).dataset.answer));
      };
    });
  };

  // --- saving --------------------------------------------------------------------------------------------

  /** @param {string} name @param {string} text @param {string} type */
  const download = (name, text, type) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once it is surely read
    say(words("saved", { name }));
  };
  /** The text of the file, locked where there is a passphrase. @param {ReturnType<typeof book>} made */
  const textToSave = async (made) => {
    const text = WorkbookFile.toJson(made, guide);
    const passphrase = input("passphrase").value;
    return passphrase && WorkbookFile.canLock() ? WorkbookFile.lock(text, passphrase, guide) : text;
  };
  /** @param {string} saved */
  const markSaved = (saved) => {
    savedAt = saved;
    noteSaved();
  };
  control("save").addEventListener("click", async () => {
    const made = book();
    const text = await textToSave(made);
    if (new Blob([text]).size > WorkbookFile.BYTES) return say(words("too-large", { size: MEGABYTES }));
    download(`${WorkbookFile.nameOf(made, guide)}.json`, text, "application/json");
    markSaved(made.saved);
  });
  control("csv").addEventListener("click", () => {
    const made = book();
    const titles = new Map([...points.values()].map(({ code, title }) => [code, title]));
    download(`${WorkbookFile.nameOf(made, guide)}.csv`, WorkbookFile.toCsv(made, guide, titles), "text/csv");
    markSaved(made.saved);
  });
  control("show-text").addEventListener("click", async () => {
    input("text").value = await textToSave(book());
    input("text").focus();
    input("text").select();
  });

  // --- opening ---------------------------------------------------------------------------------------------

  /** @param {Blob | string} given */
  const textOf = (given) => (typeof given === "string" ? given : WorkbookFile.textOf(given));
  /** The workbook in a file or a text; null where the reader gives up. @param {Blob | string} given @param {string} name */
  const readBook = async (given, name) => {
    let text = await textOf(given);
    if (WorkbookFile.isLocked(text, guide)) {
      if (!WorkbookFile.canLock()) throw new Refusal("cannot-unlock");
      part("locked-name").textContent = words("locked", { name });
      const field = input("unlock");
      const answer = ask("locked");
      field.focus();
      const pressed = await answer;
      const passphrase = field.value;
      field.value = "";
      if (!pressed) return null;
      text = await WorkbookFile.unlock(text, passphrase);
    }
    return WorkbookFile.read(text, guide);
  };

  /** Why something was not opened, in words. @param {unknown} error @param {string} name */
  const refused = (error, name) => {
    if (!(error instanceof Refusal)) throw error;
    const { field = "", ...values } = error.values;
    const why = words(error.key, { ...values, size: MEGABYTES, field: word(field) || field });
    cancel();
    say(words("refused", { name, why }));
    said.focus();
  };

  /**
   * Brings answers together, and lets the reader choose where they differ; null for no.
   * @param {Answers} mine @param {Answers} theirs @param {[string, string]} days @param {number} later
   */
  const bring = async (mine, theirs, days, later) => {
    const { answers: both, clashes } = WorkbookFile.merge(mine, theirs, later);
    let chosen = /** @type {number[]} */ ([]);
    if (clashes.length) {
      const rows = clashes.map(({ code, field, values }, at) => {
        const row = copy("clash");
        the("legend", row).textContent = `\u2068${code}\u2069 ${points.get(code)?.title ?? ""} – ${word(field)}`;
        all("label", row).forEach((label, side) => {
          const radio = the("input", label);
          radio.name = `clash-${at}`;
          radio.checked = side === later;
          the("span", label).textContent = words(side ? "there" : "here", { value: shownValue(field, values[side]) });
        });
        return row;
      });
      part("clash-list").replaceChildren(...rows);
      const answer = await ask("clashes");
      chosen = rows.map((row) => Number(the(":checked", row).value));
      part("clash-list").replaceChildren();
      if (!answer) return null;
    }
    return WorkbookFile.settle(both, clashes, chosen, days, (field, value) => `${word(field)}: ${shownValue(field, value)}`);
  };

  /** @param {Blob | string} given @param {string} name */
  const open = async (given, name) => {
    const read = await readBook(given, name);
    if (!read) return say(sayings.unchanged);
    const day = read.saved.slice(0, 10);
    /** @type {Answers | null} */
    let taken = read.points;
    let left = read.retired;
    for (const one of read.former) taken = taken && await bring(taken, one, [day, day], 0);
    const choice = taken && !isEmpty() ? await ask("both") : "replace";
    if (taken && choice === "merge") {
      const later = !changed && read.saved >= savedAt ? 1 : 0;
      taken = await bring(answers, taken, [dayHere(), day], later);
      const kept = taken && await bring(retired, left, [dayHere(), day], later);
      if (kept) left = kept;
      else taken = null;
      const names = [input("group").value, read.group];
      if (taken) input("group").value = WorkbookFile.bothGroups(names[later], names[1 - later]);
    } else input("group").value = taken && choice ? read.group : input("group").value;
    if (!taken || !choice) return say(sayings.unchanged);
    answers = taken;
    retired = left;
    savedAt = read.saved;
    refresh();
    if (choice === "merge") noteChange();
    else {
      noteSaved();
      remember();
    }
    tell([
      read.renamed.length ? words("renamed", { codes: some(read.renamed) }) : "",
      retired.size ? words("retired", { codes: some([...retired.keys()]) }) : "",
      read.unknown.length ? words("left-out", { names: some(read.unknown) }) : "",
      read.broken ? sayings.broken : "",
    ]);
    say(words(choice === "merge" ? "merged" : "opened", { name, count: answers.size }));
    said.focus();
  };
  /** The first of many names. @param {string[]} names */
  const some = (names) => names.slice(0, 30).map((name) => `\u2068${name.slice(0, 100)}\u2069`).join(String(box.dataset.comma))
    + (names.length > 30 ? " …" : "");
  /** What stays to be read after a file was opened. @param {string[]} lines */
  const tell = (lines) => {
    part("notes").replaceChildren(...lines.filter(Boolean).map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    part("notes").hidden = !part("notes").children.length;
  };
  const refresh = () => {
    for (const code of ticked) if (!answers.has(code) && !points.has(code)) ticked.delete(code);
    part("moves").hidden = true;
    hidePlan();
    listOwners();
    count();
    show();
  };
  /** @param {string} name @param {(file: File, name: string) => Promise<void>} work */
  const onFile = (name, work) => control(name).addEventListener("change", async () => {
    const file = control(name).files?.[0];
    if (!file) return;
    try {
      await work(file, file.name);
    } catch (error) {
      refused(error, file.name);
    }
    control(name).value = ""; // so that the same file can be opened again
  });
  onFile("open", open);
  control("open-text").addEventListener("click", () => {
    const name = String(input("text").labels?.[0].textContent).trim();
    open(input("text").value, name).then(() => { input("text").value = ""; }, (error) => refused(error, name));
  });

  control("erase").addEventListener("click", async () => {
    if (!await ask("erasing")) return control("erase").focus();
    forget();
    control("remember").checked = false;
    answers = new Map();
    retired = new Map();
    ticked.clear();
    savedAt = "";
    for (const name of ["group", "passphrase", "text", "unlock", "find"]) input(name).value = "";
    tell([]);
    noteSaved();
    showAll();
    refresh();
    tellTicked();
    say(sayings.erased);
    said.focus();
  });

  // --- the action plan ------------------------------------------------------------------------------------

  /** @param {Part} place @param {string} name @param {string} value */
  const fact = (place, name, value) => {
    const made = copy("fact");
    the("dt", made).textContent = name;
    the("dd", made).textContent = value;
    place.append(made);
  };
  const drawPlan = () => {
    const by = input("by").value;
    /** @type {Map<string, Point[]>} */
    const groups = new Map();
    const chosen = sorted([...points.values()].filter(({ code }) => ticked.has(code)), "due");
    for (const point of by === "owner" ? sorted(chosen, "owner") : [...chosen].sort((a, b) => Number(a.home !== b.home) && a.place - b.place)) {
      const name = by === "owner" ? ownerOf(point.code) || sayings["no-owner"] : point.home.name;
      groups.set(name, [...groups.get(name) ?? [], point]);
    }
    part("plan-group").textContent = input("group").value;
    part("plan-list").replaceChildren(...[...groups].flatMap(([name, some]) => {
      const heading = document.createElement("h3");
      heading.textContent = name;
      return [heading, ...sorted(some, "due").map((point) => {
        const made = copy("planned");
        const answer = answerTo(point.code);
        the("p", made).append(linkTo(point));
        for (const field of FIELDS) if (answer[field]) fact(the("dl", made), word(field), shownValue(field, answer[field]));
        return made;
      })];
    }));
    part("plan").hidden = false;
  };
  const hidePlan = () => { part("plan").hidden = true; };
  const planned = () => {
    if (ticked.size) drawPlan();
    else {
      hidePlan();
      say(sayings["none-ticked"]);
      said.focus();
    }
    return ticked.size;
  };
  control("plan").addEventListener("click", () => { if (planned()) part("plan").focus(); });
  control("print").addEventListener("click", () => { if (planned()) print(); });
  addEventListener("beforeprint", () => {
    if (ticked.size) drawPlan();
    else box.append(paper);
  });
  addEventListener("afterprint", () => paper.remove());
  input("by").addEventListener("change", () => { if (!part("plan").hidden) drawPlan(); });
  /** @param {boolean} on */
  const tickShown = (on) => {
    if (on) for (const { code } of found) ticked.add(code);
    else ticked.clear();
    for (const one of all("[data-point]", list)) {
      the("[data-tick]", one).checked = ticked.has(String(one.dataset.point));
    }
    tellTicked();
  };
  control("tick-all").addEventListener("click", () => tickShown(true));
  control("tick-none").addEventListener("click", () => { tickShown(false); hidePlan(); });

  // --- what moved since an earlier file ----------------------------------------------------------------------

  onFile("compare", async (file, name) => {
    const then = await readBook(file, name);
    if (!then) return;
    for (const one of then.former) for (const [code, answer] of one) then.points.set(code, { ...answer, ...then.points.get(code) });
    const moved = WorkbookFile.moves(then, book(), guide);
    for (const [side, some] of /** @type {const} */ ([["then", then.points], ["now", answers]])) {
      for (const cell of all(`[data-${side}]`)) {
        const status = cell.dataset[side] ?? "";
        cell.textContent = digits(guide.order.filter((code) => (some.get(code)?.status ?? "") === status).length);
      }
    }
    part("move-list").replaceChildren(...moved.map(({ code, fields }) => {
      const made = copy("move");
      const point = points.get(code);
      the("p", made).append(point ? linkTo(point) : code);
      for (const { field, then: before, now: after } of fields) {
        fact(the("dl", made), word(field), words("change", { then: shownValue(field, before), now: shownValue(field, after) }));
      }
      return made;
    }));
    part("moved").textContent = `${words("compared", { name, day: then.saved.slice(0, 10) || sayings.nothing })} ${moved.length ? words("moved", { count: moved.length }) : sayings.same}`;
    part("moves").hidden = false;
    part("moves").focus();
  });

  // --- beginning ------------------------------------------------------------------------------------------------

  part("lock").hidden = !WorkbookFile.canLock();
  part("no-lock").hidden = WorkbookFile.canLock();
  part("tool").hidden = false;
  remembered = stored();
  if (remembered) {
    try {
      const read = WorkbookFile.read(remembered, guide);
      [answers, retired, savedAt] = [read.points, read.retired, read.saved];
      for (const one of read.former) {
        const { answers: both, clashes } = WorkbookFile.merge(answers, one, 0);
        answers = WorkbookFile.settle(both, clashes, clashes.map(() => 0), ["", ""], (field, value) => `${word(field)}: ${shownValue(field, value)}`);
      }
      input("group").value = read.group;
      control("remember").checked = true;
      say(words("found", { count: answers.size }));
    } catch (error) {
      remembered = "";
      say(sayings["found-damaged"]);
    }
  }
  const narrowed = `audience-${document.documentElement.dataset.narrow}`; // by a link of the page before
  if (scopes.some((one) => one.dataset.scope === narrowed)) scope = narrowed;
  listOwners();
  count();
  show();
  tellTicked();
  follow();
  addEventListener("hashchange", follow);
})();
