// The board in a browser, and what its tests do with it.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";

// PAGE is a folder with the page's files, to try changes of them without building the program.
const fromFolder = async (context, address) => {
  const types = { html: "text/html", css: "text/css", js: "text/javascript" };
  await context.route(
    (url) => url.href.startsWith(address) && !url.pathname.includes("/api/"),
    async (route) => {
      const name = new URL(route.request().url()).pathname.split("/").pop() || "board.html";
      const answer = await route.fetch({ url: address });
      const policy = answer.headers()["content-security-policy"];
      const headers = { "content-type": types[name.split(".").pop()], "content-security-policy": policy };
      await route.fulfill({ body: readFileSync(join(process.env.PAGE, name)), headers });
    },
  );
};

// A context of the browser for the board.
export const contextOf = async (browser, address, options = {}) => {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(Number(process.env.TIMEOUT || 60_000));
  if (process.env.PAGE) await fromFolder(context, address);
  return context;
};

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

// Opens the board. An error in the page, and any request to elsewhere, is a fault; a refusal of a move is not.
export const open = async (browser, address, options = {}) => {
  const context = await contextOf(browser, address, options);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/status of 4(09|22)|ERR_FAILED|ERR_CONNECTION/.test(text))
      faults.push(`console: ${text}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url()))
      faults.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    for (const kind of ["pointerdown", "pointerup"]) addEventListener(kind, () => performance.mark(kind), true);
  });
  await page.goto(address);
  await page.locator("html.ready").waitFor({ state: "attached" });
  return { context, page, faults };
};

export const close = async ({ context, faults }) => {
  await context.close();
  assert.deepEqual(faults, []);
};

export const state = (page) => page.evaluate(() => fetch("api/state").then((answer) => answer.json()));
export const prices = (page, id) =>
  page.evaluate(
    (session) => fetch(`api/prices?${new URLSearchParams({ session })}`).then((answer) => answer.json()),
    id,
  );
export const effect = (page, query) =>
  page.evaluate(
    (wanted) => fetch(`api/effect?${new URLSearchParams(wanted)}`).then((answer) => answer.json()),
    query,
  );

export const block = (page, id) => page.locator(`.block[data-id=${JSON.stringify(id)}]`);
export const week = async (page) => {
  await page.getByLabel("All days").check();
  await page.locator("#board.flat").waitFor();
};

// Where a place is on the screen, after the board is scrolled to show it.
export const pointOf = (page, place, minutes) =>
  page.evaluate(
    async ({ place: wanted, minutes: more }) => {
      const { geometry, along, dayOf } = await import(new URL("geometry.js", location.href).href).then((module) => ({
        ...module,
      }));
      const day = geometry.days[dayOf(wanted)];
      const field = document.querySelector(`.field[data-day="${day.index}"]`);
      const board = document.querySelector("#board");
      const lane = [...field.querySelectorAll(".lane")].findIndex((one) => one.dataset.room === wanted.room);
      const deep = along(day, wanted.start + more);
      const wide = (lane + 0.5) * geometry.lane;
      const box = () => field.getBoundingClientRect();
      const outer = board.getBoundingClientRect();
      const [x, y] = geometry.vertical ? [wide, deep] : [deep, wide];
      board.scrollTop += box().top + y - (outer.top + outer.height * 0.45);
      board.scrollLeft += box().left + x - (outer.left + outer.width * 0.5);
      return [box().left + x, box().top + y];
    },
    { place, minutes },
  );

// The processor time of the page so far, in ms. Other programs on the machine do not count.
export const processor = async (context, page) => {
  const debug = await context.newCDPSession(page);
  await debug.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await debug.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
};

// Drags a session to a place; answers the times in ms from press to painted, and from release to the new cost, and
// how much of that the page itself needed of a processor if it is given a clock for that.
export const drag = async (page, session, place, clock = () => 0) => {
  const one = block(page, session.id);
  await one.scrollIntoViewIfNeeded();
  const box = await one.boundingBox();
  const [x, y] = [box.x + Math.min(12, box.width / 2), box.y + Math.min(8, box.height / 2)];
  await page.evaluate(() => performance.clearMarks());
  await page.mouse.move(x, y);
  const used = [await clock()];
  await page.mouse.down();
  await page.mouse.move(x + 6, y + 6);
  await page.waitForFunction(() => performance.getEntriesByName("painted").length > 0);
  used.push(await clock());
  const grab = await page.evaluate(
    async () => (await import(new URL("carry.js", location.href).href)).carry.current.grab,
  );
  const [toX, toY] = await pointOf(page, place, grab);
  await page.mouse.move(toX, toY);
  const held = await page.locator("#place-words").textContent();
  used.push(await clock());
  await page.mouse.up();
  await page.waitForFunction(() => performance.getEntriesByName("cost shown").length > 0);
  used.push(await clock());
  const [painted, shown] = await page.evaluate(() => {
    const at = (name) => performance.getEntriesByName(name, "mark").at(-1).startTime;
    return [at("painted") - at("pointerdown"), at("cost shown") - at("pointerup")];
  });
  return { painted, shown, held, paint: used[1] - used[0], show: used[3] - used[2] };
};

// A place that fits, at least half an hour from where the session is, drawn with a given number.
export const another = async (page, session, draw) => {
  const { places } = await prices(page, session.id);
  const list = places.filter((place) => place.difference !== null && Math.abs(place.start - session.start) >= 30);
  return list.length > 0 ? list[draw % list.length] : null;
};

// The first session, from a given one on, that has another place.
export const free = async (page, from = 0) => {
  const { sessions } = await state(page);
  for (const session of sessions.slice(from)) {
    if (session.start === null || session.lock || session.locked_by_request) continue;
    const place = await another(page, session, 5);
    if (place) return { session, place };
  }
  throw new Error("no session has another place");
};

// The same numbers on every machine.
export const draws = (seed) => () => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  return seed >>> 8;
};

export const percentile = (list, part) =>
  [...list].sort((one, two) => one - two)[Math.min(list.length - 1, Math.floor(list.length * part))];

export const said = (page) =>
  page.evaluate(() => document.querySelector("#said-0").textContent + document.querySelector("#said-1").textContent);

// Waits until the page said something that matches, and answers it.
export const hears = async (page, pattern) => {
  await page.waitForFunction(
    ([source, flags]) =>
      new RegExp(source, flags).test(
        document.querySelector("#said-0").textContent + document.querySelector("#said-1").textContent,
      ),
    [pattern.source, pattern.flags],
  );
  return said(page);
};

export const noOverflow = async (page, what) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
};

// Until the page shows the revision of the server.
export const settled = async (page) => {
  const { revision } = await state(page);
  await page.waitForFunction(async (wanted) => {
    const { store } = await import(new URL("store.js", location.href).href);
    return store.state.revision >= wanted;
  }, revision);
};
