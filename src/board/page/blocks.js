// @ts-check
// The sessions on the board, and the list of those that are not on it. Each is a button; only what changed is touched.
import { date, hour } from "./clock.js";
import { byId, element, name, setText } from "./dom.js";
import { allLanes, drawField, groundKey, laneOf } from "./field.js";
import { dayOf, geometry, stretch } from "./geometry.js";
import { changed, on, roomName, store, trackColour, trackName } from "./store.js";
import { length, placeName } from "./words.js";

/** @type {Map<string, HTMLElement>} */
const blocks = new Map();
let drawn = "";

/** @param {string | null} id */
export const blockOf = (id) => (id === null ? undefined : blocks.get(id));

/** @returns {HTMLElement} */
const make = (/** @type {any} */ session) => {
  const made = element(
    "button",
    { type: "button", class: "block", tabindex: "-1" },
    element("span", { class: "title" }),
    " ",
    element("span", { class: "time" }),
    element("span", { class: "unseen" }),
    element("span", { class: "marks", "aria-hidden": "true" }),
  );
  made.dataset.id = session.id;
  return made;
};

/** @param {any} session */
const times = (session) =>
  session.start === null
    ? length(session.minutes)
    : `${hour(store.zone, session.start)}–${hour(store.zone, session.start + session.minutes)}`;

/** What a screen reader says after the title and the time. @param {any} session @param {boolean} broken */
const rest = (session, broken) => {
  const where =
    session.start === null
      ? "not placed"
      : `${date(store.zone, session.start)}, ${roomName(session.room)}, ${length(session.minutes)}`;
  const parts = ["", where, session.type, ...session.tracks.map(trackName)];
  if (session.lock) parts.push(session.lock === "fixed" ? "locked" : `${session.lock} locked`);
  if (session.locked_by_request) parts.push("locked by an earlier request");
  if (broken) parts.push("breaks a rule");
  if (session.note) parts.push("has a note");
  return parts.join(", ");
};

/** @param {HTMLElement} block @param {any} session @param {boolean} broken */
const classesOf = (block, session, broken) => {
  const classes = ["block", trackColour(session)];
  if (broken) classes.push("broken");
  if (session.lock || session.locked_by_request) classes.push("locked");
  if (session.id === store.selected) classes.push("selected");
  if (!store.shown(session)) classes.push("dim");
  // What others say about the block stays.
  for (const kept of ["carried", "swap", "elsewhere"]) if (block.classList.contains(kept)) classes.push(kept);
  return classes.filter(Boolean).join(" ");
};

/** @param {HTMLElement} block @param {any} session @param {boolean} broken */
const fill = (block, session, broken) => {
  const [title, time, more, marks] = /** @type {any} */ (block.children);
  if (title.textContent !== session.title) title.replaceChildren(name(session.title));
  setText(time, times(session));
  const signs = [broken ? "!" : "", session.lock || session.locked_by_request ? "L" : "", session.note ? "N" : ""];
  setText(marks, signs.join(""));
  const text = rest(session, broken);
  if (more.textContent !== text) {
    more.textContent = text;
    block.title = `${session.title}\n${placeName(session)}`;
  }
  const classes = classesOf(block, session, broken);
  if (block.className !== classes) block.className = classes;
};

/**
 * Where a session belongs: a lane, the list beside the board, or nowhere (its day is not shown).
 * @param {any} session
 */
const home = (session) => {
  const day = dayOf(session);
  const lane = laneOf(day, session.room);
  if (lane) return { lane, day: geometry.days[day] };
  const outside = session.start === null || day < 0 || !store.rooms.has(session.room);
  return { lane: outside ? byId("unplaced") : null, day: null };
};

/** What was drawn of each session, so that only what differs is drawn again. @type {Map<string, string>} */
const drawnAs = new Map();

/** @param {any} session @param {boolean} broken */
const asDrawn = (session, broken) => {
  const { title, minutes, start, room, lock, note, type } = session;
  const more = [
    session.locked_by_request,
    session.tracks,
    broken,
    store.shown(session),
    session.id === store.selected,
  ];
  return JSON.stringify([title, minutes, start, room, lock, note, type, store.zone, more]);
};

/**
 * Puts a session where it belongs; answers whether anything changed.
 * @param {any} session
 * @param {Set<string>} broken
 */
const put = (session, broken) => {
  const key = asDrawn(session, broken.has(session.id));
  if (drawnAs.get(session.id) === key) return false;
  drawnAs.set(session.id, key);
  const { lane, day } = home(session);
  let block = blocks.get(session.id);
  if (!lane) {
    block?.remove();
    blocks.delete(session.id);
    return true;
  }
  if (!block) {
    block = make(session);
    blocks.set(session.id, block);
  }
  fill(block, session, broken.has(session.id));
  if (day) stretch(block, day, session.start, session.start + session.minutes);
  else block.removeAttribute("style");
  if (block.parentElement === lane) return true;
  const focused = document.activeElement === block;
  lane.append(block);
  if (focused) block.focus({ preventScroll: true });
  return true;
};

/** Sessions that overlap in one room (a broken rule) are drawn beside each other. */
const spread = () => {
  for (const lane of allLanes()) {
    const list = [...lane.querySelectorAll(".block")].map((block) =>
      store.sessions.get(/** @type {any} */ (block).dataset.id),
    );
    list.sort((one, two) => one.start - two.start);
    let until = 0;
    let depth = 0;
    for (const session of list) {
      depth = session.start < until ? depth + 1 : 0;
      until = Math.max(until, session.start + session.minutes);
      const { style } = /** @type {HTMLElement} */ (blocks.get(session.id));
      const inset = depth === 0 ? "" : `${Math.min(60, depth * 25)}%`;
      const [left, top] = [geometry.vertical ? inset : "", geometry.vertical || depth === 0 ? "" : "6px"];
      if (style.marginLeft !== left) style.marginLeft = left;
      if (style.paddingTop !== top) style.paddingTop = top;
    }
  }
};

/** Only one session of the board is a stop of the Tab key; the arrow keys lead to the others. */
const tabStop = () => {
  const wanted =
    blockOf(store.selected) ?? document.querySelector("#days .block:not(.dim)") ?? document.querySelector(".block");
  for (const block of blocks.values()) {
    const stop = block === wanted || block.parentElement?.id === "unplaced" ? 0 : -1;
    if (block.tabIndex !== stop) block.tabIndex = stop;
  }
};

const listUnplaced = () => {
  const list = byId("unplaced");
  const count = list.children.length;
  setText(byId("unplaced-count"), String(count));
  byId("all-placed").hidden = count > 0;
};

const drawBlocks = () => {
  const broken = new Set(store.state.violations.flatMap((/** @type {any} */ one) => one.sessions));
  for (const id of [...blocks.keys()]) {
    if (!store.sessions.has(id)) {
      blocks.get(id)?.remove();
      blocks.delete(id);
      drawnAs.delete(id);
    }
  }
  let moved = false;
  for (const session of store.state.sessions) moved = put(session, broken) || moved;
  if (moved) spread();
  listUnplaced();
  tabStop();
};

const drawBoard = () => {
  const key = groundKey();
  const again = key !== drawn;
  const focused = /** @type {any} */ (document.activeElement)?.closest("#days .block")?.dataset.id ?? null;
  if (again) {
    drawnAs.clear();
    for (const block of blocks.values())
      if (block.closest("#days")) blocks.delete(/** @type {string} */ (block.dataset.id));
    drawField();
    drawn = key;
  }
  drawBlocks();
  if (again && focused !== null) blocks.get(focused)?.focus({ preventScroll: true });
};

/** Draws everything anew, as after another width. */
export const redraw = () => {
  drawn = "";
  if (store.state) drawBoard();
};

const mark = () => {
  for (const [id, block] of blocks) block.classList.toggle("selected", id === store.selected);
  tabStop();
};

/** Shows the day of a session, and its block. @param {string} id @param {boolean} [focus] */
export const reveal = (id, focus = true) => {
  const session = store.sessions.get(id);
  const day = dayOf(session);
  if (store.view === "day" && day >= 0 && day !== store.day) {
    store.day = day;
    changed("view");
  }
  const block = blockOf(id);
  if (focus) block?.focus({ preventScroll: true });
  block?.scrollIntoView({ block: "nearest", inline: "nearest" });
};

export const startBlocks = () => {
  on("state", drawBoard);
  on("view", drawBoard);
  on("selected", mark);
};
