// @ts-check
// The day sheet: what is on in which room, to be printed and put on a wall.
import { hour } from "./clock.js";
import { byId, element, name } from "./dom.js";
import { dayOf, geometry } from "./geometry.js";
import { personName, roomName, store } from "./store.js";

/** @param {any} session */
const row = (session) =>
  element(
    "tr",
    {},
    element("td", {}, `${hour(store.zone, session.start)}–${hour(store.zone, session.start + session.minutes)}`),
    element("td", {}, name(roomName(session.room))),
    element("td", {}, name(session.title)),
    element("td", {}, name(session.type)),
    element("td", {}, name(session.people.map(personName).join(", "))),
  );

/** @param {any} day */
const table = (day) => {
  const list = store.state.sessions
    .filter((/** @type {any} */ one) => one.start !== null && dayOf(one) === day.index)
    .sort(
      (/** @type {any} */ one, /** @type {any} */ two) => one.start - two.start || one.room.localeCompare(two.room),
    );
  const heads = ["Time", "Room", "Session", "Type", "People"].map((text) => element("th", { scope: "col" }, text));
  return element(
    "section",
    { class: "paper" },
    element("h2", {}, day.label),
    element("p", {}, name(store.state.event), `, times of ${store.zone}`),
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...list.map(row))),
  );
};

/** @param {boolean} all */
export const printSheet = (all) => {
  const days = all ? geometry.days : geometry.days.slice(store.day, store.day + 1);
  byId("sheet").replaceChildren(...days.map(table));
  byId("sheet").hidden = false;
  document.body.classList.add("printing");
  window.print();
  document.body.classList.remove("printing");
  byId("sheet").hidden = true;
};
