// @ts-check
// Civil time. Instants are whole minutes since 1970 in UTC; a zone is an IANA name.

const formats = new Map();
const offsets = new Map();

/** @param {string} zone */
const format = (zone) => {
  let made = formats.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(zone, made);
  }
  return made;
};

/** @param {string} zone */
export const isZone = (zone) => {
  try {
    format(zone);
    return zone !== "";
  } catch {
    return false;
  }
};

/** Minutes east of UTC. Clocks change at whole quarters of an hour. @param {string} zone @param {number} at */
const offset = (zone, at) => {
  if (zone === "UTC") return 0;
  const quarter = Math.floor(at / 15);
  const key = `${zone} ${quarter}`;
  let found = offsets.get(key);
  if (found === undefined) {
    /** @type {Record<string, number>} */
    const parts = {};
    for (const { type, value } of format(zone).formatToParts(quarter * 900_000)) parts[type] = Number(value);
    found = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) / 60_000 - quarter * 15;
    offsets.set(key, found);
  }
  return found;
};

/** The day since 1970 and the minute of the day. @param {string} zone @param {number} at */
export const civil = (zone, at) => {
  const local = at + offset(zone, at);
  const day = Math.floor(local / 1440);
  return { day, minute: local - day * 1440 };
};

/** The instant at which a date begins. @param {string} zone @param {string} date like 2020-11-02 */
export const midnight = (zone, date) => {
  const local = Date.parse(`${date}T00:00Z`) / 60_000;
  const first = local - offset(zone, local);
  return local - offset(zone, first);
};

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** @param {string} zone @param {number} at */
export const hour = (zone, at) => {
  const { minute } = civil(zone, at);
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};

/** @param {string} zone @param {number} at */
export const date = (zone, at) => {
  const day = new Date(civil(zone, at).day * 86_400_000);
  return `${WEEKDAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
};

/** @param {string} zone @param {number} at */
export const moment = (zone, at) => `${date(zone, at)} ${hour(zone, at)}`;

/**
 * The stretches of a span in which it is night.
 * @param {string} zone @param {number} from @param {number} until @param {{from: number, to: number}} night
 */
export const nights = (zone, from, until, night) => {
  const dark = (/** @type {number} */ at) => {
    const { minute } = civil(zone, at);
    return night.from > night.to
      ? minute >= night.from || minute < night.to
      : minute >= night.from && minute < night.to;
  };
  const found = [];
  let begun = -1;
  for (let at = from; at < until; at += 15) {
    if (dark(at) && begun < 0) begun = at;
    if (!dark(at) && begun >= 0) {
      found.push({ from: begun, until: at });
      begun = -1;
    }
  }
  if (begun >= 0) found.push({ from: begun, until });
  return found;
};
