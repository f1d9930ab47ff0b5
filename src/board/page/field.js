// @ts-check
// The ground of the board: days, rooms, hour lines, opening hours, and the night of a region.
import { civil, date, hour, nights } from "./clock.js";
import { byId, element, name } from "./dom.js";
import { along, geometry, measure, stretch } from "./geometry.js";
import { store } from "./store.js";

/** @type {Map<string, HTMLElement>} by "day room" */
const lanes = new Map();

/** @param {number} day @param {string | null} room */
export const laneOf = (day, room) => lanes.get(`${day} ${room}`);

export const allLanes = () => [...lanes.values()];

/** @param {any} day @param {number} from @param {number} until @param {string} kind */
const band = (day, from, until, kind) => {
  const made = element("div", { class: kind });
  stretch(made, day, from, until);
  return made;
};

/** The instants of the day at which the shown clock strikes a full hour. @param {any} day */
const fullHours = (day) => {
  const found = [];
  for (let at = day.base + geometry.from; at <= day.base + geometry.until; at += 15) {
    if (civil(store.zone, at).minute % 60 === 0) found.push(at);
  }
  return found;
};

/** @param {any} day */
const ground = (day) => {
  const [from, until] = [day.base + geometry.from, day.base + geometry.until];
  const made = element("div", { class: "ground" });
  if (day.open > from) made.append(band(day, from, day.open, "closed"));
  if (day.close < until) made.append(band(day, day.close, until, "closed"));
  const region = store.state.regions[store.region];
  if (region) {
    for (const dark of nights(region.zone, from, until, store.state.night))
      made.append(band(day, dark.from, dark.until, "night"));
  }
  for (const at of fullHours(day)) {
    const midnight = civil(store.zone, at).minute === 0;
    made.append(band(day, at, at, midnight ? "line midnight" : "line"));
  }
  return made;
};

/** @param {any} day */
const hours = (day) => {
  const made = element("div", { class: "hours", "aria-hidden": "true" });
  const every = geometry.vertical || geometry.scale * 60 > 38 ? 1 : 2;
  fullHours(day).forEach((at, index) => {
    // A label to the right of the last line would not fit.
    if (index % every !== 0 || (!geometry.vertical && along(day, at) > geometry.length - 32)) return;
    const midnight = civil(store.zone, at).minute === 0;
    const label = element("span", {}, midnight ? date(store.zone, at) : hour(store.zone, at));
    label.style[geometry.vertical ? "top" : "left"] = `${along(day, at)}px`;
    made.append(label);
  });
  made.style[geometry.vertical ? "height" : "width"] = `${geometry.length}px`;
  return made;
};

const heads = () => {
  const made = element("div", { class: "heads" });
  for (const room of store.state.rooms) {
    const head = element("div", { class: "head", title: room.name }, name(room.name));
    head.style[geometry.vertical ? "width" : "height"] = `${geometry.lane}px`;
    made.append(head);
  }
  return made;
};

/** @param {any} day */
const field = (day) => {
  const made = element("div", { class: "field", "data-day": day.index }, ground(day));
  const [wide, high] = geometry.vertical ? [geometry.breadth, geometry.length] : [geometry.length, geometry.breadth];
  made.style.width = `${wide}px`;
  made.style.height = `${high}px`;
  store.state.rooms.forEach((/** @type {any} */ room, /** @type {number} */ index) => {
    const lane = element("div", { class: "lane", "data-day": day.index });
    lane.dataset.room = room.id;
    lane.style[geometry.vertical ? "left" : "top"] = `${index * geometry.lane}px`;
    lane.style[geometry.vertical ? "width" : "height"] = `${geometry.lane}px`;
    lanes.set(`${day.index} ${room.id}`, lane);
    made.append(lane);
  });
  return made;
};

/** The days that are shown: one, or all. */
const shownDays = () => (store.view === "day" ? geometry.days.slice(store.day, store.day + 1) : geometry.days);

/** @param {any} day */
const dayBox = (day) => {
  const title = element(
    "h3",
    { class: "date", id: `day-${day.index}` },
    geometry.vertical ? day.label : day.label.replace(/ \d{4}$/, ""),
    day.phase ? element("small", {}, name(day.phase)) : null,
  );
  return element(
    "section",
    { class: "day", "aria-labelledby": `day-${day.index}` },
    title,
    heads(),
    hours(day),
    field(day),
  );
};

/** Draws the ground anew; the sessions are put on it by blocks.js. */
export const drawField = () => {
  const board = byId("board");
  measure(board.clientWidth);
  store.day = Math.min(store.day, geometry.days.length - 1);
  lanes.clear();
  board.classList.toggle("tall", geometry.vertical);
  board.classList.toggle("flat", !geometry.vertical);
  byId("days").replaceChildren(...shownDays().map(dayBox));
};

/** What the ground depends on, so that it is drawn anew only if something of this changed. */
export const groundKey = () => {
  const { state } = store;
  const days = state.days.map((/** @type {any} */ day) => [day.date, day.open, day.close]);
  return JSON.stringify([days, state.rooms, store.zone, store.region, store.view, store.view === "day" && store.day]);
};
