// @ts-check
// The engine in the background: it proposes, and nothing changes until a proposal is accepted.
import { button, byId, element, name } from "./dom.js";
import { make } from "./moves.js";
import { notice, say } from "./notices.js";
import { get, post, remove } from "./server.js";
import { changed, on, store } from "./store.js";
import { cost, counted, signed } from "./words.js";

/**
 * The job that is shown, which of its alternatives is pointed at, and who shows the answers to "what if".
 * @type {any}
 */
export const shown = { current: null, tried: -1, whatIf: () => {} };

/** Jobs whose proposals exclude each other. @param {any} one */
const alternatives = (one) => one.kind === "places" || one.kind === "swaps";

const TITLES = {
  places: "Best places",
  swaps: "Best swaps",
  repair: "Repair",
  improve: "Improve",
  "what-if": "What if",
};

/** @param {any} body */
const startJob = async (body) => {
  try {
    const { job: number } = await post("jobs", body);
    if (shown.current?.job !== number)
      take({ job: number, kind: body.kind, state: "running", seconds: 0, proposals: [], lines: [] });
    // The events may have come before the answer, or not at all.
    const { jobs } = await get("jobs");
    const found = jobs.find((/** @type {any} */ one) => one.job === number);
    if (found) job(found);
    byId("engine").open = true;
  } catch (error) {
    notice("engine", `The engine did not start: ${/** @type {any} */ (error).message}`);
  }
};

/** @param {any} one */
const take = (one) => {
  const news = one && (one.job !== shown.current?.job || one.state !== shown.current?.state);
  shown.current = one;
  shown.tried = -1;
  draw();
  if (news) byId("job").scrollIntoView({ block: "nearest" });
};

/** An event of a job. @param {any} one */
export const job = (one) => {
  if (one.kind === "what-if") {
    shown.whatIf(one);
    return;
  }
  const before = shown.current;
  if (before && one.job < before.job) return;
  if (!before || before.job !== one.job || before.state === "running") take(one);
  if (one.state !== "running" && before?.state === "running") announce(one);
};

/** @param {any} one */
const announce = (one) => {
  const title = /** @type {any} */ (TITLES)[one.kind];
  if (one.state === "failed") say(`${title}: ${one.error}`);
  else say(`${title}: ${counted(one.proposals.length, "proposal")}.`);
};

/** @param {any} one @param {number[]} numbers */
const accept = (one, numbers) => {
  if (numbers.length === 0) return say("Nothing is ticked.");
  const words =
    numbers.length === 1 ? one.proposals[numbers[0]].text : `${counted(numbers.length, "proposal")} accepted`;
  return make({
    path: "accept",
    body: { job: one.job, proposals: numbers },
    words,
    then: () => {
      shown.current = null;
      draw();
    },
  });
};

/** @param {any} one */
const ticked = (one) =>
  one.proposals
    .map((/** @type {any} */ _, /** @type {number} */ index) => index)
    .filter((/** @type {number} */ index) => byId(`proposal-${index}`)?.checked);

/** @param {any} one */
const words = (one) => [
  name(one.text),
  " ",
  element("strong", {}, one.difference === null ? "with the others" : signed(one.difference)),
];

/** Shows on the board where an alternative would put sessions. @param {number} index */
const tryOut = (index) => {
  shown.tried = index;
  changed("links");
};

/** @param {any} one */
const proposals = (one) => {
  if (alternatives(one)) {
    return element(
      "ol",
      { class: "proposals" },
      ...one.proposals.map((/** @type {any} */ proposal, /** @type {number} */ index) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              type: "button",
              class: "choice",
              click: () => accept(one, [index]),
              pointerenter: () => tryOut(index),
              pointerleave: () => tryOut(-1),
              focus: () => tryOut(index),
              blur: () => tryOut(-1),
            },
            ...words(proposal),
          ),
        ),
      ),
    );
  }
  const rows = one.proposals.map((/** @type {any} */ proposal, /** @type {number} */ index) => {
    const box = element("input", { type: "checkbox", id: `proposal-${index}`, change: () => changed("links") });
    box.checked = true;
    return element("li", { class: "check" }, box, element("label", { for: `proposal-${index}` }, ...words(proposal)));
  });
  return element("ul", { class: "proposals" }, ...rows);
};

/** @param {any} one */
const live = (one) => {
  const parts = [
    one.state === "running"
      ? "Running"
      : one.state === "done"
        ? "Done"
        : one.state === "stopped"
          ? "Stopped"
          : "Failed",
  ];
  parts[0] += `, ${one.seconds.toFixed(1)} s`;
  if (one.cost) parts.push(`cost ${cost(one.cost)}`);
  if (one.bound) parts.push(`bound ${cost(one.bound)}`);
  if (one.gap !== null && one.gap !== undefined) parts.push(`gap ${one.gap.toFixed(2)} %`);
  return parts.join(", ");
};

/** @param {any} one */
const buttons = (one) => {
  if (one.state === "running") return [button("Stop", () => remove(`jobs/${one.job}`).catch(() => {}))];
  const close = button("Discard", () => take(null));
  if (one.proposals.length === 0 || alternatives(one)) return [close];
  const all = one.proposals.map((/** @type {any} */ _, /** @type {number} */ index) => index);
  return [
    button("Accept ticked", () => accept(one, ticked(one)), { class: "main" }),
    button("Accept all", () => accept(one, all)),
    close,
  ];
};

const draw = () => {
  const one = shown.current;
  const box = byId("job");
  const focused = box.contains(document.activeElement);
  changed("links");
  if (!one) {
    box.replaceChildren();
    if (focused) byId("improve").focus();
    return;
  }
  const old = one.revision !== undefined && one.revision !== store.state.revision && one.state !== "running";
  const none =
    one.state === "done" && one.proposals.length === 0 ? element("p", {}, "Nothing better was found.") : null;
  box.replaceChildren(
    ...[
      element("h3", {}, /** @type {any} */ (TITLES)[one.kind]),
      element("p", { class: "soft" }, live(one)),
      one.error ? element("p", { class: "wrong" }, name(one.error)) : null,
      old
        ? element("p", { class: "soft" }, "The timetable has changed since: the differences may be other ones now.")
        : null,
      none,
      proposals(one),
      element("div", { class: "buttons" }, ...buttons(one)),
    ].filter(Boolean),
  );
  if (focused) box.querySelector("button")?.focus();
};

/** @param {any} session */
export const sessionEngine = (session) =>
  element(
    "div",
    { class: "buttons ask", role: "group", "aria-label": "Ask the engine" },
    button("Five best places", () => startJob({ kind: "places", session: session.id })),
    session.start === null ? null : button("Best swaps", () => startJob({ kind: "swaps", session: session.id })),
    session.start === null
      ? null
      : button("Repair around this", () => startJob({ kind: "repair", session: session.id, seconds: 10 })),
  );

export const engineBox = () =>
  element(
    "details",
    { id: "engine", class: "section", "data-edit": true },
    element("summary", {}, element("h2", {}, "Engine")),
    element(
      "p",
      { class: "soft" },
      "Looks for a better timetable and keeps what is locked. Nothing changes until you accept it.",
    ),
    element(
      "div",
      { class: "buttons" },
      button("Improve for 10 s", () => startJob({ kind: "improve", seconds: 10 }), { id: "improve" }),
    ),
    element("div", { id: "job" }),
  );

export const startEngine = () => {
  on("state", () => {
    if (shown.current && shown.current.state !== "running") draw();
  });
};
