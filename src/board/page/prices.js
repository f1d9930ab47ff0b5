// @ts-check
// The price of every place of one session. They are asked for as soon as a session is touched, and kept until the
// timetable changes.
import { get } from "./server.js";
import { store } from "./store.js";

/** @typedef {{start: number, room: string, difference: number | null, rules?: string[]}} Place */

/** @type {Map<string, Promise<any>>} */
let asked = new Map();
let revision = -1;

/** @param {any} answer */
const index = (answer) => {
  /** @type {Map<string, Map<number, Place>>} */
  const rooms = new Map();
  /** @type {Place[]} */
  const fitting = [];
  let most = 0;
  for (const place of answer.places) {
    let room = rooms.get(place.room);
    if (!room) rooms.set(place.room, (room = new Map()));
    room.set(place.start, place);
    if (place.difference === null) continue;
    fitting.push(place);
    most = Math.max(most, Math.abs(place.difference));
  }
  const session = store.sessions.get(answer.session);
  const here = (/** @type {Place} */ place) => place.start === session?.start && place.room === session?.room;
  const byPrice = fitting
    .filter((place) => !here(place))
    .sort((one, two) => Number(one.difference) - Number(two.difference) || one.start - two.start);
  /** @type {Map<string, Place[]>} */
  const byRoom = new Map();
  for (const place of fitting) {
    const list = byRoom.get(place.room);
    if (list) list.push(place);
    else byRoom.set(place.room, [place]);
  }
  /** @type {{session: string, difference: number}[]} the cheapest first */
  const swaps = [...answer.swaps].sort((one, two) => one.difference - two.difference);
  for (const { difference } of swaps) most = Math.max(most, Math.abs(difference));
  const starts = [...new Set(answer.places.map((/** @type {Place} */ place) => place.start))].sort(
    (one, two) => one - two,
  );
  const exact = answer.exact !== false;
  return { session: answer.session, rooms, byPrice, fitting: byRoom, swaps, most, starts, exact };
};

/** @param {string} id */
export const pricesOf = (id) => {
  if (revision !== store.state.revision) {
    asked = new Map();
    revision = store.state.revision;
  }
  let found = asked.get(id);
  if (!found) {
    found = get("prices", { session: id }).then(index);
    asked.set(id, found);
    const mine = asked;
    found.catch(() => mine.delete(id));
  }
  return found;
};

/** @param {any} prices @param {{start: number, room: string}} place @returns {Place | undefined} */
export const priceAt = (prices, place) => prices?.rooms.get(place.room)?.get(place.start);

/**
 * How dear a place is for its colour: from -1 (much cheaper) over 0 to 1 (much dearer).
 * @param {any} prices
 * @param {number} difference
 */
export const shade = (prices, difference) => {
  if (difference === 0 || prices.most === 0) return 0;
  return Math.sign(difference) * Math.max(0.12, Math.sqrt(Math.min(1, Math.abs(difference) / prices.most)));
};
