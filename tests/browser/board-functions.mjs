// What can be done on the board: by mouse, by keyboard alone, by form, and by touch.
import { strict as assert } from "node:assert";
import { another, block, close, drag, draws, hears, open, PHONE, prices, said, state, week } from "./board-page.mjs";

const MOST = 4; // actions of a move

// The session that is chosen in a state that may have changed.
const now = async (page, id) => (await state(page)).sessions.find((session) => session.id === id);

const isAt = async (page, id, place) => {
  await page.waitForFunction(
    async ({ id: session, place: wanted }) => {
      const { sessions } = await fetch("api/state").then((answer) => answer.json());
      const one = sessions.find((candidate) => candidate.id === session);
      return one.start === wanted.start && one.room === wanted.room;
    },
    { id, place },
  );
};

// Ten sessions, each with another place that fits.
const tenMoves = async (page, seed) => {
  const draw = draws(seed);
  const { sessions } = await state(page);
  const unique = sessions.filter(
    (session) => session.start !== null && sessions.filter((other) => other.title === session.title).length === 1,
  );
  return {
    next: async () => {
      for (;;) {
        const session = await now(page, unique[draw() % unique.length].id);
        const place = session.lock || session.locked_by_request ? null : await another(page, session, draw());
        if (place) return { session, place };
      }
    },
  };
};

const find = async (page, session) => {
  await page.keyboard.press("/");
  await page.keyboard.type(session.title);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement?.dataset.id === id, session.id);
};

// The keys from one place to another: days, rooms, hours, and steps of the grid.
const way = (shown, from, to) => {
  const day = (at) => shown.days.findIndex(({ open: early, close: late }) => at >= early && at < late);
  const [here, there] = [shown.days[day(from.start)], shown.days[day(to.start)]];
  const keys = [];
  const press = (key, times) => keys.push(...Array(Math.abs(times)).fill(key));
  const days = day(to.start) - day(from.start);
  press(days < 0 ? "Control+ArrowUp" : "Control+ArrowDown", days);
  const room = (id) => shown.rooms.findIndex((one) => one.id === id);
  const rooms = room(to.room) - room(from.room);
  press(rooms < 0 ? "ArrowLeft" : "ArrowRight", rooms);
  const steps = (to.start - there.open - (from.start - here.open)) / shown.grid_minutes;
  const hour = Math.ceil(60 / shown.grid_minutes);
  const hours = Math.trunc(steps / hour);
  press(hours < 0 ? "Shift+ArrowUp" : "Shift+ArrowDown", hours);
  press(steps < 0 ? "ArrowUp" : "ArrowDown", steps - hours * hour);
  return keys;
};

const byMouse = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const moves = await tenMoves(page, 11);
  for (let move = 0; move < 10; move += 1) {
    const { session, place } = await moves.next();
    let actions = 0;
    await week(page);
    actions += 1;
    await drag(page, session, place);
    actions += 1;
    await isAt(page, session.id, place);
    assert.ok(actions <= MOST);
  }
  console.log("    two actions: all days, drag");
  await close(opened);
};

const byKeys = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const moves = await tenMoves(page, 12);
  let most = 0;
  for (let move = 0; move < 10; move += 1) {
    const { session, place } = await moves.next();
    const acts = [
      () => find(page, session),
      async () => {
        await page.keyboard.press("Enter");
        await hears(page, /picked up/);
      },
      async () => {
        const keys = way(await state(page), session, place);
        most = Math.max(most, keys.length);
        for (const key of keys) await page.keyboard.press(key);
      },
      () => page.keyboard.press("Enter"),
    ];
    assert.ok(acts.length <= MOST);
    for (const act of acts) await act();
    await isAt(page, session.id, place);
    // The focus stays with the session that was moved.
    await page.waitForFunction((id) => document.activeElement?.dataset.id === id, session.id);
  }
  console.log(`    four actions: find, pick up, go there (at most ${most} keys), put down`);
  await close(opened);
};

const byForm = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const moves = await tenMoves(page, 13);
  for (let move = 0; move < 10; move += 1) {
    const { session, place } = await moves.next();
    const { days } = await state(page);
    const day = days.findIndex(({ open: early, close: late }) => place.start >= early && place.start < late);
    const acts = [
      () => find(page, session),
      async () => {
        await page.getByLabel("Move to day").selectOption(String(day));
      },
      async () => {
        await page
          .locator(`#place-time option[value='${JSON.stringify([place.start, place.room])}']`)
          .waitFor({ state: "attached" });
        await page.getByLabel("Time and room").selectOption(JSON.stringify([place.start, place.room]));
      },
      () => page.getByRole("button", { name: "Move", exact: true }).click(),
    ];
    assert.ok(acts.length <= MOST);
    await acts[0]();
    await page.locator("#place-time option").first().waitFor({ state: "attached" });
    for (const act of acts.slice(1)) await act();
    await isAt(page, session.id, place);
  }
  console.log("    four actions: find, day, time and room, Move");
  await close(opened);
};

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
  console.log(`    “${await page.locator("#what-if-answer").textContent()}”`);
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

export const tests = ({ edit, picture }) => [
  { name: "moves ten sessions by mouse", run: (browser) => byMouse(browser, edit) },
  { name: "moves ten sessions by keyboard", run: (browser) => byKeys(browser, edit) },
  { name: "moves ten sessions by form", run: (browser) => byForm(browser, edit) },
  { name: "picks up and puts back by touch", run: (browser) => byTouch(browser, edit) },
  { name: "does everything by keyboard alone", run: (browser) => everythingByKeys(browser, edit) },
  { name: "asks before a rule is broken", run: (browser) => swapAndForce(browser, edit) },
  { name: "proposes, and changes nothing until it is accepted", run: (browser) => engine(browser, edit) },
  { name: "saves and compares drafts, and prints", run: (browser) => draftsAndPaper(browser, edit, picture) },
  { name: "filters, and shows any zone and night", run: (browser) => filters(browser, edit) },
];
