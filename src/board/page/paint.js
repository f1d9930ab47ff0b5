// @ts-check
// Paints the prices of all places of one session: one canvas a day. Green is cheaper and red dearer, and the same is
// said by figures, or by bars where a place is too small for them; grey with lines is a place that a rule forbids.
import { along, dayOf, geometry } from "./geometry.js";
import { shade } from "./prices.js";
import { on, store } from "./store.js";
import { markSwaps, unmarkSwaps } from "./swaps.js";
import { brief } from "./words.js";

const STEPS = 12;
const SMALL = 9; // pixels that a figure needs

/** @param {string} text like #8fd19e */
const channels = (text) => [1, 3, 5].map((at) => parseInt(text.trim().slice(at, at + 2), 16));

/** @param {number[]} one @param {number[]} two @param {number} part */
const mix = (one, two, part) =>
  `rgb(${one.map((value, index) => Math.round(value + (two[index] - value) * part)).join(" ")})`;

/** @type {any} */
let colours = null;

/** The colours of the page in light or dark; asking for them takes long, so they are kept. */
const palette = () => {
  if (colours) return colours;
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ key) => style.getPropertyValue(key).trim();
  const [cheap, same, dear] = ["--cheap", "--same", "--dear"].map((key) => channels(colour(key)));
  const ramp = [];
  for (let step = -STEPS; step <= STEPS; step += 1)
    ramp.push(mix(same, step < 0 ? cheap : dear, Math.abs(step) / STEPS));
  colours = { ramp, ink: colour("--price-ink"), forbidden: colour("--forbidden"), hatch: colour("--hatch") };
  return colours;
};

export const startPaint = () => {
  palette();
  // The canvases are there before a session is picked up, so that nothing has to be laid out then.
  const prepare = () =>
    setTimeout(() => {
      document.querySelectorAll(".field").forEach(canvasOf);
      hatched(palette());
    }, 50);
  for (const what of ["state", "view"]) on(what, prepare);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = null;
  });
};

/** Grey with slanting lines. @param {any} shown */
const hatching = (shown) => {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  pen.fillStyle = shown.forbidden;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = shown.hatch;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
};

/** Pixels of a day: wide and high. */
const fieldSize = () => {
  const [along, across] = [Math.round(geometry.length), Math.round(geometry.breadth)];
  return geometry.vertical ? [across, along] : [along, across];
};

/** @type {{key: string, canvas: HTMLCanvasElement | null}} */
const ready = { key: "", canvas: null };

/** A whole day that is hatched. It is drawn once and copied, which is quicker. @param {any} shown */
const hatched = (shown) => {
  const [wide, high] = fieldSize();
  const key = `${wide} ${high} ${shown.forbidden}`;
  if (ready.canvas && ready.key === key) return ready.canvas;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [wide, high];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = hatching(shown);
  pen.fillRect(0, 0, wide, high);
  Object.assign(ready, { key, canvas });
  return canvas;
};

/** @param {Element} field @returns {HTMLCanvasElement} */
const canvasOf = (field) => {
  let canvas = field.querySelector("canvas");
  if (!canvas) {
    canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    field.querySelector(".ground")?.after(canvas);
  }
  const [wide, high] = fieldSize();
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  return canvas;
};

/**
 * Figures in a tall lane.
 * @param {CanvasRenderingContext2D} pen
 * @param {number} from
 * @param {number} size
 * @param {any} place
 */
const figure = (pen, from, size, place) => {
  pen.fillText(brief(place.difference), geometry.lane - 6, from + size / 2 + 0.5);
};

/**
 * A bar: in a flat lane up from the middle is dearer and down is cheaper; in a tall one, to the right and to the left.
 * @param {any} pen
 * @param {number} from
 * @param {number} size
 * @param {number} dear
 */
const bar = (pen, from, size, dear) => {
  const middle = Math.round(geometry.vertical ? geometry.lane - 24 : geometry.lane / 2);
  const high = Math.round(dear * (geometry.vertical ? 20 : middle - 3));
  const thick = Math.max(1, Math.abs(high));
  pen.globalAlpha = 0.5;
  if (geometry.vertical) pen.fillRect(high < 0 ? middle + high : middle, from, thick, size + 0.5);
  else pen.fillRect(from, high > 0 ? middle - high : middle, size + 0.5, thick);
  pen.globalAlpha = 1;
};

/** The five cheapest places, numbered. @param {Map<any, any>} pens @param {any} prices @param {any} shown */
const best = (pens, prices, shown) => {
  prices.byPrice.slice(0, 5).forEach((/** @type {any} */ place, /** @type {number} */ index) => {
    const day = geometry.days[dayOf(place)];
    const pen = pens.get(day?.index);
    if (!pen) return;
    const from = along(day, place.start) + (store.state.grid_minutes * geometry.scale) / 2;
    const lane = laneStart(place.room);
    const [x, y] = geometry.vertical ? [lane + 12, from] : [from, lane + 9];
    pen.beginPath();
    pen.arc(x, y, 8, 0, 2 * Math.PI);
    pen.fillStyle = shown.ink;
    pen.fill();
    pen.fillStyle = shown.ramp[STEPS];
    pen.textAlign = "center";
    pen.fillText(String(index + 1), x, y + 0.5);
  });
};

/** @param {string} room */
const laneStart = (room) => store.state.rooms.findIndex((/** @type {any} */ one) => one.id === room) * geometry.lane;

/**
 * What fits in one room on one day.
 * @param {any} pen
 * @param {any} day
 * @param {string} room
 * @param {any} prices
 * @param {any} shown
 */
const paintLane = (pen, day, room, prices, shown) => {
  const size = store.state.grid_minutes * geometry.scale;
  const lane = laneStart(room);
  const [left, top] = geometry.vertical ? [lane, 0] : [0, lane];
  pen.translate(left, top);
  for (const place of prices.fitting.get(room) ?? []) {
    if (place.start < day.open || place.start >= day.close) continue;
    const from = along(day, place.start);
    const dear = shade(prices, place.difference);
    pen.fillStyle = shown.ramp[Math.round(dear * STEPS) + STEPS];
    if (geometry.vertical) pen.fillRect(0, from, geometry.lane, size + 0.5);
    else pen.fillRect(from, 0, size + 0.5, geometry.lane);
    pen.fillStyle = shown.ink;
    if (geometry.vertical && size >= SMALL) figure(pen, from, size, place);
    else bar(pen, from, size, dear);
  }
  pen.translate(-left, -top);
};

/** One day. @param {Element} field @param {any} day @param {any} prices @param {any} shown */
const paintDay = (field, day, prices, shown) => {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvasOf(field).getContext("2d"));
  const [wide, high] = fieldSize();
  pen.clearRect(0, 0, wide, high);
  // Most places are forbidden: the day's hours are hatched as a whole, and what fits is painted over it.
  const [first, last] = [along(day, day.open), (day.close - day.open) * geometry.scale];
  const part = geometry.vertical ? [0, first, wide, last] : [first, 0, last, high];
  const [x, y, across, down] = part.map(Math.round);
  pen.drawImage(hatched(shown), x, y, across, down, x, y, across, down);
  const size = Math.floor(store.state.grid_minutes * geometry.scale);
  pen.font = `${Math.min(11, Math.max(9, size))}px system-ui, sans-serif`;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const room of store.state.rooms) paintLane(pen, day, room.id, prices, shown);
  return pen;
};

/** @param {any} prices */
export const paint = (prices) => {
  // First, because a font of a canvas asks for the style of the page.
  document.body.classList.add("priced");
  const shown = palette();
  const pens = new Map();
  for (const field of /** @type {any} */ (document.querySelectorAll(".field"))) {
    const day = geometry.days[Number(field.dataset.day)];
    pens.set(day.index, paintDay(field, day, prices, shown));
  }
  best(pens, prices, shown);
  markSwaps(prices, (difference) => shown.ramp[Math.round(shade(prices, difference) * STEPS) + STEPS]);
};

export const wipe = () => {
  document.body.classList.remove("priced");
  unmarkSwaps();
  for (const canvas of /** @type {any} */ (document.querySelectorAll(".field canvas"))) {
    canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
  }
};
