// @ts-check
// Paints the prices of all places of one session: one canvas a room. Green is cheaper and red dearer, and the same is
// said by figures, or by bars where a place is too small for them; grey with lines is a place that a rule forbids.
import { allLanes } from "./field.js";
import { along, geometry } from "./geometry.js";
import { shade } from "./prices.js";
import { on, store } from "./store.js";
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
  const prepare = () => setTimeout(() => allLanes().forEach(canvasOf), 50);
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

/** @param {HTMLElement} lane @returns {HTMLCanvasElement} */
const canvasOf = (lane) => {
  let canvas = lane.querySelector("canvas");
  if (!canvas) {
    canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    lane.prepend(canvas);
  }
  const [wide, high] = geometry.vertical ? [geometry.lane, geometry.length] : [geometry.length, geometry.lane];
  if (canvas.width !== Math.round(wide)) canvas.width = Math.round(wide);
  if (canvas.height !== Math.round(high)) canvas.height = Math.round(high);
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

/**
 * The five cheapest places, numbered.
 * @param {Map<any, CanvasRenderingContext2D>} pens
 * @param {any} prices
 * @param {any} shown
 */
const best = (pens, prices, shown) => {
  prices.byPrice.slice(0, 5).forEach((/** @type {any} */ place, /** @type {number} */ index) => {
    for (const [lane, pen] of pens) {
      const day = geometry.days[lane.dataset.day];
      if (lane.dataset.room !== place.room || place.start < day.open || place.start >= day.close) continue;
      const from = along(day, place.start) + (state().grid_minutes * geometry.scale) / 2;
      const [x, y] = geometry.vertical ? [12, from] : [from, 9];
      pen.beginPath();
      pen.arc(x, y, 8, 0, 2 * Math.PI);
      pen.fillStyle = shown.ink;
      pen.fill();
      pen.fillStyle = shown.ramp[STEPS];
      pen.textAlign = "center";
      pen.fillText(String(index + 1), x, y + 0.5);
    }
  });
};

const state = () => store.state;

/** @param {any} prices @param {HTMLElement} lane @param {any} shown @param {CanvasPattern} forbidden */
const paintLane = (prices, lane, shown, forbidden) => {
  const canvas = canvasOf(lane);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const day = geometry.days[Number(lane.dataset.day)];
  const size = state().grid_minutes * geometry.scale;
  pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
  pen.font = `${Math.min(11, Math.max(9, Math.floor(size)))}px system-ui, sans-serif`;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  // Most places are forbidden: the day's hours are hatched as a whole, and what fits is painted over it.
  const [first, last] = [along(day, day.open), (day.close - day.open) * geometry.scale];
  pen.fillStyle = forbidden;
  if (geometry.vertical) pen.fillRect(0, first, geometry.lane, last);
  else pen.fillRect(first, 0, last, geometry.lane);
  for (const place of prices.fitting.get(lane.dataset.room) ?? []) {
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
  return pen;
};

/** @param {any} prices */
export const paint = (prices) => {
  const shown = palette();
  const forbidden = hatching(shown);
  const pens = new Map();
  for (const lane of allLanes()) pens.set(lane, paintLane(prices, lane, shown, forbidden));
  best(pens, prices, shown);
  document.body.classList.add("priced");
};

export const wipe = () => {
  document.body.classList.remove("priced");
  for (const lane of allLanes()) {
    const canvas = lane.querySelector("canvas");
    canvas?.getContext("2d")?.clearRect(0, 0, canvas.width, canvas.height);
  }
};
