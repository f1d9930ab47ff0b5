// Two windows, a window that may only look, and a server that does not answer.
import { strict as assert } from "node:assert";
import { block, close, contextOf, drag, free, hears, open, settled, state, week } from "./board-page.mjs";

const label = (page, id) => block(page, id).textContent();

const twoWindows = async (browser, edit) => {
  const [one, two] = [await open(browser, edit), await open(browser, edit)];
  for (const { page } of [one, two]) await week(page);
  const { session, place } = await free(one.page);
  const before = await label(two.page, session.id);
  await drag(one.page, session, place);
  const after = await label(one.page, session.id);
  assert.notEqual(after, before);
  await two.page.waitForFunction(
    ([id, words]) => document.querySelector(`.block[data-id=${JSON.stringify(id)}]`).textContent === words,
    [session.id, after],
  );
  await two.page.locator("#undo").click();
  await one.page.waitForFunction(
    ([id, words]) => document.querySelector(`.block[data-id=${JSON.stringify(id)}]`).textContent === words,
    [session.id, before],
  );
  await close(one);
  await close(two);
};

// A window misses the change of another one: it shows that its own change was not made, and offers to make it.
const conflict = async (browser, edit) => {
  const one = await open(browser, edit);
  const context = await contextOf(browser, edit);
  const page = await context.newPage();
  await page.route("**/api/events", (route) => route.abort());
  await page.goto(edit);
  await page.locator("html.ready").waitFor({ state: "attached" });
  await week(one.page);
  await week(page);
  const first = await free(one.page);
  await drag(one.page, first.session, first.place);
  const second = await free(one.page, 40);
  await block(page, second.session.id).focus();
  await page.keyboard.press("l");
  await hears(page, /was not done|not done/);
  assert.equal((await state(page)).sessions.find((session) => session.id === second.session.id).lock, null);
  await page.getByRole("button", { name: "Do it now" }).click();
  await hears(page, /locked:/);
  assert.equal((await state(page)).sessions.find((session) => session.id === second.session.id).lock, "fixed");
  for (let undo = 0; undo < 2; undo += 1) {
    await settled(one.page);
    await one.page.locator("#undo").click();
    await hears(one.page, /Undone/);
  }
  await context.close();
  await close(one);
};

const lostServer = async (browser, edit) => {
  const opened = await open(browser, edit);
  const { page } = opened;
  await week(page);
  const { session } = await free(page);
  await page.route("**/api/move", (route) => route.abort());
  await block(page, session.id).focus();
  await page.keyboard.press("l");
  await page
    .locator("[data-kind=not-made]")
    .getByText(/does not answer/)
    .waitFor();
  await page.unroute("**/api/move");
  await page.locator("[data-kind=not-made]").getByRole("button", { name: "Look again" }).click();
  await page
    .locator("[data-kind=not-made]")
    .getByText(/was not done/)
    .waitFor();
  await page.getByRole("button", { name: "Do it now" }).click();
  await hears(page, /locked:/);
  await page.locator("#undo").click();
  await hears(page, /Undone/);
  await close(opened);
};

const readOnly = async (browser, look, picture) => {
  const opened = await open(browser, look);
  const { page } = opened;
  await page.getByText("View only").waitFor();
  const one = page.locator("#days .block").first();
  await one.click();
  await page.locator("#place-time option").first().waitFor({ state: "attached" });
  for (const name of [
    "Undo",
    "Redo",
    "Move",
    "Pick up",
    "Take out",
    "Save note",
    "Five best places",
    "Improve for 10 s",
    "Ask",
  ]) {
    assert.equal(await page.getByRole("button", { name, exact: true }).isVisible(), false, name);
  }
  const before = await state(page);
  await one.focus();
  for (const key of ["Enter", "l", "Delete", "Control+z"]) await page.keyboard.press(key);
  const box = await one.boundingBox();
  await page.mouse.move(box.x + 10, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y + 90, { steps: 4 });
  await page.mouse.up();
  assert.equal(await page.locator("#place-bar").isVisible(), false);
  assert.equal((await state(page)).revision, before.revision);
  const answer = await page.evaluate(
    (session) =>
      fetch("api/move", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ revision: 0, session, unplace: true }),
      }).then(({ status }) => status),
    before.sessions[0].id,
  );
  assert.equal(answer, 403);
  await page.getByRole("button", { name: "Why here?" }).click();
  await page.locator("#answer[open] .lines").waitFor();
  await page.keyboard.press("Escape");
  await picture(page, "read-only");
  await opened.context.close();
  assert.deepEqual(
    opened.faults.filter((fault) => !/403/.test(fault)),
    [],
  );
};

export const tests = ({ edit, look, picture }) => [
  { name: "shows the moves of another window", run: (browser) => twoWindows(browser, edit) },
  { name: "says that a change was not made after another one", run: (browser) => conflict(browser, edit) },
  {
    name: "says what became of a change when the server did not answer",
    run: (browser) => lostServer(browser, edit),
  },
  { name: "lets nothing be changed where one may only look", run: (browser) => readOnly(browser, look, picture) },
];
