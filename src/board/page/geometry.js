// @ts-check
// Where a time and a room are on the page. A day runs down the page with its rooms side by side ("day"), or to the
// right with its rooms below each other ("week"). All days share one scale, measured from midnight at the event.
import { midnight } from "./clock.js";
import { store } from "./store.js";

const TALL = { scale: 1.1, lane: 150 };
const FLAT = { scale: 0.75, lane: 26 };

/** @type {any} */
export const geometry = { days: [], from: 0, until: 1440, scale: 1, vertical: true };

/** @param {any} session */
export const dayOf = (session) => {
  if (session.start === null) return -1;
  const inside = geometry.days.findIndex(
    (/** @type {any} */ day) => session.start >= day.open && session.start < day.close,
  );
  if (inside >= 0) return inside;
  return geometry.days.findIndex(
    (/** @type {any} */ day) => session.start >= day.base && session.start < day.base + 1440,
  );
};

/** Measures again: after a new timetable, another view, or another width. @param {number} width of the board */
export const measure = (width) => {
  const { state } = store;
  geometry.vertical = store.view === "day";
  geometry.days = state.days.map((/** @type {any} */ day, /** @type {number} */ index) => ({
    ...day,
    index,
    base: midnight(state.zone, day.date),
  }));
  let [from, until] = [1440, 0];
  for (const day of geometry.days) {
    from = Math.min(from, day.open - day.base);
    until = Math.max(until, day.close - day.base);
  }
  for (const session of state.sessions) {
    const day = geometry.days[dayOf(session)];
    if (!day) continue;
    from = Math.min(from, session.start - day.base);
    until = Math.max(until, session.start + session.minutes - day.base);
  }
  geometry.from = Math.floor(from / 60) * 60;
  geometry.until = Math.ceil(until / 60) * 60;
  const rooms = Math.max(1, state.rooms.length);
  const span = Math.max(60, geometry.until - geometry.from);
  if (geometry.vertical) {
    geometry.lane = Math.max(TALL.lane, Math.floor((width - 60) / rooms));
    geometry.scale = Math.max(TALL.scale, state.grid_minutes >= 15 ? 0.9 : 0);
  } else {
    geometry.lane = FLAT.lane;
    geometry.scale = Math.max(FLAT.scale, (width - 124) / span);
  }
  geometry.length = span * geometry.scale;
  geometry.breadth = rooms * geometry.lane;
};

/** Pixels from the beginning of the day's axis. @param {any} day @param {number} at */
export const along = (day, at) => (at - day.base - geometry.from) * geometry.scale;

/**
 * Puts a box on the axis of its day.
 * @param {HTMLElement} box
 * @param {any} day
 * @param {number} from
 * @param {number} until
 */
export const stretch = (box, day, from, until) => {
  const [start, size] = [`${along(day, from)}px`, `${(until - from) * geometry.scale}px`];
  const wanted = geometry.vertical
    ? { top: start, height: size, left: "", width: "" }
    : { left: start, width: size, top: "", height: "" };
  for (const [key, value] of Object.entries(wanted)) {
    const { style } = /** @type {any} */ (box);
    if (style[key] !== value) style[key] = value;
  }
};

/**
 * The place below a point of the screen, not yet rounded to the grid.
 * @param {HTMLElement} field @param {number} x @param {number} y
 */
export const placeAt = (field, x, y) => {
  const box = field.getBoundingClientRect();
  const day = geometry.days[Number(field.dataset.day)];
  const [deep, wide] = geometry.vertical ? [y - box.top, x - box.left] : [x - box.left, y - box.top];
  const index = Math.min(store.state.rooms.length - 1, Math.max(0, Math.floor(wide / geometry.lane)));
  return { day, room: store.state.rooms[index].id, at: day.base + geometry.from + deep / geometry.scale };
};

/** Rounds to a start of the grid, counted from midnight at the event. @param {any} day @param {number} at */
export const snap = (day, at) => {
  const grid = store.state.grid_minutes;
  return day.base + Math.round((at - day.base) / grid) * grid;
};
