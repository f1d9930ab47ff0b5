// Ten moves of a new user: by mouse, by keyboard, and by the form, with the count of actions.
import { strict as assert } from "node:assert";
import { another, close, drag, draws, hears, open, state, week } from "./board-page.mjs";

const MOST = 4; // actions of a move

// The session that is chosen in a state that may have changed.
export const now = async (page, id) => (await state(page)).sessions.find((session) => session.id === id);

export const isAt = async (page, id, place) => {
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
export const tenMoves = async (page, seed) => {
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

export const find = async (page, session) => {
  await page.keyboard.press("/");
  await page.keyboard.type(session.title);
  await page.keyboard.press("Enter");
  await page.waitForFunction((id) => document.activeElement?.dataset.id === id, session.id);
};

// The keys from one place to another: days, rooms, hours, and steps of the grid.
export const way = (shown, from, to) => {
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

export const tests = ({ edit }) => [
  { name: "moves ten sessions by mouse", run: (browser) => byMouse(browser, edit) },
  { name: "moves ten sessions by keyboard", run: (browser) => byKeys(browser, edit) },
  { name: "moves ten sessions by form", run: (browser) => byForm(browser, edit) },
];
