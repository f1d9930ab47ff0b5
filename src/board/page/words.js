// @ts-check
// Figures and places in words. Costs come in hundredths of a discomfort-minute.
import { moment } from "./clock.js";
import { roomName, store } from "./store.js";

const exact = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const round = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** @param {number} hundredths */
export const cost = (hundredths) => exact.format(hundredths / 100);

/** With its sign, to the last hundredth. @param {number} hundredths */
export const signed = (hundredths) => {
  if (hundredths === 0) return "±0";
  return `${hundredths > 0 ? "+" : "−"}${exact.format(Math.abs(hundredths) / 100)}`;
};

/** With its sign, rounded, for small places. @param {number} hundredths */
export const brief = (hundredths) => {
  const size = Math.abs(hundredths) / 100;
  if (hundredths === 0) return "±0";
  return `${hundredths > 0 ? "+" : "−"}${size < 1 ? exact.format(size) : round.format(size)}`;
};

/** @param {number} hundredths */
export const dearer = (hundredths) => {
  if (hundredths === 0) return "costs the same";
  return `${exact.format(Math.abs(hundredths) / 100)} ${hundredths > 0 ? "dearer" : "cheaper"}`;
};

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${round.format(count)} ${count === 1 ? one : many}`;

/** @param {{start: number | null, room: string | null}} place */
export const placeName = (place) =>
  place.start === null ? "not placed" : `${moment(store.zone, place.start)}, ${roomName(place.room)}`;

/** @param {number} minutes */
export const length = (minutes) => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours ? `${hours} h` : "", rest ? `${rest} min` : ""].filter(Boolean).join(" ") || "0 min";
};

const RULES = {
  "room-clash": "the room is taken",
  "person-clash": "a person is in another session",
  "day-hours": "outside the day's hours",
  phase: "a day of another phase",
  alone: "a session that must be alone is at that time",
  "room-fit": "the room does not fit",
  grid: "off the grid of start times",
  slot: "not an allowed time",
};

/** A short reason for a place that is not possible, from the names of rules. @param {string[]} rules */
export const reason = (rules) =>
  rules.map((rule) => /** @type {any} */ (RULES)[rule] ?? rule.replaceAll("-", " ")).join(", ");

/** @param {any[]} woken people, and groups of participants */
const wakes = (woken) => {
  if (woken.length === 0) return "wakes nobody";
  const names = woken
    .slice(0, 2)
    .map(({ who, when }) => `${who} (${when})`)
    .join(", ");
  return `wakes ${names}${woken.length > 2 ? ` and ${woken.length - 2} more` : ""}`;
};

/** One effect in one sentence. @param {any} effect */
export const summary = (effect) => {
  const broken = effect.broken.map((/** @type {any} */ one) => one.text);
  const parts = [`${dearer(effect.difference)}; ${wakes(effect.woken)}`];
  if (broken.length > 0)
    parts.push(
      `breaks: ${broken.slice(0, 2).join("; ")}${broken.length > 2 ? ` and ${broken.length - 2} more` : ""}`,
    );
  if (effect.locked.length > 0 || effect.request_locks.length > 0) parts.push("it is locked");
  return parts.join("; ");
};
