// How fast pages are on slow lines, by Lighthouse: node performance.mjs CHROMIUM LINES ADDRESS …
// LINES is JSON, {name: throttling, …}. Writes a line of JSON for each page and line.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, lines, ...addresses] = process.argv.slice(2);
const METRICS = {
  first: "first-contentful-paint",
  largest: "largest-contentful-paint",
  blocked: "total-blocking-time",
  shift: "cumulative-layout-shift",
  bytes: "total-byte-weight",
};
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});
try {
  for (const [line, throttling] of Object.entries(JSON.parse(lines))) {
    for (const address of addresses) {
      const { lhr } = await lighthouse(address, {
        port: chrome.port,
        logLevel: "error",
        onlyCategories: ["performance"],
        throttlingMethod: "simulate",
        throttling,
        disableFullPageScreenshot: true,
      });
      const found = { line, address, score: Math.round(100 * lhr.categories.performance.score) };
      for (const [name, id] of Object.entries(METRICS)) found[name] = lhr.audits[id].numericValue;
      if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
      console.log(JSON.stringify(found));
    }
  }
} finally {
  await chrome.kill();
}
