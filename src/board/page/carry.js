// @ts-check
// A session that is picked up: every place shows its price, and one place is held ready for it to be put down.
import { blockOf, reveal } from "./blocks.js";
import { byId, element } from "./dom.js";
import { laneOf } from "./field.js";
import { dayOf, geometry, stretch } from "./geometry.js";
import { moveTo, swap } from "./moves.js";
import { say } from "./notices.js";
import { paint, wipe } from "./paint.js";
import { priceAt, pricesOf } from "./prices.js";
import { get } from "./server.js";
import { canEdit, changed, on, select, setBusy, store } from "./store.js";
import { counted, dearer, placeName, reason, summary } from "./words.js";

/** @type {{current: any}} */
export const carry = { current: null };

const target = element("div", { class: "target", "aria-hidden": "true" });
/** @type {AbortController | null} */
let asking = null;
let waiting = 0;

/** @param {string} from @param {string} until */
const time = (from, until) =>
  requestAnimationFrame(() =>
    setTimeout(() => {
      performance.mark(until);
      performance.measure(`${from} to ${until}`, from, until);
      setBusy(false);
    }),
  );

/** The place that is held, in short words. */
const heldWords = () => {
  const { session, place, other, prices } = carry.current;
  if (other) return `Swap with ${store.sessions.get(other).title}`;
  if (!place) return `${session.title} is picked up`;
  if (place.start === session.start && place.room === session.room) return `${placeName(place)}: where it is now`;
  const price = priceAt(prices, place);
  if (!price) return `${placeName(place)}: not a place of the grid`;
  if (price.difference === null) return `${placeName(place)}: not possible, ${reason(price.rules ?? [])}`;
  return `${placeName(place)}: ${prices.exact ? "" : "about "}${dearer(price.difference)}`;
};

/** Shows the outline of the session at the place that is held. */
const outline = () => {
  target.remove();
  const { session, place, other } = carry.current;
  blockOf(carry.current.marked)?.classList.remove("swap");
  carry.current.marked = other;
  if (other) return blockOf(other)?.classList.add("swap");
  const day = place && geometry.days[dayOf(place)];
  const lane = day && laneOf(day.index, place.room);
  if (!lane) return undefined;
  const price = priceAt(carry.current.prices, place);
  target.classList.toggle("forbidden", price?.difference === null);
  stretch(target, day, place.start, place.start + session.minutes);
  lane.append(target);
  return undefined;
};

/** Asks what the place would mean, and says it. @param {any} mine @param {boolean} spoken */
const askEffect = async (mine, spoken) => {
  const { session, place, other } = mine;
  asking?.abort();
  asking = new AbortController();
  const query = other
    ? { session: session.id, swap: other }
    : { session: session.id, start: place.start, room: place.room };
  const head = other ? `Swap with ${store.sessions.get(other).title}` : placeName(place);
  try {
    const effect = await get("effect", query, asking.signal);
    if (carry.current !== mine || mine.place !== place || mine.other !== other) return;
    mine.text = `${head}: ${summary(effect)}`;
    changed("carry");
  } catch (error) {
    if (/** @type {any} */ (error).name === "AbortError") return;
    mine.text = heldWords();
  }
  if (spoken) say(mine.text);
};

/**
 * Holds the session over a place, or over another session.
 * @param {any} place
 * @param {string | null} other
 * @param {boolean} spoken
 */
export const hold = (place, other, spoken) => {
  const mine = carry.current;
  const same = mine.other === other && mine.place?.start === place?.start && mine.place?.room === place?.room;
  if (same && !spoken) return;
  Object.assign(mine, { place, other, text: null });
  outline();
  changed("carry");
  clearTimeout(waiting);
  asking?.abort();
  const home = !other && place && place.start === mine.session.start && place.room === mine.session.room;
  if (!place && !other) return;
  if (home) {
    if (spoken) say(heldWords());
    return;
  }
  waiting = setTimeout(() => askEffect(mine, spoken), 80);
};

/** @param {any} place @param {boolean} [spoken] */
export const holdPlace = (place, spoken = true) => {
  const day = dayOf(place);
  if (store.view === "day" && day >= 0 && day !== store.day) {
    store.day = day;
    changed("view");
  }
  hold({ start: place.start, room: place.room }, null, spoken);
  if (spoken) target.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** @param {string} id @param {"pointer" | "keys" | "tap"} how */
export const pickUp = async (id, how) => {
  if (carry.current || !canEdit()) return;
  tidy();
  performance.mark("pick-up");
  setBusy(true);
  select(id);
  const session = store.sessions.get(id);
  const placed = session.start === null ? null : { start: session.start, room: session.room };
  const mine = {
    session,
    how,
    place: placed,
    other: null,
    prices: null,
    text: null,
    marked: null,
    revision: store.state.revision,
  };
  carry.current = mine;
  blockOf(id)?.classList.add("carried");
  changed("carry");
  try {
    mine.prices = await pricesOf(id);
  } catch (error) {
    if (carry.current === mine) putBack(`The prices are not known: ${/** @type {any} */ (error).message}`);
    return;
  }
  if (carry.current !== mine) return;
  paint(mine.prices);
  time("pick-up", "painted");
  greet(mine);
  if (how === "tap") reveal(id);
};

/** @param {any} mine */
const greet = (mine) => {
  const fitting = mine.prices.byPrice.length;
  const best = mine.prices.byPrice[0];
  const hint =
    mine.how === "keys"
      ? "Arrow keys step through places, N and P by price, X through swaps, Enter puts it down, Escape puts it back."
      : "";
  const [swap] = mine.prices.swaps;
  const words = [
    best
      ? `${counted(fitting, "place")} to choose from, the best is ${dearer(best.difference)}.`
      : "No other place fits.",
    swap ? `${counted(mine.prices.swaps.length, "swap")}, the best is ${dearer(swap.difference)}.` : "",
  ].join(" ");
  say(`${mine.session.title} picked up. ${words} ${hint}`);
  if (!mine.place && best && mine.how !== "pointer") holdPlace(best);
  else outline();
  changed("carry");
};

/** What is left to be wiped away of the session that was carried last. @type {any} */
let left = null;

const tidy = () => {
  if (!left) return;
  const { session, marked } = left;
  left = null;
  target.remove();
  wipe();
  blockOf(session.id)?.classList.remove("carried");
  blockOf(marked)?.classList.remove("swap");
};

/** Ends the carrying; the prices stay until they are wiped. */
const letGo = () => {
  left = carry.current;
  carry.current = null;
  setBusy(false);
  clearTimeout(waiting);
  asking?.abort();
  changed("carry");
};

const clear = () => {
  letGo();
  tidy();
};

/** @param {string} [words] */
export const putBack = (words = "") => {
  if (!carry.current) return;
  const { session } = carry.current;
  clear();
  say(words || `${session.title} put back. Nothing was changed.`);
  if (carryFocus(session.id)) reveal(session.id);
};

/** Whether the focus is on the board, so that it should stay with the session. @param {string} id */
const carryFocus = (id) => {
  const active = /** @type {any} */ (document.activeElement);
  return active === document.body || active?.closest("#days, #unplaced") || active === blockOf(id);
};

/** Puts the session down where it is held. */
export const drop = async () => {
  const mine = carry.current;
  if (!mine) return;
  const { session, place, other } = mine;
  const home = place && place.start === session.start && place.room === session.room;
  if (!other && (!place || home)) return putBack();
  performance.mark("drop");
  const focus = carryFocus(session.id);
  const then = () => {
    tidy();
    time("drop", "cost shown");
    if (focus) reveal(session.id);
  };
  // The prices are wiped with the answer: the board is then painted once, and sooner.
  letGo();
  setBusy(true);
  const more = { then, refused: then };
  await (other ? swap(session.id, other, more) : moveTo(session.id, place, more));
};

/** After another view the prices are painted again; after a change elsewhere they are asked again. */
const again = async () => {
  const mine = carry.current;
  if (!mine) return;
  const session = store.sessions.get(mine.session.id);
  if (!session) return putBack("The session is no longer in the programme.");
  if (mine.revision !== store.state.revision) {
    Object.assign(mine, { session, revision: store.state.revision });
    mine.prices = await pricesOf(session.id);
    if (carry.current !== mine) return;
  }
  blockOf(session.id)?.classList.add("carried");
  if (mine.prices) paint(mine.prices);
  outline();
};

export const startCarry = () => {
  on("view", again);
  on("state", again);
  const bar = byId("place-words");
  on("carry", () => {
    const mine = carry.current;
    byId("place-bar").hidden = !mine;
    if (mine) bar.textContent = mine.text ?? heldWords();
  });
};
