// @ts-check
// The keyboard. On the board the arrow keys go from session to session; with a session picked up, from place to place.
import { blockOf, reveal } from "./blocks.js";
import { carry, drop, hold, holdPlace, pickUp, putBack } from "./carry.js";
import { byId } from "./dom.js";
import { dayOf, geometry } from "./geometry.js";
import { drawNow } from "./panel.js";
import { setLock, travel, unplace } from "./moves.js";
import { say } from "./notices.js";
import { canEdit, changed, select, store } from "./store.js";

/** @param {number} value @param {number} most */
const clamp = (value, most) => Math.max(0, Math.min(most, value));

/** Whether a key goes along the time axis or across the rooms: [along, across]. @param {string} key */
const direction = (key) => {
  const [along, across] = geometry.vertical ? ["Arrow" + "Down", "ArrowRight"] : ["ArrowRight", "ArrowDown"];
  const [back, left] = geometry.vertical ? ["ArrowUp", "ArrowLeft"] : ["ArrowLeft", "ArrowUp"];
  if (key === along) return [1, 0];
  if (key === back) return [-1, 0];
  if (key === across) return [0, 1];
  if (key === left) return [0, -1];
  return null;
};

/** The place from which steps are counted. */
const held = () => carry.current.place ?? carry.current.prices.byPrice[0] ?? null;

/** @param {number} step on the grid, or to the first and last start with Infinity */
const stepTime = (step) => {
  const { starts } = carry.current.prices;
  const from = held();
  let index = starts.findIndex((/** @type {number} */ start) => start >= from.start);
  if (index < 0) index = starts.length - 1;
  holdPlace({ start: starts[clamp(index + step, starts.length - 1)], room: from.room });
};

/** @param {number} days @param {any} from */
const otherDay = (days, from) => {
  const day = geometry.days[dayOf(from)] ?? geometry.days[0];
  const next = geometry.days[clamp(day.index + days, geometry.days.length - 1)];
  return { start: from.start - day.base + next.base, room: from.room };
};

/** To the next room, and after the last one to the next day. @param {number} step */
const stepRoom = (step) => {
  const { rooms } = store.state;
  const from = held();
  const index = rooms.findIndex((/** @type {any} */ room) => room.id === from.room) + step;
  const turned = rooms[(index + rooms.length) % rooms.length].id;
  const place = index < 0 || index >= rooms.length ? otherDay(step, from) : from;
  holdPlace({ start: place.start, room: turned });
};

/** @param {number} step */
const stepPrice = (step) => {
  const { byPrice } = carry.current.prices;
  if (byPrice.length === 0) return say("No other place fits.");
  const from = carry.current.place;
  const index = byPrice.findIndex(
    (/** @type {any} */ place) => place.start === from?.start && place.room === from?.room,
  );
  holdPlace(byPrice[clamp(index + step, byPrice.length - 1)]);
};

/** The sessions to swap with, the cheapest first. @param {number} step */
const stepSwap = (step) => {
  const { swaps } = carry.current.prices;
  if (swaps.length === 0) return say("No swap fits.");
  const index = swaps.findIndex((/** @type {any} */ swap) => swap.session === carry.current.other);
  const { session } = swaps[clamp(index + step, swaps.length - 1)];
  const other = store.sessions.get(session);
  if (store.view === "day" && dayOf(other) >= 0 && dayOf(other) !== store.day) {
    store.day = dayOf(other);
    changed("view");
  }
  hold(null, session, true);
  blockOf(session)?.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** The session that is in the way at the place that is held. */
const holdSwap = () => {
  const { session, place } = carry.current;
  const other = store.state.sessions.find(
    (/** @type {any} */ one) =>
      one.id !== session.id &&
      one.room === place?.room &&
      one.start !== null &&
      one.start < place.start + session.minutes &&
      place.start < one.start + one.minutes,
  );
  if (!other) return say("There is no session to swap with here.");
  hold(null, other.id, true);
};

/** @param {KeyboardEvent} event */
const whileCarrying = (event) => {
  const { key } = event;
  if (key === "Escape") return (putBack(), true);
  if (!carry.current.prices) return true;
  if (key === "Enter" || key === " ") return (drop(), true);
  if (key === "x" || key === "X") return (stepSwap(key === "x" ? 1 : -1), true);
  if (held() === null && key !== "s") return true;
  const way = direction(key);
  if (way && event.ctrlKey) return (holdPlace(otherDay(way[0] + way[1], held())), true);
  if (way)
    return (
      way[0] ? stepTime(way[0] * (event.shiftKey ? Math.ceil(60 / store.state.grid_minutes) : 1)) : stepRoom(way[1]),
      true
    );
  if (key === "n" || key === "PageDown") return (stepPrice(1), true);
  if (key === "p" || key === "PageUp") return (stepPrice(-1), true);
  if (key === "s") return (holdSwap(), true);
  if (key === "w") return (changed("why-not"), true);
  return false;
};

/** The sessions of one room and day by time. @param {number} day @param {string} room */
const laneList = (day, room) =>
  store.state.sessions
    .filter(
      (/** @type {any} */ one) => one.start !== null && one.room === room && dayOf(one) === day && store.shown(one),
    )
    .sort((/** @type {any} */ one, /** @type {any} */ two) => one.start - two.start);

/** @param {any} from @param {number} step */
const acrossRooms = (from, step) => {
  const { rooms } = store.state;
  const day = dayOf(from);
  const minute = from.start - geometry.days[day].base;
  let number = day * rooms.length + rooms.findIndex((/** @type {any} */ room) => room.id === from.room) + step;
  for (; number >= 0 && number < geometry.days.length * rooms.length; number += step) {
    const other = Math.floor(number / rooms.length);
    const list = laneList(other, rooms[number % rooms.length].id);
    const away = (/** @type {any} */ one) => Math.abs(one.start - geometry.days[other].base - minute);
    if (list.length > 0)
      return list.reduce((/** @type {any} */ best, /** @type {any} */ one) => (away(one) < away(best) ? one : best));
  }
  return null;
};

/** @param {string} id */
const go = (id) => {
  select(id);
  reveal(id);
};

/** @param {any} session @param {string} key */
const walk = (session, key) => {
  const way = direction(key);
  if (!way) return false;
  if (session.start === null || dayOf(session) < 0) return walkList(key);
  const list = laneList(dayOf(session), session.room);
  const next = way[0]
    ? list[list.findIndex((/** @type {any} */ one) => one.id === session.id) + way[0]]
    : acrossRooms(session, way[1]);
  if (next) go(next.id);
  return true;
};

/** @param {string} key */
const walkList = (key) => {
  const list = [...byId("unplaced").children];
  const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
  const next = list[list.indexOf(document.activeElement) + step];
  if (next) go(next.dataset.id);
  return true;
};

/** @param {number} step */
export const showDay = (step) => {
  store.day = clamp(store.day + step, geometry.days.length - 1);
  changed("view");
  const first = document.querySelector("#days .block:not(.dim)");
  if (first && !carry.current) go(/** @type {any} */ (first).dataset.id);
  say(geometry.days[store.day].label);
};

/** @param {KeyboardEvent} event */
const onBlock = (event) => {
  const id = /** @type {any} */ (event.target).closest(".block")?.dataset.id;
  const session = store.sessions.get(id);
  if (!session) return false;
  const { key } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (walk(session, key)) return true;
  if (key === "PageDown" || key === "PageUp") return (showDay(key === "PageDown" ? 1 : -1), true);
  if (key === " ") return (select(id), byId("session").scrollIntoView({ block: "nearest" }), true);
  if (!canEdit()) return key === "Enter" ? (select(id), true) : false;
  if (key === "Enter") return (pickUp(id, "keys"), true);
  if (key === "Delete") return (unplace(id), true);
  if (key === "l" || key === "L") return (setLock(id, session.lock ? null : "fixed"), true);
  if (key === "m") return (select(id), drawNow(), byId("place-day").focus(), true);
  return false;
};

/** @param {KeyboardEvent} event */
const anywhere = (event) => {
  const { key } = event;
  const typing = /** @type {any} */ (event.target).matches("input, textarea, select");
  if ((event.ctrlKey || event.metaKey) && !typing && canEdit()) {
    if (key === "z" && !event.shiftKey) return (travel("undo"), true);
    if (key === "y" || key.toLowerCase() === "z") return (travel("redo"), true);
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key === "?") return (byId("keys").showModal(), true);
  if (key === "/") return (byId("find").focus(), true);
  return false;
};

export const startKeys = () => {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.defaultPrevented) return;
    const target = /** @type {any} */ (event.target);
    const inBoard = target.closest("#days, #unplaced") || target === document.body || target.closest("#board");
    const carrying = carry.current && (inBoard || event.key === "Escape");
    if (carrying ? whileCarrying(event) || anywhere(event) : onBlock(event) || anywhere(event))
      event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const block = /** @type {any} */ (event.target).closest?.(".block");
    if (block && !carry.current) select(block.dataset.id);
  });
};

/** Takes the viewer to a session that was searched. @param {string} id */
export const goTo = (id) => {
  go(id);
  if (!blockOf(id)) say(`${store.sessions.get(id).title} is not shown.`);
};
