// Pages under axe and books under Ace, in one headless Chromium.
// stdin: {"chromium": path, "jobs": [{"judge": "axe", "path", "looks": [[1280, "dark"]]}, {"judge": "ace", "path"}]}
// stdout: for every job a list of what was found, "impact rule: where"

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const ace = require("@daisy/ace-core");
const { chromium } = require("playwright-core");

const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync",
];

// A context whose pages ask no network for anything; what the judges need is in each of them from the start.
async function closed(browser, scripts) {
  const context = await browser.newContext();
  context.setDefaultTimeout(300_000);
  await context.route(/^(https?|wss?):/, (route) => route.abort());
  for (const path of scripts) await context.addInitScript({ path });
  return context;
}

// A page at a desk and on a phone, by day and by night.
async function axe(browser, { path: file, looks }) {
  const context = await closed(browser, [require.resolve("axe-core/axe.min.js")]);
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  const out = [];
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const look = `(${width}, ${colorScheme})`;
    for (const { id, impact, nodes } of found.violations) {
      for (const node of nodes) out.push(`${impact} ${id} ${look}: ${node.html.slice(0, 200)}`);
    }
    // A page that is wider than its window scrolls sideways; axe does not look for it.
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (beyond > 0) out.push(`wide ${look}: ${beyond} pixels`);
  }
  await context.close();
  return out;
}

// What Ace wants of a browser, as @daisy/ace-axe-runner-puppeteer has it: without a Chromium of its own, and with its
// pages used again.
function runner(browser) {
  let opened;
  const idle = [];
  return {
    concurrency: 2,
    setTimeout: () => {},
    launch: async () => {},
    close: async () => { await (await opened)?.close(); },
    run: async (url, scripts) => {
      opened ??= closed(browser, scripts);
      const page = idle.pop() ?? (await (await opened).newPage());
      await page.goto(url);
      const result = await page.evaluate(() => new Promise((resolve, reject) => {
        window.__skipExpensiveContentExtractions__ = true;
        window.daisy.ace.run((error, found) => (error ? reject(error) : resolve(found)));
      }));
      idle.push(page);
      return result;
    },
  };
}

async function book(browser, { path: file }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
  const options = { cwd: folder, outdir: folder, silent: true, initLogger: true, doNotReportMedia: true };
  try {
    const [, report] = await ace(file, options, runner(browser));
    return report.assertions.flatMap((document) => document.assertions.map(({ "earl:test": test, "earl:result": result }) => {
      const where = document["earl:testSubject"].url;
      return `${test["earl:impact"]} ${test["dct:title"]}: ${where} ${(result.html || result["dct:description"] || "").slice(0, 200)}`;
    }));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function main() {
  const { chromium: executablePath, jobs } = JSON.parse(fs.readFileSync(0, "utf8"));
  // Ace writes to the console; stdout carries results alone.
  console.log = console.error;
  const browser = await chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: false });
  const found = [];
  for (const job of jobs) found.push(await (job.judge === "axe" ? axe : book)(browser, job));
  await browser.close();
  process.stdout.write(JSON.stringify(found));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
