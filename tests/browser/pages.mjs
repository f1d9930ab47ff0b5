// A browser with a page of the programme in it, and what all tests ask.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

// Opens a file in a context of its own. Whatever goes wrong in the page, and any request beyond the file, is an error.
export const open = async (browser, file, { hash = "", ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, timezoneId: "Europe/Berlin", ...options });
  // Machines that do other things at the same time are slow, not wrong.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(file) + hash);
  return { context, page, faults };
};

export const close = async ({ context, faults }) => {
  await context.close();
  assert.deepEqual(faults, []);
};

// No violation of any rule of axe-core, the ones of good practice included.
export const accessible = async (page, what) => {
  // The page's policy lets no foreign script in; axe is put there by the debugger, which stands above it.
  await page.evaluate(`${axe}; undefined`);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 3).map((node) => `${node.html}\n    ${node.failureSummary}`).join("\n    ")}`);
  assert.equal(told.length, 0, `${what}:\n  ${told.join("\n  ")}`);
};

export const visible = (page) => page.locator("#list li[data-i]:visible");

// What a clock in a zone shows at a time of the page, asked of another part of the browser's library.
export const shown = (datetime, timeZone) =>
  new Date(datetime).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });

// Runs tests in one browser, those with ONLY in their name if it is given. The exit code is 1 if one of them fails.
export const runAll = async (tests) => {
  const browser = await launch();
  const wanted = tests.filter(({ name }) => name.includes(process.env.ONLY || ""));
  let failed = 0;
  for (const { name, run } of wanted) {
    try {
      await run(browser);
      console.log(`ok  ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`NO  ${name}\n    ${String(error.stack || error).replaceAll("\n", "\n    ")}`);
    }
  }
  await browser.close();
  console.log(failed ? `${failed} of ${wanted.length} failed` : `all ${wanted.length} passed`);
  process.exitCode = failed ? 1 : 0;
};
