// @ts-check
// The sessions with which the session that is picked up can swap places: each shows what the swap costs.
import { blockOf } from "./blocks.js";
import { brief } from "./words.js";

/** @type {Set<HTMLElement>} */
const marked = new Set();

/**
 * Marks them, with a colour for each difference.
 * @param {any} prices
 * @param {(difference: number) => string} colour
 */
export const markSwaps = (prices, colour) => {
  unmarkSwaps();
  for (const { session, difference } of prices.swaps) {
    const block = blockOf(session);
    if (!block) continue;
    block.dataset.swap = brief(difference);
    block.style.setProperty("--swap", colour(difference));
    marked.add(block);
  }
};

export const unmarkSwaps = () => {
  for (const block of marked) {
    delete block.dataset.swap;
    block.style.removeProperty("--swap");
  }
  marked.clear();
};
