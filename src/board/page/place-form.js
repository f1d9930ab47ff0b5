// @ts-check
// "Move to": a day, and a room and time of it with its price. A third way beside the mouse and the keys.
import { hour } from "./clock.js";
import { button, byId, element, option } from "./dom.js";
import { dayOf, geometry } from "./geometry.js";
import { moveTo } from "./moves.js";
import { say, show } from "./notices.js";
import { pricesOf } from "./prices.js";
import { get } from "./server.js";
import { roomName, store } from "./store.js";
import { brief, placeName, reason } from "./words.js";

/** @param {any} place */
const words = (place) => {
  const what = place.difference === null ? `not possible: ${reason(place.rules ?? [])}` : brief(place.difference);
  return `${hour(store.zone, place.start)} ${roomName(place.room)} (${what})`;
};

/** @param {any} session @param {any} prices @param {any} day */
const groups = (session, prices, day) =>
  store.state.rooms.map((/** @type {any} */ room) => {
    const group = element("optgroup", { label: room.name });
    for (const place of prices.rooms.get(room.id)?.values() ?? []) {
      if (dayOf(place) !== day.index) continue;
      const here = place.start === session.start && place.room === session.room;
      group.append(
        option(
          JSON.stringify([place.start, place.room]),
          here ? `${hour(store.zone, place.start)} ${room.name} (here)` : words(place),
        ),
      );
    }
    return group;
  });

/** @param {any} session @param {any} prices */
const fillTimes = (session, prices) => {
  const [day, time] = [geometry.days[Number(byId("place-day").value)], byId("place-time")];
  time.replaceChildren(...groups(session, prices, day));
  // The same time and room on the other day, or the best place of that day.
  const base = geometry.days[dayOf(session)]?.base;
  const same = base === undefined ? "" : JSON.stringify([session.start - base + day.base, session.room]);
  const best = prices.byPrice.find((/** @type {any} */ place) => dayOf(place) === day.index);
  time.value = same;
  if (time.selectedIndex < 0 && best) time.value = JSON.stringify([best.start, best.room]);
};

/** @returns {{start: number, room: string} | null} */
const chosen = () => {
  const { value } = byId("place-time");
  if (!value) return null;
  const [start, room] = JSON.parse(value);
  return { start, room };
};

/** @param {any} session */
export const whyNot = async (session, place = chosen()) => {
  if (!place) return say("The places are not known yet.");
  const query = { session: session.id, start: place.start, room: place.room };
  const { lines } = await get("why-not", query).catch((error) => ({ lines: [error.message] }));
  show(`Why not ${placeName(place)}?`, lines);
};

/** @param {any} session @param {boolean} edit */
export const placeForm = (session, edit) => {
  const days = geometry.days.map((/** @type {any} */ day) => option(day.index, day.label));
  const day = element("select", { id: "place-day" }, ...days);
  const time = element("select", { id: "place-time" });
  day.value = String(Math.max(0, session.start === null ? store.day : dayOf(session)));
  const go = () => {
    const place = chosen();
    if (place) moveTo(session.id, place);
    else say("The places are not known yet.");
  };
  const form = element(
    "form",
    {
      class: "place-form",
      submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (edit) go();
      },
    },
    element("div", { class: "row" }, element("label", { for: "place-day" }, edit ? "Move to day" : "Other day"), day),
    element("div", { class: "row" }, element("label", { for: "place-time" }, "Time and room"), time),
    element(
      "div",
      { class: "buttons" },
      edit ? button("Move", go, { class: "main" }) : null,
      button("Why not there?", () => whyNot(session)),
    ),
  );
  pricesOf(session.id)
    .then((prices) => {
      if (!form.isConnected) return;
      fillTimes(session, prices);
      day.addEventListener("change", () => fillTimes(session, prices));
    })
    .catch(() => {});
  return form;
};
