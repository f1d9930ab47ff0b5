// What a mouse and a finger can do with a session, beside moving it on the board.
import { strict as assert } from "node:assert";
import { another, block, close, hears, open, PHONE, pointOf, prices, state, week } from "./board-page.mjs";

const session = async (page, id) => (await state(page)).sessions.find((one) => one.id === id);

// Until a session is at a place; a room is compared only if it is given.
const until = (page, id, place) =>
  page.waitForFunction(
    async ({ id: wanted, place: there }) => {
      const { sessions } = await fetch("api/state").then((answer) => answer.json());
      const one = sessions.find((candidate) => candidate.id === wanted);
      return Object.keys(there).every((key) => one[key] === there[key]);
    },
    { id, place },
  );

const middle = async (page, locator) => {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
};

// Presses a session and moves the mouse enough to pick it up.
const lift = async (page, locator) => {
  const [x, y] = await middle(page, locator);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 7, y + 7);
  await page.locator(".priced").waitFor();
};

const undo = async (page) => {
  await page.locator("#undo").click();
  await hears(page, /Undone/);
};

// Two sessions of one length on the day shown, the first of which does not fit where the second is.
const pair = async (page) => {
  const { sessions, days } = await state(page);
  const today = sessions.filter(
    (one) => one.start !== null && !one.lock && one.start >= days[0].open && one.start < days[0].close,
  );
  for (const one of today) {
    const two = today.find(
      (other) =>
        other !== one && other.minutes === one.minutes && other.room !== one.room && other.start !== one.start,
    );
    if (two) return [one, two];
  }
  throw new Error("no two sessions of one length");
};

const swapByDrop = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const [one, two] = await pair(page);
  await lift(page, block(page, one.id));
  const [x, y] = await middle(page, block(page, two.id));
  await page.mouse.move(x, y);
  await page.locator("#place-words").getByText("Swap with").waitFor();
  await page.mouse.up();
  const anyway = page.getByRole("button", { name: "Move anyway" });
  const swapped = until(page, one.id, { start: two.start });
  await Promise.race([swapped, anyway.waitFor()]);
  if (await anyway.isVisible()) await anyway.click();
  await swapped;
  assert.equal((await session(page, two.id)).start, one.start);
  await undo(page);
  assert.equal((await session(page, one.id)).start, one.start);
  await close(opened);
};

const outAndIn = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  const id = await page.locator("#days .block:not(.locked)").nth(1).getAttribute("data-id");
  const before = await session(page, id);
  await lift(page, block(page, id));
  const [x, y] = await middle(page, page.locator("#unplaced-title"));
  await page.mouse.move(x, y);
  await page.mouse.up();
  await until(page, id, { start: null });
  await page
    .locator("#unplaced")
    .locator(`.block[data-id=${JSON.stringify(id)}]`)
    .waitFor();
  // Back to where it was, out of the list.
  await lift(page, block(page, id));
  const [toX, toY] = await pointOf(page, before, 0);
  await page.mouse.move(toX, toY + 1);
  await page.mouse.up();
  await until(page, id, { start: before.start });
  for (let left = 0; left < 2; left += 1) await undo(page);
  await close(opened);
};

const overTabs = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await lift(page, page.locator("#days .block:not(.locked)").first());
  const [x, y] = await middle(page, page.locator("[data-go-day='2']"));
  await page.mouse.move(x, y);
  await page.locator(".field[data-day='2']").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await hears(page, /put back/);
  await close(opened);
};

// A finger that moves at once scrolls; one that stays picks the session up, and puts it where it is lifted.
const byFinger = async (browser, edit) => {
  const opened = await open(browser, edit, PHONE);
  const { page, context } = opened;
  await page.locator("#days .block").first().waitFor();
  const hand = await context.newCDPSession(page);
  const touch = (type, x, y) =>
    hand.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  const board = await page.locator("#board").boundingBox();
  const one = page.locator("#days .block:not(.locked)").nth(1);
  const [x, y] = await middle(page, one);
  await touch("touchStart", x, y);
  for (let step = 1; step <= 5; step += 1) await touch("touchMove", x, y - step * 20);
  await touch("touchEnd");
  assert.equal(await page.locator("#place-bar").isVisible(), false);
  const [x2, y2] = await middle(page, one);
  const id = await one.getAttribute("data-id");
  const before = await session(page, id);
  await touch("touchStart", x2, y2);
  await page.locator(".priced").waitFor();
  for (let step = 1; step <= 4; step += 1) await touch("touchMove", x2, y2 + step * 8);
  assert.equal(await page.locator("#place-bar").isVisible(), true);
  await touch("touchMove", x2, board.y - 30);
  await touch("touchEnd");
  await hears(page, /put back/);
  assert.equal((await session(page, id)).start, before.start);
  await close(opened);
};

// Picked up by the button, put down by a click.
const byClick = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await week(page);
  const { sessions } = await state(page);
  for (const one of sessions.filter((candidate) => candidate.start !== null && !candidate.lock)) {
    const place = await another(page, one, 2);
    if (!place) continue;
    await block(page, one.id).click();
    await page.getByRole("button", { name: "Pick up" }).click();
    await page.locator(".priced").waitFor();
    const [x, y] = await pointOf(page, place, 2);
    await page.mouse.click(x, y);
    await until(page, one.id, { start: place.start, room: place.room });
    assert.equal((await prices(page, one.id)).session, one.id);
    return undo(page).then(() => close(opened));
  }
  return assert.fail("no session has another place");
};

// Every swap that fits shows its price, and X goes through them by price. The cost changes by what was shown.
const swapByPrice = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await week(page);
  const before = await state(page);
  let [one, swaps] = [null, []];
  for (const candidate of before.sessions.filter((each) => each.start !== null && !each.lock)) {
    ({ swaps } = await prices(page, candidate.id));
    one = candidate;
    if (swaps.length > 1) break;
  }
  assert.ok(swaps.length > 1, "no session has two swaps");
  const [best] = swaps.sort((left, right) => left.difference - right.difference);
  await block(page, one.id).focus();
  await page.keyboard.press("Enter");
  await page.locator(".priced").waitFor();
  assert.equal(await page.locator("#days [data-swap]").count(), swaps.length);
  await page.keyboard.press("x");
  await page.locator("#place-words").getByText("Swap with").waitFor();
  await page.keyboard.press("Enter");
  const there = before.sessions.find((each) => each.id === best.session);
  await until(page, one.id, { start: there.start, room: there.room });
  assert.equal((await state(page)).cost - before.cost, best.difference);
  assert.equal(await page.locator("[data-swap]").count(), 0);
  await undo(page);
  await close(opened);
};

export const tests = ({ edit }) => [
  { name: "swaps by price with the keyboard", run: (browser) => swapByPrice(browser, edit) },
  { name: "swaps by dropping on a session", run: (browser) => swapByDrop(browser, edit) },
  { name: "takes a session out and in by mouse", run: (browser) => outAndIn(browser, edit) },
  { name: "shows another day while a session is held over its tab", run: (browser) => overTabs(browser, edit) },
  { name: "scrolls or picks up by finger", run: (browser) => byFinger(browser, edit) },
  { name: "puts down by a click what a button picked up", run: (browser) => byClick(browser, edit) },
];
