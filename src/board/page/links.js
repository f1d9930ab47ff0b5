// @ts-check
// Ghosts of sessions at other places, linked with where they are now: a draft that is compared, or proposals of the
// engine that are ticked.
import { blockOf } from "./blocks.js";
import { byId, element, name } from "./dom.js";
import { laneOf } from "./field.js";
import { dayOf, geometry, stretch } from "./geometry.js";
import { shown } from "./engine.js";
import { on, store } from "./store.js";

const SVG = "http://www.w3.org/2000/svg";
/** @type {any[]} */
let compared = [];

/** Places to show as ghosts. */
const wanted = () => {
  if (compared.length > 0) return compared;
  const job = shown.current;
  if (!job || job.state === "running") return [];
  const seen = (/** @type {any} */ _, /** @type {number} */ index) =>
    index === shown.tried || byId(`proposal-${index}`)?.checked;
  return job.proposals
    .filter(seen)
    .flatMap((/** @type {any} */ proposal) =>
      proposal.moves.map((/** @type {any} */ move) => ({ ...move, id: move.session })),
    );
};

/** @param {any} place */
const ghost = (place) => {
  const session = store.sessions.get(place.id);
  const day = place.start === null ? undefined : geometry.days[dayOf(place)];
  const lane = day && laneOf(day.index, place.room);
  if (!session || !lane) return null;
  const made = element("div", { class: "ghost", "aria-hidden": "true" }, name(session.title));
  stretch(made, day, place.start, place.start + session.minutes);
  lane.append(made);
  return made;
};

/**
 * From the edge of one box to the nearest edge of the other.
 * @param {DOMRect} one
 * @param {DOMRect} two
 * @param {DOMRect} origin
 */
const ends = (one, two, origin) => {
  const beside = one.right < two.left || two.right < one.left;
  const edge = (/** @type {DOMRect} */ box, /** @type {DOMRect} */ other) =>
    beside
      ? [box.left < other.left ? box.right : box.left, box.top + box.height / 2]
      : [box.left + box.width / 2, box.top < other.top ? box.bottom : box.top];
  return [...edge(one, two), ...edge(two, one)].map((at, index) => at - (index % 2 === 0 ? origin.left : origin.top));
};

const draw = () => {
  for (const old of document.querySelectorAll(".ghost, #links")) old.remove();
  for (const block of document.querySelectorAll(".block.elsewhere")) block.classList.remove("elsewhere");
  const places = wanted();
  if (places.length === 0) return;
  const days = byId("days");
  const origin = days.getBoundingClientRect();
  const svg = document.createElementNS(SVG, "svg");
  svg.id = "links";
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("width", String(days.scrollWidth));
  svg.setAttribute("height", String(days.scrollHeight));
  for (const place of places) {
    const there = ghost(place);
    const here = blockOf(place.id);
    here?.classList.add("elsewhere");
    if (!there || !here?.closest("#days")) continue;
    const at = ends(there.getBoundingClientRect(), here.getBoundingClientRect(), origin);
    const line = document.createElementNS(SVG, "line");
    ["x1", "y1", "x2", "y2"].forEach((key, index) => line.setAttribute(key, String(at[index])));
    svg.append(line);
  }
  days.append(svg);
};

/** Shows where sessions are in a draft; none ends the comparison. @param {any[]} places */
export const compare = (places) => {
  compared = places;
  draw();
};

export const startLinks = () => {
  for (const what of ["links", "state", "view"]) on(what, draw);
};
