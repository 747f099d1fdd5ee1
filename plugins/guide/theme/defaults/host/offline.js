// The service worker: gives pages that a reader has chosen to keep (assets/offline.js), and asks the
// network for all else. It is registered by the reader's choice alone, and stores nothing by itself.
"use strict";

const OURS = `offline ${self.registration.scope} `; // what the names of our caches begin with
const LIST = `${self.registration.scope}offline-kept.json`; // in a cache once all of it is there

// The saved copy that holds a page. What a page asks for comes from the same copy as the page, since a
// newer page would not fit an older style.
const copyWith = async (page) => {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(OURS))) {
    const cache = await caches.open(name);
    if (await cache.match(LIST) && await cache.match(page, { ignoreSearch: true })) return cache;
  }
  return null;
};

const plain = (address) => address.split("#")[0].replace(/\/index\.html(?=\?|$)/, "/");

const answer = async ({ request, clientId }) => {
  const client = request.mode === "navigate" ? null : await self.clients.get(clientId);
  const copy = await copyWith(plain(client ? client.url : request.url));
  const found = copy && await copy.match(plain(request.url), { ignoreSearch: true });
  return found || fetch(request);
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url, cache } = event.request;
  if (method === "GET" && cache !== "no-store" && url.startsWith(self.registration.scope)) {
    event.respondWith(answer(event));
  }
});
