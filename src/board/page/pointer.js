// @ts-check
// Mouse and touch. A mouse drags at once; a finger holds a session for a moment first, so that it can scroll. A session
// that was picked up by a button or a key is put down by a click.
import { carry, drop, hold, pickUp, putBack } from "./carry.js";
import { byId } from "./dom.js";
import { placeAt, snap } from "./geometry.js";
import { unplace } from "./moves.js";
import { priceAt, pricesOf } from "./prices.js";
import { canEdit, changed, select, setBusy, store } from "./store.js";

const SLACK = 4; // pixels a mouse may move in a click
const HOLD = 350; // ms a finger holds a session to pick it up
const EDGE = 36; // pixels from the edge at which the board scrolls

/** What is pressed down: a block, and where in it. @type {any} */
let press = null;
/** @type {{x: number, y: number} | null} */
let point = null;
let scrolling = 0;
let dayTimer = 0;

/**
 * The nearest place that fits, at most two steps of the grid away.
 * @param {any} day
 * @param {string} room
 * @param {number} at
 */
const magnet = (day, room, at) => {
  const { prices } = carry.current;
  const grid = store.state.grid_minutes;
  const exact = snap(day, at);
  for (const step of [0, 1, -1, 2, -2]) {
    const place = { start: exact + step * grid, room };
    const price = priceAt(prices, place);
    if (price && price.difference !== null) return place;
  }
  return { start: exact, room };
};

/** @param {number} x @param {number} y */
const under = (x, y) => /** @type {any} */ (document.elementFromPoint(x, y));

/**
 * Holds what is picked up over a point of the screen.
 * @param {number} x
 * @param {number} y
 * @param {boolean} [exactly]
 */
const hover = (x, y, exactly = false) => {
  const mine = carry.current;
  const below = under(x, y);
  mine.out = Boolean(below?.closest("#unplaced-box"));
  byId("unplaced-box").classList.toggle("over", mine.out);
  const field = below?.closest(".field");
  turnDay(below?.closest("[data-go-day]"));
  if (!field || !mine.prices) return hold(null, null, false);
  const { day, room, at } = placeAt(field, x, y);
  const start = at - (mine.grab ?? 0);
  const place = exactly ? { start: snap(day, start), room } : magnet(day, room, start);
  const other = below.closest(".block")?.dataset.id ?? null;
  const fits = priceAt(mine.prices, place)?.difference;
  const swapping = other !== null && other !== mine.session.id && (fits === null || fits === undefined);
  hold(swapping ? null : place, swapping ? other : null, false);
  return undefined;
};

/** Another day is shown while a session is held over its tab. @param {HTMLElement | null} tab */
const turnDay = (tab) => {
  clearTimeout(dayTimer);
  if (!tab) return;
  dayTimer = setTimeout(() => {
    store.day = Number(tab.dataset.goDay);
    changed("view");
  }, 250);
};

/** Scrolls the board while a session is held near its edge. */
const scroll = () => {
  if (!point || carry.current?.how !== "pointer") return;
  const board = byId("board");
  const box = board.getBoundingClientRect();
  const push = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) =>
    at < low + EDGE
      ? Math.max(-14, (at - low - EDGE) / 2)
      : at > high - EDGE
        ? Math.min(14, (at - high + EDGE) / 2)
        : 0;
  const inside = point.x > box.left && point.x < box.right && point.y > box.top - EDGE && point.y < box.bottom + EDGE;
  const [left, top] = inside ? [push(point.x, box.left, box.right), push(point.y, box.top, box.bottom)] : [0, 0];
  if (left || top) {
    board.scrollBy(left, top);
    hover(point.x, point.y);
  }
  scrolling = requestAnimationFrame(scroll);
};

const lift = async () => {
  const { id, grab } = press;
  press.lifted = true;
  const picked = pickUp(id, "pointer");
  if (carry.current) carry.current.grab = grab;
  scrolling = requestAnimationFrame(scroll);
  await picked;
  if (point && carry.current?.how === "pointer") hover(point.x, point.y);
};

/**
 * Minutes from the beginning of a block to the point where it was taken.
 * @param {HTMLElement} block
 * @param {PointerEvent} event
 */
const grabbed = (block, event) => {
  const field = /** @type {HTMLElement | null} */ (block.closest(".field"));
  if (!field) return 0;
  return placeAt(field, event.clientX, event.clientY).at - store.sessions.get(block.dataset.id).start;
};

/** @param {PointerEvent} event */
const down = (event) => {
  if (event.button !== 0 || !event.isPrimary) return;
  const target = /** @type {any} */ (event.target);
  if (carry.current) {
    if (target.closest("#days")) press = { tap: true, x: event.clientX, y: event.clientY };
    return;
  }
  const block = target.closest(".block");
  if (!block) return;
  const { id } = block.dataset;
  press = { id, x: event.clientX, y: event.clientY, grab: grabbed(block, event), lifted: false };
  point = { x: event.clientX, y: event.clientY };
  if (!canEdit()) return;
  setBusy(true);
  pricesOf(id).catch(() => {});
  if (event.pointerType !== "mouse") press.timer = setTimeout(lift, HOLD);
};

/** @param {PointerEvent} event */
const moved = (event) => {
  if (!event.isPrimary) return;
  point = { x: event.clientX, y: event.clientY };
  const how = carry.current?.how;
  if (how === "pointer") return hover(event.clientX, event.clientY, event.altKey);
  if (how && event.pointerType === "mouse" && /** @type {any} */ (event.target).closest("#days")) {
    return hover(event.clientX, event.clientY, event.altKey);
  }
  if (!press || press.tap || press.lifted) return undefined;
  if (Math.hypot(event.clientX - press.x, event.clientY - press.y) <= SLACK) return undefined;
  if (event.pointerType === "mouse" && canEdit()) lift();
  else clearTimeout(press.timer);
  return undefined;
};

/** @param {PointerEvent} event */
const tapped = (event) => {
  const pressed = press;
  press = null;
  if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > 12) return;
  hover(event.clientX, event.clientY, event.altKey);
  // A finger is too wide for one place: it chooses, and the button below the board puts the session there.
  if (event.pointerType === "mouse") drop();
};

/** @param {PointerEvent} event */
const up = (event) => {
  if (!press || !event.isPrimary) return;
  clearTimeout(press.timer);
  if (press.tap) return tapped(event);
  const { id, lifted } = press;
  press = null;
  if (!lifted) {
    select(id);
    return setBusy(false);
  }
  release(event, id);
};

/** @param {PointerEvent} event @param {string} id */
const release = (event, id) => {
  cancelAnimationFrame(scrolling);
  clearTimeout(dayTimer);
  byId("unplaced-box").classList.remove("over");
  if (!carry.current) return;
  hover(event.clientX, event.clientY, event.altKey);
  clearTimeout(dayTimer);
  byId("unplaced-box").classList.remove("over");
  if (!carry.current.out) drop();
  else {
    putBack(" ");
    unplace(id);
  }
};

const cancel = () => {
  if (!press) return;
  clearTimeout(press.timer);
  const { lifted } = press;
  press = null;
  setBusy(false);
  if (lifted) putBack();
};

export const startPointer = () => {
  document.addEventListener("pointerdown", down);
  document.addEventListener("pointermove", moved);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", cancel);
  // While a finger holds a session, the board does not scroll, and no menu opens.
  document.addEventListener(
    "touchmove",
    (event) => {
      if (carry.current?.how === "pointer" && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  document.addEventListener("contextmenu", (event) => {
    if (press || carry.current?.how === "pointer") event.preventDefault();
  });
  document.addEventListener("dragstart", (event) => event.preventDefault());
};
