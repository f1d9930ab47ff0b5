// The exported pages in a real browser. Usage: node run.mjs FOLDER-WITH-PAGES FOLDER-FOR-SCREENSHOTS
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { accessible, close, open, runAll, shown, visible } from "./pages.mjs";
import { fairness } from "./fairness.mjs";
import { languages } from "./languages.mjs";
import { programme } from "./programme.mjs";
import { site } from "./site.mjs";

const [folder, pictures] = process.argv.slice(2);
const file = (name) => join(folder, name);
const picture = (page, name, fullPage = false) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const tests = [];
const test = (name, run) => tests.push({ name, run });
const zone = (page, name) => page.getByLabel("Time zone", { exact: true }).fill(name);

test("is small and quick", async (browser) => {
  const bytes = gzipSync(readFileSync(file("flagship.html"))).length;
  assert.ok(bytes < 80_000, `${bytes} bytes gzipped`);
  const opened = await open(browser, file("flagship.html"));
  // The processor time of the page. Other programs on the machine do not count.
  const session = await opened.context.newCDPSession(opened.page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await opened.page.reload();
  await opened.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const { metrics } = await session.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "TaskDuration").value;
  console.log(`    ${bytes} bytes gzipped, ready after ${Math.round(seconds * 1000)} ms of processor time`);
  assert.ok(seconds < 1, `${seconds} s`);
  await close(opened);
});

test("can be read without a script", async (browser) => {
  const opened = await open(browser, file("flagship.html"), { javaScriptEnabled: false });
  assert.equal(await visible(opened.page).count(), 275);
  assert.equal(await opened.page.locator("#controls").isVisible(), false);
  assert.equal(await opened.page.getByRole("heading", { level: 2 }).count(), 14);
  await picture(opened.page, "no-script");
  await close(opened);
});

test("says on screen and on paper, with a script and without, that a draft is one", async (browser) => {
  for (const javaScriptEnabled of [false, true]) {
    const opened = await open(browser, file("draft.html"), { javaScriptEnabled, acceptDownloads: true });
    const { page } = opened;
    const notice = page.getByRole("note");
    assert.match(await notice.textContent(), /draft/);
    assert.match(await page.locator("footer").textContent(), /Version 0\.9 <i> \(draft\)/);
    if (javaScriptEnabled) {
      await page.locator("#list [data-star]").first().click();
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Calendar file" }).click()]);
      const lines = readFileSync(await download.path(), "utf8").split("\r\n");
      assert.ok(lines.includes("STATUS:TENTATIVE") && lines.includes("SEQUENCE:0"), lines.join("\n"));
      await accessible(page, "draft");
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await notice.isVisible(), true);
    await picture(page, `draft-print-${javaScriptEnabled ? "script" : "plain"}`);
    await close(opened);
  }
});

test("shows any zone's clock, across its changes, and regroups the days", async (browser) => {
  const opened = await open(browser, file("clock-change.html"), { timezoneId: "America/New_York" });
  const { page } = opened;
  const check = async (name) => {
    for (const time of await page.locator("#list time").all()) {
      assert.equal(await time.textContent(), shown(await time.getAttribute("datetime"), name), name);
    }
  };
  await check("America/New_York");
  for (const name of ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati"]) {
    await zone(page, name);
    await check(name);
  }
  await zone(page, "Europe/Berlin");
  assert.match(await page.locator("#zone-note").textContent(), /UTC\+2, UTC\+1 from Thu 29 Oct/);
  await zone(page, "Pacific/Kiritimati");
  assert.deepEqual(await page.getByRole("heading", { level: 2 }).evaluateAll((all) => all.map((one) => one.firstChild.textContent)), [
    "Friday 23 October 2020", "Friday 30 October 2020", "Friday 6 November 2020",
  ]);
  // The choice outlasts the page.
  await page.reload();
  assert.equal(await page.getByLabel("Time zone", { exact: true }).inputValue(), "Pacific/Kiritimati");
  await close(opened);
});

test("filters and says how many it found", async (browser) => {
  const opened = await open(browser, file("flagship.html"), { timezoneId: "UTC" });
  const { page } = opened;
  const count = page.locator("#count");
  assert.equal(await count.textContent(), "275 sessions");
  await page.getByLabel("Track", { exact: true }).selectOption({ label: "Trust" });
  const trust = await visible(page).count();
  assert.ok(trust > 0 && trust < 275);
  assert.equal(await count.textContent(), `${trust} of 275 sessions`);
  await page.getByLabel("Room", { exact: true }).selectOption({ label: "Room 2" });
  await page.getByLabel("Day", { exact: true }).selectOption({ index: 2 });
  const both = await visible(page).count();
  assert.ok(both > 0 && both < trust);
  assert.equal(await page.locator("#list .day:visible").count(), 1);
  await page.getByRole("button", { name: "Clear filters" }).click();
  assert.equal(await visible(page).count(), 275);
  await page.getByLabel("Search").fill("dns ABÚSE");
  await page.waitForFunction(() => / of /.test(document.querySelector("#count").textContent));
  const abuse = await visible(page).allTextContents();
  assert.ok(abuse.length > 0 && abuse.every((text) => /dns/i.test(text) && /abuse/i.test(text)), abuse.join("; "));
  await page.getByLabel("Search").fill("no such thing");
  await page.locator("#none").waitFor();
  await page.locator("#reset-none").click();
  await page.getByLabel("Person", { exact: true }).fill("Person 0129");
  await page.waitForFunction(() => / of /.test(document.querySelector("#count").textContent));
  for (const who of await visible(page).locator(".who").allTextContents()) assert.match(who, /Person 0129/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  // In Tokyo much of it is at night.
  await zone(page, "Asia/Tokyo");
  await page.getByLabel(/attend awake/).check();
  const awake = await visible(page).count();
  assert.ok(awake > 0 && awake < 275, `${awake}`);
  for (const time of await visible(page).locator("time").allTextContents()) {
    assert.ok(time >= "06:00" && time <= "23:00", time);
  }
  await close(opened);
});

const overlapping = (page) => page.evaluate(() => {
  const all = [...document.querySelectorAll("#list li[data-i]")].map((item) => {
    const [from, until] = [...item.querySelectorAll("time")].map((time) => Date.parse(time.dateTime));
    return { index: item.dataset.i, from, until };
  });
  for (const one of all) for (const two of all) if (one.index < two.index && one.from < two.until && two.from < one.until) return [one.index, two.index];
  return null;
});

test("collects a personal timetable, warns of overlaps, and exports it", async (browser) => {
  const opened = await open(browser, file("flagship.html"), { acceptDownloads: true });
  const { page } = opened;
  const [one, two] = await overlapping(page);
  const star = (index) => page.locator(`#list [data-star="${index}"]`);
  await star(one).click();
  assert.equal(await page.locator("#clashes").isVisible(), false);
  await star(two).click();
  assert.equal(await page.locator("#clashes li").count(), 1);
  assert.match(await page.locator("#said").textContent(), /Added to your timetable: .*overlaps/);
  assert.equal(await page.locator("li .clash").count(), 2);
  await picture(page, "stars");
  await page.reload();
  assert.equal(await star(two).getAttribute("aria-pressed"), "true");
  await page.getByLabel("Only my timetable").check();
  assert.equal(await visible(page).count(), 2);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Calendar file" }).click()]);
  assert.equal(download.suggestedFilename(), "my-timetable.ics");
  const text = readFileSync(await download.path(), "utf8");
  const lines = text.split("\r\n");
  assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 2);
  assert.ok(lines.every((line) => Buffer.byteLength(line) <= 75 && !line.includes("\n")));
  const start = await page.locator(`#list li[data-i="${one}"] time`).first().getAttribute("datetime");
  assert.ok(lines.includes(`DTSTART:${start.replace(/[-:]/g, "")}`), text);
  // The same UIDs as in the calendar of the whole programme, so that nothing is shown twice.
  const whole = readFileSync(file("flagship.ics"), "utf8");
  for (const line of lines.filter((line) => line.startsWith("UID:"))) assert.ok(whole.includes(`${line}\r\n`), line);
  await page.getByRole("button", { name: "Share link" }).click();
  const link = await page.locator("#link").inputValue();
  const other = await open(browser, file("flagship.html"), { hash: `#${link.split("#")[1]}` });
  assert.match(await other.page.locator("#shared").textContent(), /2 sessions/);
  await other.page.getByRole("button", { name: "Show only these" }).click();
  assert.equal(await visible(other.page).count(), 2);
  assert.equal(await other.page.locator("#mine-count").textContent(), "My timetable: 0 sessions");
  await other.page.getByRole("button", { name: "Add to my timetable" }).click();
  assert.equal(await other.page.locator("#mine-count").textContent(), "My timetable: 2 sessions");
  await close(other);
  await close(opened);
});

test("leads to a session by link, whatever is filtered", async (browser) => {
  const id = JSON.parse(readFileSync(file("flagship.json"), "utf8")).sessions[100].id;
  const opened = await open(browser, file("flagship.html"), { hash: `#s-${id}` });
  const { page } = opened;
  const there = () => page.waitForFunction((wanted) => document.activeElement.closest("li")?.id === wanted, `s-${id}`);
  await there();
  // The page glides there.
  await page.waitForFunction((wanted) => {
    const { top, bottom } = document.getElementById(wanted).getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }, `s-${id}`);
  await page.getByLabel("Search").fill("no such thing");
  await page.locator("#none").waitFor();
  await page.evaluate((hash) => { location.hash = ""; location.hash = hash; }, `#s-${id}`);
  await there();
  await close(opened);
});

test("works by keyboard alone", async (browser) => {
  const opened = await open(browser, file("flagship.html"));
  const { page } = opened;
  const focus = () => page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
  await page.keyboard.press("Tab");
  assert.equal(await focus(), "skip");
  const path = [];
  for (let press = 0; press < 18; press += 1) {
    await page.keyboard.press("Tab");
    path.push(await focus());
  }
  assert.deepEqual(path.slice(0, 16), [
    "ics-all", "print-all", "language",
    "zone", "zone-own", "zone-event", "view", "compact", "q", "awake", "SUMMARY", "day", "track", "type", "phase", "room",
  ]);
  for (let press = 0; press < 20 && (await focus()) !== "q"; press += 1) await page.keyboard.press("Shift+Tab");
  for (const back of ["compact", "view"]) {
    await page.keyboard.press("Shift+Tab");
    assert.equal(await focus(), back);
  }
  await page.keyboard.press("ArrowRight");
  await page.locator(".rooms").first().waitFor();
  await page.keyboard.press("ArrowLeft");
  await visible(page).first().waitFor();
  for (const next of ["compact", "q"]) {
    await page.keyboard.press("Tab");
    assert.equal(await focus(), next);
  }
  await page.keyboard.type("opening");
  await page.waitForFunction(() => / of /.test(document.querySelector("#count").textContent));
  // Back to the top, over the controls with the first link, and to the first star.
  await page.evaluate(() => document.activeElement.blur());
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  let pressed = 0;
  while (!(await page.evaluate(() => document.activeElement.matches("#list .star"))) && pressed < 30) {
    await page.keyboard.press("Tab");
    pressed += 1;
  }
  await page.keyboard.press("Space");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true");
  await close(opened);
});

test("shows the rooms side by side, each session once", async (browser) => {
  const opened = await open(browser, file("flagship.html"), { timezoneId: "America/Sao_Paulo" });
  const { page } = opened;
  await page.getByText("Rooms", { exact: true }).click();
  assert.equal(await page.locator("#grid [data-cell]").count(), 275);
  const cells = await page.locator("#grid [data-cell]").evaluateAll((all) => new Set(all.map((one) => one.dataset.cell)).size);
  assert.equal(cells, 275);
  // No two cells lie on each other, and heights are to scale.
  const wrong = await page.locator("#grid .inside").evaluateAll((days) => days.flatMap((day) => {
    const boxes = [...day.querySelectorAll("[data-cell]")].map((cell) => cell.getBoundingClientRect());
    return boxes.filter((one, index) => boxes.slice(index + 1).some((two) =>
      one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)).length;
  }));
  assert.deepEqual(wrong.filter((number) => number > 0), []);
  await accessible(page, "grid");
  await picture(page, "grid");
  await close(opened);
});

test("prints", async (browser) => {
  const opened = await open(browser, file("flagship.html"));
  const { page } = opened;
  await page.emulateMedia({ media: "print" });
  for (const part of ["#controls", "#bar", ".star"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
  assert.equal(await visible(page).count(), 275);
  const pdf = await page.pdf({ path: join(pictures, "print.pdf"), format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
  console.log(`    ${pages} pages`);
  assert.ok(pages < 40, `${pages} pages`);
  await page.setViewportSize({ width: 794, height: 1123 });
  await picture(page, "print");
  await close(opened);
});

for (const [scheme, name, options] of [
  ["light", "desktop", {}], ["dark", "desktop", {}], ["light", "phone", PHONE], ["dark", "phone", PHONE],
]) {
  test(`has no accessibility violation: ${name}, ${scheme}`, async (browser) => {
    // The tables of the flagship's thousand people take axe minutes: the demo's are the same.
    const whole = name === "desktop" && scheme === "light" ? ["flagship"] : [];
    for (const which of [...whole, "fairness", "demo-internal", "demo", "fairness-internal"]) {
      const opened = await open(browser, file(`${which}.html`), { colorScheme: scheme, timezoneId: "Asia/Kolkata", ...options });
      await accessible(opened.page, which);
      await picture(opened.page, `${which}-${name}-${scheme}`);
      const wide = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${which} is ${wide} pixels too wide`);
      if (which === "fairness" && scheme === "light") await picture(opened.page, `fairness-${name}-${scheme}-whole`, true);
      await close(opened);
    }
  });
}

test("is worth looking at: the flagship on every screen", async (browser) => {
  for (const [scheme, name, options] of [["dark", "desktop", {}], ["light", "phone", PHONE], ["dark", "phone", PHONE]]) {
    const opened = await open(browser, file("flagship.html"), { colorScheme: scheme, timezoneId: "Asia/Kolkata", ...options });
    const { page } = opened;
    await picture(page, `flagship-${name}-${scheme}`);
    await page.evaluate(() => window.scrollTo(0, 2500));
    await picture(page, `flagship-${name}-${scheme}-list`);
    if (name === "phone") await page.getByRole("button", { name: "Search and filter" }).click();
    await page.getByText("Rooms", { exact: true }).click();
    if (name === "phone") await page.getByRole("button", { name: "Show the sessions" }).click();
    await page.locator(".rooms").first().scrollIntoViewIfNeeded();
    await picture(page, `flagship-${name}-${scheme}-grid`);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await close(opened);
  }
});

test("runs nothing of what a programme says", async (browser) => {
  for (const which of ["hostile", "hostile-internal", "hostile-fairness"]) {
    const opened = await open(browser, file(`${which}.html`));
    const { page } = opened;
    if (which !== "hostile-fairness") {
      assert.equal(await visible(page).count(), 12);
      await page.getByText("Rooms", { exact: true }).click();
      await page.locator("#grid .star").first().click();
      await page.locator("#grid .star").nth(1).click();
      await page.locator("#grid .title").first().click();
      await page.getByLabel("Person", { exact: true }).fill("script");
      await page.waitForTimeout(200);
      await accessible(page, which);
    }
    assert.equal(await page.evaluate(() => window.evil), undefined);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img, base, svg[onload], [onerror], [onmouseover]").length), 0);
    await picture(page, which);
    await close(opened);
  }
});

fairness({ test, file, picture, pictures });
programme({ test, file, picture });
languages({ test, file, picture });
site({ test, file, picture });

await runAll(tests);
