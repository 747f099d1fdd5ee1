// Workbooks as files: reads and checks them, brings two together, writes them, locks them with a
// passphrase. Nothing here knows the page. guide/workbooks has the same rules in Python, and one table
// of cases holds both.
"use strict";

/**
 * @typedef {"status" | "priority" | "owner" | "due" | "checked" | "notes"} Field
 * @typedef {{ [field in Field]?: string }} Answer what a group answered for one point; no field is empty
 * @typedef {Map<string, Answer>} Answers by the codes of points
 * @typedef {{ slug: string, version: string, language: string, order: string[], former: Map<string, string> }} Guide
 *   `order` are the codes of its points, `former` the present code of each earlier one
 * @typedef {{ group: string, saved: string, points: Answers, retired: Answers, former: Answers[], renamed: string[], unknown: string[], broken: boolean }} Book
 *   `retired` are answers under codes that the guide no longer has; `former` those under a former code
 *   whose present one has answers too; `renamed` the former codes that were carried over; `unknown` the names of
 *   what was left out; `broken` says that characters were replaced which no file can hold
 * @typedef {{ code: string, field: Field, values: [string, string] }} Clash
 * @typedef {{ code: string, fields: { field: Field, then: string, now: string }[] }} Move
 */

var WorkbookFile = (() => {
  /** @type {Field[]} */
  const FIELDS = ["status", "priority", "owner", "due", "checked", "notes"];
  const STATUSES = ["not-yet", "partly", "in-place", "not-applicable"];
  /** @type {{ [field: string]: string[] }} */
  const CHOICES = { status: STATUSES, priority: ["low", "medium", "high"] };
  const DATES = ["due", "checked"];
  const MOST = 200; // characters of a line
  const NOTES = 10_000; // of notes
  const BYTES = 16_000_000;
  const DEEPEST = 32;
  const VERSION = 1;
  const CODE = /^[A-Za-z0-9.-]{1,100}$/;
  const LANGUAGE = /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,8}$/;
  const ROUNDS = 600_000; // of PBKDF2: what OWASP asks for with SHA-256

  /** Why a file is not opened: the key of a message, and what it names. */
  class Refusal extends Error {
    /** @param {string} key @param {{ [name: string]: string }} values */
    constructor(key, values = {}) {
      super(key);
      this.key = key;
      for (const name of Object.keys(values)) values[name] = inOneLine(values[name]);
      this.values = values;
    }
  }

  // --- values ------------------------------------------------------------------------------------

  /** @param {string} text */
  const length = (text) => [...text].length;
  const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu;
  /** @param {string} text */
  const inLineFeeds = (text) => text.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n");
  /** Every kind of line break as one, and no character that other files cannot hold. @param {string} text */
  const inLines = (text) => inLineFeeds(text).replace(NO_CHARACTER, "\ufffd");
  /** @param {string} text */
  const isBroken = (text) => inLineFeeds(text).search(NO_CHARACTER) >= 0;
  /** @param {string} text */
  const inOneLine = (text) => inLines(text).replace(/[\t\n]+/g, " ");
  /** @param {string} text */
  const isDate = (text) => /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)
    && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  /** @param {string} text */
  const isMoment = (text) => /^[0-9-]{10}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}Z$/.test(text) && isDate(text.slice(0, 10));

  /**
   * What is wrong with a value: "wrong", "long" or nothing.
   * @param {Field} field @param {string} value
   */
  const fault = (field, value) => {
    if (field in CHOICES) return CHOICES[field].includes(value) ? "" : "wrong";
    if (DATES.includes(field)) return isDate(value) ? "" : "wrong";
    return length(value) > (field === "notes" ? NOTES : MOST) ? "long" : "";
  };

  /** @param {Field} field @param {string} value */
  const tidy = (field, value) => (field === "notes" ? inLines(value) : field === "owner" ? inOneLine(value) : value);

  // --- reading ----------------------------------------------------------------------------------------

  /** The text of a file; refuses what is too large or no text. @param {Blob} file */
  const textOf = async (file) => {
    if (file.size > BYTES) throw new Refusal("large");
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      throw new Refusal("unreadable");
    }
  };

  /** @param {unknown} value @returns {value is { [key: string]: unknown }} */
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** A member of its own, never what an object inherits. @param {object} object @param {string} key @returns {unknown} */
  const own = (object, key) => Object.getOwnPropertyDescriptor(object, key)?.value;
  /** The same; what is missing is empty. @param {object} object @param {string} key */
  const given = (object, key) => (Object.hasOwn(object, key) ? own(object, key) : "");
  const HEAD = ["format", "version", "guide", "language", "saved", "group", "points"];

  /** Refuses a JSON text that has a key twice in an object, of which `JSON.parse` would drop one. @param {string} text */
  const refuseDoubles = (text) => {
    /** @type {Set<string>[]} */
    const open = [];
    for (const [, quoted, colon, sign] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)|([{}[\]])/gs)) {
      if (colon) {
        const key = JSON.parse(quoted);
        const known = open[open.length - 1];
        if (known.has(key)) throw new Refusal("twice", { code: key.slice(0, MOST) });
        known.add(key);
      } else if (sign === "{" || sign === "[") {
        if (open.push(new Set()) > DEEPEST) throw new Refusal("no-workbook");
      } else if (sign) open.pop();
    }
  };

  /** A JSON text as data; undefined if it is none. @param {string} text @returns {unknown} */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };

  /**
   * Whether a text is a workbook of the guide that is locked.
   * @param {string} text @param {Guide} guide
   */
  const isLocked = (text, guide) => {
    const data = text.length < BYTES * 2 ? parsed(text) : undefined;
    return isObject(data) && own(data, "format") === `${guide.slug}-workbook-encrypted`;
  };

  /**
   * The workbook in a text, JSON or CSV. Throws a Refusal, and then nothing of it is taken.
   * @param {string} text @param {Guide} guide @returns {Book}
   */
  const read = (text, guide) => {
    if (text.length > BYTES) throw new Refusal("large");
    return /^\s*[{[]/.test(text) ? fromJson(text, guide) : fromCsv(text, guide);
  };

  /** @param {string} text @param {Guide} guide */
  const fromJson = (text, guide) => {
    const data = parsed(text);
    if (!isObject(data)) throw new Refusal("no-workbook");
    const format = own(data, "format");
    if (format !== `${guide.slug}-workbook`) {
      const foreign = typeof format === "string" && /-workbook(-encrypted)?$/.test(format);
      throw new Refusal(foreign ? "foreign" : "no-workbook", { found: String(format).slice(0, MOST) });
    }
    const version = own(data, "version");
    if (version !== VERSION) throw new Refusal(typeof version === "number" && version > VERSION ? "newer" : "no-workbook");
    refuseDoubles(text);
    /** @param {string} key */
    const line = (key) => {
      const value = given(data, key);
      if (typeof value !== "string") throw new Refusal("wrong", { code: key, field: "", value: typeof value });
      if (length(value) > MOST) throw new Refusal("long", { code: key, field: "" });
      return inOneLine(value);
    };
    const saved = line("saved");
    if (saved && !isMoment(saved)) throw new Refusal("wrong", { code: "saved", field: "", value: saved });
    const language = line("language");
    if (language && !LANGUAGE.test(language)) throw new Refusal("wrong", { code: "language", field: "", value: language });
    line("guide");
    const points = "points" in data ? data.points : {};
    if (!isObject(points)) throw new Refusal("no-workbook");
    const unknown = new Set(Object.keys(data).filter((key) => !HEAD.includes(key)));
    const rows = Object.entries(points).map(([code, values]) => {
      if (!isObject(values)) throw new Refusal("wrong", { code: code.slice(0, MOST), field: "", value: "" });
      for (const key of Object.keys(values)) if (!(/** @type {string[]} */ (FIELDS)).includes(key)) unknown.add(key);
      return { code, values: (/** @type {Field} */ field) => given(values, field) };
    });
    return { ...bookOf(rows, guide, line("group"), saved), unknown: [...unknown] };
  };

  /** The rows of a CSV text (RFC 4180), parted by commas or semicolons, without empty ones. @param {string} text */
  const rowsOf = (text) => {
    const head = text.split(/[\r\n]/, 1)[0];
    const comma = head.split(";").length > head.split(",").length ? ";" : ",";
    const cells = new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|([^"${comma}\\r\\n][^${comma}\\r\\n]*)?)(${comma}|\\r\\n|[\\r\\n]|$)`, "y");
    /** @type {string[][]} */
    const rows = [];
    /** @type {string[]} */
    let row = [];
    while (cells.lastIndex < text.length || row.length) {
      const found = cells.exec(text);
      if (!found) throw new Refusal("no-workbook");
      row.push(unguarded(found[1] === undefined ? found[2] ?? "" : found[1].replace(/""/g, '"')));
      if (found[3] === comma) continue;
      if (row.some(Boolean)) rows.push(row);
      row = [];
    }
    return rows;
  };
  // What spreadsheet programs take for a formula is written behind an apostrophe, which reading takes off.
  // In many countries they split at semicolons, and then do not keep a cell in quotes together.
  const FORMULA = "(?=['\" \\xa0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff]*[=+\\-@\\uff0b\\uff0d\\uff1d\\uff20])";
  const UNGUARDED = RegExp(`(^|[;\\t\\r\\n])${FORMULA}`, "g");
  const GUARDED = RegExp(`(^|[;\\t\\r\\n])'${FORMULA}`, "g");
  /** @param {string} cell */
  const unguarded = (cell) => cell.replace(GUARDED, "$1");

  /** @param {string} text @param {Guide} guide */
  const fromCsv = (text, guide) => {
    const [head = [], ...rows] = rowsOf(text);
    const names = head.filter(Boolean);
    if (!names.includes("code") || new Set(names).size < names.length) throw new Refusal("no-workbook");
    const answered = rows.flatMap((row) => {
      /** @param {string} name */
      const cell = (name) => row[head.indexOf(name)] ?? "";
      const code = cell("code");
      if (row.slice(head.length).some(Boolean)) throw new Refusal("cells", { code });
      if (!code && FIELDS.some((field) => head.includes(field) && cell(field))) throw new Refusal("uncoded");
      return code ? [{ code, values: (/** @type {Field} */ field) => (head.includes(field) ? cell(field) : "") }] : [];
    });
    const unknown = names.filter((name) => !["code", "title", ...FIELDS].includes(name));
    return { ...bookOf(answered, guide, "", ""), unknown };
  };

  /**
   * @param {{ code: string, values: (field: Field) => unknown }[]} rows
   * @param {Guide} guide @param {string} group @param {string} saved
   */
  const bookOf = (rows, guide, group, saved) => {
    /** @type {Answers} */
    const found = new Map();
    const seen = new Set();
    let broken = false;
    for (const { code, values } of rows) {
      if (!CODE.test(code)) throw new Refusal("no-code", { code: code.slice(0, MOST) });
      if (seen.has(code)) throw new Refusal("twice", { code });
      seen.add(code);
      /** @type {Answer} */
      const answer = {};
      for (const field of FIELDS) {
        const value = values(field);
        if (value === "") continue;
        if (typeof value !== "string") throw new Refusal("wrong", { code, field, value: typeof value });
        const kind = fault(field, value);
        if (kind) throw new Refusal(kind, { code, field, value: value.slice(0, MOST) });
        broken ||= isBroken(value);
        answer[field] = tidy(field, value);
      }
      if (Object.keys(answer).length) found.set(code, answer);
    }
    const known = new Set(guide.order);
    /** @type {Book} */
    const book = { group, saved, points: new Map(), retired: new Map(), former: [], renamed: [], unknown: [], broken };
    for (const [code, answer] of found) {
      const present = known.has(code) ? code : guide.former.get(code);
      if (!present) book.retired.set(code, answer);
      else if (code === present) book.points.set(code, answer);
      else {
        book.renamed.push(code);
        if (found.has(present) || book.points.has(present)) book.former.push(new Map([[present, answer]]));
        else book.points.set(present, answer);
      }
    }
    return book;
  };

  // --- writing ------------------------------------------------------------------------------------------

  /** The answers in the order of the guide, then the retired ones by their codes. @param {Book} book @param {Guide} guide */
  const inOrder = (book, guide) => [
    ...guide.order.filter((code) => book.points.has(code)).map((code) => [code, book.points.get(code)]),
    ...[...book.retired].sort(([a], [b]) => (a < b ? -1 : 1)),
  ].map(([code, answer]) => ({ code: /** @type {string} */ (code), answer: /** @type {Answer} */ (answer) }));

  /**
   * The file of a workbook. An object of JavaScript would put codes that are numbers first, so the text
   * is put together here.
   * @param {Book} book @param {Guide} guide
   */
  const toJson = (book, guide) => {
    const head = [
      ["format", `${guide.slug}-workbook`], ["version", VERSION], ["guide", guide.version],
      ["language", guide.language], ["saved", book.saved], ["group", book.group],
    ].filter(([, value]) => value !== "").map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`);
    const points = inOrder(book, guide).map(({ code, answer }) => {
      const fields = FIELDS.filter((field) => answer[field])
        .map((field) => `      "${field}": ${JSON.stringify(answer[field])}`);
      return `    ${JSON.stringify(code)}: {\n${fields.join(",\n")}\n    }`;
    });
    return `{\n${head.join("")}  "points": ${points.length ? `{\n${points.join(",\n")}\n  }` : "{}"}\n}\n`;
  };

  /** @param {Book} book @param {Guide} guide @param {Map<string, string>} titles by code */
  const toCsv = (book, guide, titles) => {
    const answers = [
      ...guide.order.map((code) => ({ code, answer: book.points.get(code) ?? {} })),
      ...inOrder(book, guide).filter(({ code }) => book.retired.has(code)),
    ];
    /** @param {string} value */
    const cell = (value) => {
      const safe = value.replace(UNGUARDED, "$1'");
      return /[",;\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
    };
    const rows = answers.map(({ code, answer }) => [code, titles.get(code) ?? "", ...FIELDS.map((field) => answer[field] ?? "")]);
    return `\ufeff${[["code", "title", ...FIELDS], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
  };

  /** The name of a file: the group in letters that every computer knows, or else the day. @param {Book} book @param {Guide} guide */
  const nameOf = (book, guide) => {
    const group = book.group.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, "-").slice(0, 40).replace(/^-|-$/g, "");
    return `${guide.slug}-workbook-${group || book.saved.slice(0, 10)}`;
  };

  // --- bringing together, comparing ----------------------------------------------------------------------

  /** Whether notes have these lines, whole and one below the other. @param {string} notes @param {string} lines */
  const holds = (notes, lines) => `\n${notes}\n`.includes(`\n${lines}\n`);

  /**
   * Answers brought together point by point, and what differs: there the first one's stay until `settle`.
   * Notes that differ are both kept, those of the later file first.
   * @param {Answers} mine @param {Answers} theirs @param {number} later 0 where mine are later, else 1
   */
  const merge = (mine, theirs, later) => {
    /** @type {Answers} */
    const answers = new Map([...mine].map(([code, answer]) => [code, { ...answer }]));
    /** @type {Clash[]} */
    const clashes = [];
    for (const [code, other] of theirs) {
      const answer = answers.get(code) ?? {};
      answers.set(code, answer);
      for (const field of FIELDS) {
        const [here, there] = [answer[field], other[field]];
        if (!there || here === there) continue;
        if (!here) answer[field] = there;
        else if (field !== "notes") clashes.push({ code, field, values: [here, there] });
        else if (!holds(here, there)) {
          answer.notes = holds(there, here) ? there : (later ? [there, here] : [here, there]).join("\n---\n");
        }
      }
    }
    return { answers, clashes };
  };

  /**
   * Takes what was chosen, and keeps the other value in the notes.
   * @param {Answers} answers @param {Clash[]} clashes @param {number[]} chosen 0 or 1 for each
   * @param {[string, string]} days of the two files, "" for none
   * @param {(field: Field, value: string) => string} said a field and its value in the language of the guide
   */
  const settle = (answers, clashes, chosen, days, said) => {
    clashes.forEach(({ code, field, values }, place) => {
      const answer = /** @type {Answer} */ (answers.get(code));
      const other = 1 - chosen[place];
      const line = `${days[other] && `[${days[other]}] `}${said(field, values[other])}`;
      answer[field] = values[chosen[place]];
      if (!answer.notes) answer.notes = line;
      else if (!holds(answer.notes, line)) answer.notes += `\n${line}`;
    });
    for (const [code, { notes = "" }] of answers) if (fault("notes", notes)) throw new Refusal("notes-long", { code });
    return answers;
  };

  /** The names of two groups as one. @param {string} first the later one @param {string} second */
  const bothGroups = (first, second) => {
    const [one, two] = [first, second].map((name) => name.split(" / "));
    if (!second || one.includes(second)) return first;
    return !first || two.includes(first) ? second : `${first} / ${second}`;
  };

  /** What moved between two workbooks, in the order of the guide. @param {Book} then @param {Book} now @param {Guide} guide */
  const moves = (then, now, guide) => {
    const all = [...guide.order, ...[...new Set([...then.retired.keys(), ...now.retired.keys()])].sort()];
    return all.map((code) => {
      const [before, after] = [then, now].map((book) => book.points.get(code) ?? book.retired.get(code) ?? {});
      const fields = FIELDS.filter((field) => before[field] !== after[field])
        .map((field) => ({ field, then: before[field] ?? "", now: after[field] ?? "" }));
      return { code, fields };
    }).filter(({ fields }) => fields.length);
  };

  /** An owner without regard to case and spaces: the name of one person. @param {string} [owner] */
  const person = (owner = "") => owner.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().trim().replace(/\s+/g, " ");

  // --- what a group should look at ------------------------------------------------------------------------

  /** The due date has passed, and the point is not in place. @param {Answer} answer @param {string} today */
  const isOverdue = ({ status, due }, today) => Boolean(due && due < today && status !== "in-place" && status !== "not-applicable");

  /** It has a status, and was checked more than six months ago or never. @param {Answer} answer @param {string} today */
  const isStale = ({ status, checked }, today) => {
    const [year, month, day] = today.split("-").map(Number);
    const last = new Date(Date.UTC(year, month - 6, 0)).getUTCDate(); // of the month six months ago
    const ago = new Date(Date.UTC(year, month - 7, Math.min(day, last))).toISOString().slice(0, 10);
    return Boolean(status && (!checked || checked < ago));
  };

  // --- passphrase -----------------------------------------------------------------------------------------

  const canLock = () => Boolean(globalThis.crypto && crypto.subtle);
  /** @param {Uint8Array} bytes */
  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  /** @param {unknown} text */
  const bytesOf = (text) => Uint8Array.from(atob(String(text)), (char) => char.charCodeAt(0));
  /** @param {string} passphrase @param {Uint8Array<ArrayBuffer>} salt */
  const keyOf = async (passphrase, salt) => {
    const known = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(way, known, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  };

  /** @param {string} text a workbook as JSON @param {string} passphrase @param {Guide} guide */
  const lock = async (text, passphrase, guide) => {
    const [salt, iv] = [16, 12].map((count) => crypto.getRandomValues(new Uint8Array(count)));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(passphrase, salt), new TextEncoder().encode(text));
    return `${JSON.stringify({
      format: `${guide.slug}-workbook-encrypted`, version: VERSION, kdf: "PBKDF2", hash: "SHA-256", iterations: ROUNDS,
      salt: base64(salt), cipher: "AES-GCM", iv: base64(iv), data: base64(new Uint8Array(data)),
    }, null, 2)}\n`;
  };

  /** The workbook in a locked one. @param {string} text @param {string} passphrase */
  const unlock = async (text, passphrase) => {
    const data = parsed(text);
    if (!isObject(data) || own(data, "version") !== VERSION || own(data, "iterations") !== ROUNDS) throw new Refusal("no-workbook");
    try {
      const key = await keyOf(passphrase, bytesOf(own(data, "salt")));
      const way = { name: "AES-GCM", iv: bytesOf(own(data, "iv")) };
      return new TextDecoder("utf-8", { fatal: true }).decode(await crypto.subtle.decrypt(way, key, bytesOf(own(data, "data"))));
    } catch {
      throw new Refusal("wrong-passphrase");
    }
  };

  return {
    FIELDS, STATUSES, BYTES, Refusal, textOf, read, isLocked, isDate, fault, tidy, inOneLine, toJson, toCsv, nameOf,
    merge, settle, bothGroups, moves, person, isOverdue, isStale, canLock, lock, unlock,
  };
})();
