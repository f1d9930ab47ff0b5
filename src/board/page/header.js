// @ts-check
// The head of the page: the event, its figures, undo and redo, and the days.
import { button, byId, element, setText } from "./dom.js";
import { geometry } from "./geometry.js";
import { travel } from "./moves.js";
import { changed, on, store } from "./store.js";
import { cost, counted, length } from "./words.js";

/** @param {any} state */
const status = (state) => {
  const broken = state.violations.length;
  const missing = state.sessions.filter((/** @type {any} */ session) => session.start === null).length;
  const parts = [broken > 0 ? `${counted(broken, "rule")} broken` : "no rule broken"];
  parts.push(missing > 0 ? `${missing} not placed (${length(state.unplaced_minutes)})` : "all placed");
  return { text: parts.join(", "), good: state.valid };
};

const figures = () => {
  const { state } = store;
  const { text, good } = status(state);
  const pairs = [["Cost", cost(state.cost)]];
  if (state.bound !== null) pairs.push(["Bound", cost(state.bound)]);
  if (state.gap !== null) pairs.push(["Gap", `${state.gap.toFixed(2)} %`]);
  pairs.push([good ? "Valid" : "Not valid", text]);
  const nodes = pairs.map(([key, value], index) =>
    element(
      "div",
      {
        class: index === pairs.length - 1 ? (good ? "good" : "bad") : null,
      },
      element("dt", {}, key),
      element("dd", {}, value),
    ),
  );
  byId("figures").replaceChildren(...nodes);
};

/** @param {any} day */
const goToDay = (day) => {
  store.day = day.index;
  changed("view");
  if (store.view === "week") document.getElementById(`day-${day.index}`)?.scrollIntoView({ block: "start" });
};

let drawn = "";

const tabs = () => {
  const key = JSON.stringify([store.view, store.day, geometry.days.map((/** @type {any} */ day) => day.label)]);
  if (key === drawn) return;
  drawn = key;
  const made = geometry.days.map((/** @type {any} */ day) =>
    button(day.label.replace(/ \d{4}$/, ""), () => goToDay(day), {
      "data-go-day": day.index,
      "aria-current": store.view === "day" && day.index === store.day ? "date" : null,
    }),
  );
  const old = byId("tabs");
  const focused = [...old.children].indexOf(document.activeElement);
  const left = old.scrollLeft;
  old.replaceChildren(...made);
  old.scrollLeft = left;
  if (focused >= 0) made[focused]?.focus();
  const current = old.querySelector("[aria-current]");
  if (current)
    old.scrollLeft = Math.max(
      Math.min(old.scrollLeft, current.offsetLeft - 8),
      current.offsetLeft + current.offsetWidth - old.clientWidth + 8,
    );
};

/** @param {"undo" | "redo"} what @param {string} keys */
const travelButton = (what, keys) => {
  const text = store.state[what];
  const node = byId(what);
  // The button stays where the focus is; a disabled one would lose it.
  node.setAttribute("aria-disabled", String(!text));
  node.title = text ? `${keys}: ${text}` : `${keys}: nothing to ${what}`;
};

const draw = () => {
  const { state } = store;
  setText(byId("event"), state.event);
  byId("event").title = state.event;
  document.title = `${state.event}: board`;
  byId("look").hidden = state.can_edit;
  document.body.classList.toggle("read-only", !state.can_edit);
  for (const node of /** @type {any} */ (document.querySelectorAll("[data-edit]"))) node.hidden = !state.can_edit;
  figures();
  travelButton("undo", "Ctrl+Z");
  travelButton("redo", "Ctrl+Y");
};

export const startHeader = () => {
  on("state", draw);
  byId("undo").addEventListener("click", () => travel("undo"));
  byId("redo").addEventListener("click", () => travel("redo"));
  for (const input of document.querySelectorAll("[name=view]")) {
    input.addEventListener("change", () => {
      store.view = /** @type {any} */ (input).value;
      changed("view");
    });
  }
};

/** After the board is measured. */
export const startTabs = () => {
  on("state", tabs);
  on("view", tabs);
};
