// What can be done on the board: by mouse, by keyboard alone, by form, and by touch.
import { strict as assert } from "node:assert";
import { find, isAt, now, tenMoves, way } from "./board-moves.mjs";
import { block, close, drag, hears, open, PHONE, prices, said, state, week } from "./board-page.mjs";

const byTouch = async (browser, edit) => {
  const opened = await open(browser, edit, PHONE);
  const { page } = opened;
  await page.locator("#days .block").nth(2).tap();
  await page.getByRole("button", { name: "Pick up" }).tap();
  await page.locator(".priced").waitFor();
  const id = await page.locator(".carried").getAttribute("data-id");
  const { places } = await prices(page, id);
  const fitting = places.find((place) => place.difference !== null);
  assert.ok(fitting, "a place that fits");
  await page
    .locator(".lane")
    .nth(1)
    .tap({ position: { x: 60, y: 300 } });
  await page.locator("#place-words").waitFor();
  assert.match(await page.locator("#place-words").textContent(), /:\d\d, |Swap with/);
  await page.getByRole("button", { name: "Put back" }).tap();
  assert.equal(await page.locator("#place-bar").isVisible(), false);
  await close(opened);
};

const everythingByKeys = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const moves = await tenMoves(page, 21);
  const { session } = await moves.next();
  await find(page, session);
  // The prices by order: each next place is at least as dear.
  await press("Enter");
  await hears(page, /picked up/);
  const seen = [];
  for (let step = 0; step < 3; step += 1) {
    await press("n");
    const words = await hears(page, /(dearer|cheaper|costs the same); wakes/);
    seen.push(words);
    await page.waitForTimeout(50);
  }
  console.log(`    “${seen[0]}”`);
  await press("p", "Escape");
  await hears(page, /put back/);
  assert.equal((await now(page, session.id)).start, session.start);
  // Lock, unlock.
  await press("l");
  await hears(page, /locked:/);
  assert.equal((await now(page, session.id)).lock, "fixed");
  await press("l");
  await hears(page, /unlocked:/);
  // Take out, undo, redo, undo.
  await press("Delete");
  await hears(page, /taken out/);
  assert.equal((await now(page, session.id)).start, null);
  await press("Control+z");
  await hears(page, /Undone/);
  assert.equal((await now(page, session.id)).start, session.start);
  await press("Control+y");
  await hears(page, /Redone/);
  await press("Control+Shift+Z");
  await hears(page, /nothing to redo/);
  await press("Control+z");
  await hears(page, /Undone/);
  // Days, and the keys.
  await find(page, session);
  await press("PageDown");
  await hears(page, /\d{4}/);
  await press("?");
  await page.locator("#keys[open]").waitFor();
  await press("Escape");
  // The form and the note, from the session.
  await find(page, session);
  await page.locator("#place-time option").first().waitFor({ state: "attached" });
  await press("m");
  assert.equal(await page.evaluate(() => document.activeElement.id), "place-day");
  await tabTo(page, "Why not there?");
  await press("Enter");
  await page.locator("#answer[open] .lines").waitFor();
  await page.keyboard.press("Escape");
  await tabTo(page, "Five best places");
  await press("Enter");
  await page.locator("#job .proposals button").first().waitFor();
  await tabTo(page, "note");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("chair prefers Tuesday");
  await press("Tab", "Enter");
  await hears(page, /Note on/);
  assert.equal((await now(page, session.id)).note, "chair prefers Tuesday");
  await close(opened);
};

// Presses Tab until the focus is on the control with this text or id.
const tabTo = async (page, wanted) => {
  for (let presses = 0; presses < 60; presses += 1) {
    const here = await page.evaluate(() => [document.activeElement.id, document.activeElement.textContent]);
    if (here.includes(wanted)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no ${wanted} within 60 presses of Tab`);
};

const swapAndForce = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const moves = await tenMoves(page, 31);
  const { session } = await moves.next();
  await find(page, session);
  const { places } = await prices(page, session.id);
  const forbidden =
    places.find((place) => place.difference === null && place.room === session.room && place.start > session.start) ??
    places.find((place) => place.difference === null && place.room === session.room);
  await page.keyboard.press("Enter");
  await hears(page, /picked up/);
  for (const key of way(await state(page), session, forbidden)) await page.keyboard.press(key);
  console.log(`    “${await hears(page, /breaks|locked/)}”`);
  await page.keyboard.press("Enter");
  await page.locator("#question[open]").waitFor();
  assert.ok((await page.locator("#question-text li").count()) > 0);
  await page.getByRole("button", { name: "Leave as it was" }).click();
  await hears(page, /Nothing was changed/);
  assert.equal((await now(page, session.id)).start, session.start);
  await block(page, session.id).focus();
  await page.keyboard.press("Enter");
  await hears(page, /picked up/);
  for (const key of way(await state(page), session, forbidden)) await page.keyboard.press(key);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Move anyway" }).click();
  await isAt(page, session.id, forbidden);
  await page.locator("#last").getByText("Breaks", { exact: true }).waitFor();
  await page.locator("#undo").click();
  await isAt(page, session.id, session);
  await close(opened);
};

const engine = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const moves = await tenMoves(page, 41);
  const { session } = await moves.next();
  await find(page, session);
  await page.getByRole("button", { name: "Five best places" }).click();
  const choice = page.locator("#job .choice").first();
  await choice.waitFor();
  const before = (await state(page)).revision;
  await choice.click();
  await page.waitForFunction(
    (revision) =>
      fetch("api/state")
        .then((answer) => answer.json())
        .then((one) => one.revision > revision),
    before,
  );
  await page.locator("#last .price").waitFor();
  await page.locator("#undo").click();
  await hears(page, /Undone/);
  await page.getByRole("button", { name: "Improve for 10 s" }).click();
  await page
    .locator("#job")
    .getByText(/Running/)
    .waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page
    .locator("#job")
    .getByText(/Stopped|Done/)
    .waitFor();
  const { sessions } = await state(page);
  assert.equal(sessions.find((one) => one.id === session.id).start, session.start);
  await page.getByRole("button", { name: "Discard" }).click();
  await page.locator("#what-if > summary").click();
  await page.getByLabel("Change of the programme").fill("room close room-2 2020-11-03");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.locator("#what-if-answer .lines").waitFor();
  console.log(`    “${(await page.locator("#what-if-answer").textContent()).split("\n")[0]}”`);
  await close(opened);
};

const draftsAndPaper = async (browser, edit, picture) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await week(page);
  await page.locator("#drafts > summary").click();
  const name = `tuesday-${Date.now()}`;
  await page.getByLabel("Save as draft").fill(name);
  await page.locator("#drafts").getByRole("button", { name: "Save", exact: true }).click();
  await page.locator("#drafts-list").getByText(name).waitFor();
  const moves = await tenMoves(page, 51);
  const { session, place } = await moves.next();
  await drag(page, session, place);
  await page.locator("#drafts-list li").filter({ hasText: name }).getByRole("button", { name: "Compare" }).click();
  await page.locator("#links line").waitFor({ state: "attached" });
  assert.equal(await page.locator("#draft-compared li").count(), 1);
  await picture(page, "compared");
  await page.getByRole("button", { name: "End comparison" }).click();
  assert.equal(await page.locator("#links").count(), 0);
  await page.locator("#undo").click();
  await hears(page, /Undone/);
  await page.evaluate(() => {
    window.print = () => {
      window.printed = document.querySelectorAll("#sheet tbody tr").length;
    };
  });
  await page.getByText("Menu", { exact: true }).click();
  await page.getByRole("button", { name: "Print all days" }).click();
  const { sessions } = await state(page);
  assert.equal(await page.evaluate(() => window.printed), sessions.filter((one) => one.start !== null).length);
  await close(opened);
};

const releases = async (browser, edit, picture) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const version = `9.${Date.now()}`;
  await page.getByText("Menu", { exact: true }).click();
  await picture(page, "menu");
  const ask = async () => {
    await page.locator("#release-version").fill(version);
    await page.getByRole("button", { name: "Release", exact: true }).click();
  };
  await page.getByLabel("A draft that may still change").check();
  await ask();
  await page.locator("#answer-text").getByText("Written to").waitFor();
  await page.locator("#answer-close").click();
  // A click outside has closed the menu.
  if (!(await page.locator("#release-version").isVisible())) await page.getByText("Menu", { exact: true }).click();
  // The same version again is refused, in words.
  await ask();
  await page.locator("#notices").getByText("already").waitFor();
  await close(opened);
};

const filters = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await week(page);
  const dim = () => page.locator(".block.dim").count();
  await page.getByLabel("Find a session").fill("ABÚSE");
  await page.locator(".block.dim").first().waitFor();
  const { sessions } = await state(page);
  const found = sessions.length - (await dim());
  assert.ok(found > 0 && found < 10, `${found}`);
  assert.match(await page.locator("#filtered").textContent(), new RegExp(`${found} of`));
  await page.getByText("Filters and clocks").click();
  await page.getByRole("button", { name: "Clear filters" }).click();
  assert.equal(await dim(), 0);
  await page.getByLabel("Clocks of").fill("Asia/Kathmandu");
  await page.getByLabel("Clocks of").press("Enter");
  await hears(page, /Asia\/Kathmandu/);
  const one = sessions.find((session) => session.start !== null);
  const shown = new Date(one.start * 60_000).toLocaleTimeString("en-GB", {
    timeZone: "Asia/Kathmandu",
    hour: "2-digit",
    minute: "2-digit",
  });
  assert.ok((await block(page, one.id).textContent()).includes(shown));
  await page.getByLabel("Clocks of").fill("Mars/Olympus");
  await page.getByLabel("Clocks of").press("Enter");
  await page.getByText("No such time zone.").waitFor();
  await page.getByLabel("Shade the night of").selectOption({ index: 2 });
  assert.ok((await page.locator(".night").count()) > 0);
  assert.ok((await said(page)).length > 0);
  await close(opened);
};

// Whatever can be clicked can be reached by the Tab key.
// The sessions of the board are one stop, with arrow keys inside.
const reachable = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await page.locator("#days .block").first().click();
  await page.locator("#place-time option").first().waitFor({ state: "attached" });
  await page.locator("#panel details > summary").evaluateAll((all) => all.forEach((one) => one.click()));
  await page.getByText("Filters and clocks").click();
  await page.waitForTimeout(300);
  const all = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("button, input, select, textarea, summary, a[href]")];
    const wanted = controls.filter(
      (one) => one.checkVisibility() && !one.closest("#days") && !(one.type === "radio" && !one.checked),
    );
    wanted.forEach((one, index) => {
      one.dataset.control = index;
    });
    document.activeElement.blur();
    return wanted.map((one) => one.id || one.textContent.trim());
  });
  const seen = new Set();
  for (let press = 0; press < all.length + 20; press += 1) {
    await page.keyboard.press("Tab");
    seen.add(await page.evaluate(() => document.activeElement.dataset.control ?? ""));
  }
  assert.deepEqual(
    all.filter((_, index) => !seen.has(String(index))),
    [],
  );
  console.log(`    ${all.length} controls`);
  await close(opened);
};

export const tests = ({ edit, picture }) => [
  { name: "picks up and puts back by touch", run: (browser) => byTouch(browser, edit) },
  { name: "does everything by keyboard alone", run: (browser) => everythingByKeys(browser, edit) },
  { name: "has no control that the Tab key does not reach", run: (browser) => reachable(browser, edit) },
  { name: "asks before a rule is broken", run: (browser) => swapAndForce(browser, edit) },
  { name: "proposes, and changes nothing until it is accepted", run: (browser) => engine(browser, edit) },
  { name: "releases a version once", run: (browser) => releases(browser, edit, picture) },
  { name: "saves and compares drafts, and prints", run: (browser) => draftsAndPaper(browser, edit, picture) },
  { name: "filters, and shows any zone and night", run: (browser) => filters(browser, edit) },
];
