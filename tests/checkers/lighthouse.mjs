// Lighthouse over many pages in one Chromium: node lighthouse.mjs CHROMIUM ADDRESS …
// Writes a line of JSON a page: its address, the score of each category, what is not perfect.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, ...addresses] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});
// Neither category needs a slow line, a wait for the page to rest, or a picture of it.
const flags = {
  port: chrome.port,
  logLevel: "error",
  onlyCategories: ["accessibility", "best-practices"],
  throttlingMethod: "simulate",
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 250,
  cpuQuietThresholdMs: 250,
  disableFullPageScreenshot: true,
};
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, flags);
    const scores = {};
    const faults = [];
    for (const category of Object.values(lhr.categories)) {
      scores[category.id] = category.score === null ? null : Math.round(100 * category.score);
      for (const { id, weight } of category.auditRefs) {
        const { score, title, details } = lhr.audits[id];
        if (!weight || score === null || score === 1) continue;
        const places = (details?.items ?? []).map((item) => item.node?.snippet ?? JSON.stringify(item));
        faults.push(`${id}: ${title}${places.map((place) => `\n    ${place}`).join("")}`);
      }
    }
    if (lhr.runtimeError) faults.push(lhr.runtimeError.message);
    console.log(JSON.stringify({ address, scores, faults }));
  }
} finally {
  await chrome.kill();
}
