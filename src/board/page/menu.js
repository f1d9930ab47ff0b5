// @ts-check
// The menu: exports, releases, the day sheet on paper; and the list of keys.
import { button, byId, element } from "./dom.js";
import { loadReleases, releaseBox } from "./releases.js";
import { printSheet } from "./sheet.js";
import { canEdit } from "./store.js";

const FORMATS = [
  ["html", "Web page"],
  ["ics", "Calendar (iCalendar)"],
  ["csv", "Table (CSV)"],
  ["xlsx", "Workbook (XLSX)"],
  ["md", "Text (Markdown)"],
  ["svg", "Picture (SVG)"],
  ["fairness", "Fairness report"],
];

const KEYS = [
  ["Arrow keys", "to the next session; with a session picked up, to the next place"],
  ["Enter", "pick up the session, and put it down"],
  ["Escape", "put it back"],
  ["N, P", "next and previous place by price"],
  ["X, Shift + X", "next and previous swap by price"],
  ["Shift + arrow", "an hour on; Ctrl + arrow: a day on"],
  ["S", "swap with the session in this place"],
  ["W", "why not this place?"],
  ["Page Down, Page Up", "next and previous day"],
  ["L", "lock or unlock the session"],
  ["Delete", "take the session out of the timetable"],
  ["M", "move with the form"],
  ["Ctrl + Z", "undo; Ctrl + Y or Ctrl + Shift + Z: redo"],
  ["/", "find a session"],
  ["?", "these keys"],
];

/** @param {boolean} internal */
const exports = (internal) =>
  element(
    "ul",
    {},
    ...FORMATS.map(([to, text]) =>
      element(
        "li",
        {},
        element("a", { href: `api/export?to=${to}${internal ? "&internal=1" : ""}`, download: true }, text),
      ),
    ),
  );

const startMenuItems = () => {
  byId("menu-items").append(
    element("h2", {}, "Export for the public"),
    exports(false),
    element("div", { "data-edit": true }, element("h2", {}, "Export with private data"), exports(true)),
    releaseBox(),
    element("h2", {}, "Paper"),
    element(
      "div",
      { class: "buttons" },
      button("Print this day", () => printSheet(false)),
      button("Print all days", () => printSheet(true)),
    ),
  );
};

const startKeysList = () => {
  byId("keys-list").append(
    element(
      "dl",
      {},
      ...KEYS.map(([key, text]) =>
        element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, text)),
      ),
    ),
    element("p", { class: "soft" }, "On a session: L is locked, N has a note, ! breaks a rule."),
  );
  byId("show-keys").addEventListener("click", () => byId("keys").showModal());
  byId("keys-close").addEventListener("click", () => byId("keys").close());
};

const startQuestion = () => {
  const dialog = byId("question");
  byId("answer-close").addEventListener("click", () => byId("answer").close());
  byId("question-yes").addEventListener("click", () => dialog.close("yes"));
  byId("question-no").addEventListener("click", () => dialog.close("no"));
};

export const startMenu = () => {
  startMenuItems();
  startKeysList();
  startQuestion();
  const menu = byId("menu");
  menu.addEventListener("toggle", () => {
    if (menu.open && canEdit()) loadReleases();
  });
  document.addEventListener("pointerdown", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
};
