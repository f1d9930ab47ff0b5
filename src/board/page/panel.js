// @ts-check
// Beside the board: the chosen session, the last change, what is broken, and who is worst off.
import { hour } from "./clock.js";
import { pickUp, carry } from "./carry.js";
import { button, byId, element, name, option } from "./dom.js";
import { draftsBox } from "./drafts.js";
import { engineBox, sessionEngine } from "./engine.js";
import { goTo } from "./keys.js";
import { last, setLock, setNote, travel, unplace } from "./moves.js";
import { show } from "./notices.js";
import { placeForm, whyNot } from "./place-form.js";
import { get } from "./server.js";
import { canEdit, isBusy, on, personName, store, trackName } from "./store.js";
import { whatIfBox } from "./what-if.js";
import { cost, counted, length, placeName, signed, summary } from "./words.js";

/** @param {string} id @param {string} title @param {boolean} open @param {...any} children */
export const section = (id, title, open, ...children) =>
  element("details", { id, class: "section", open }, element("summary", {}, element("h2", {}, title)), ...children);

/** @param {string} key @param {any} value */
const fact = (key, value) => element("div", {}, element("dt", {}, key), element("dd", {}, ...[value].flat()));

/** @param {any} session */
const facts = (session) => {
  const made = element(
    "dl",
    { class: "facts" },
    fact("Place", name(placeName(session))),
    fact("Length", length(session.minutes)),
    fact("Type", name(session.type)),
  );
  if (session.tracks.length > 0) made.append(fact("Track", name(session.tracks.map(trackName).join(", "))));
  made.append(fact("Attendance", String(session.attendance)));
  const all = store.state.regions.length;
  const regions = session.regions
    .map((/** @type {number} */ index) => store.state.regions[index]?.name)
    .filter(Boolean);
  if (regions.length > 0)
    made.append(fact("Regions", regions.length === all && all > 1 ? "all" : name(regions.join(", "))));
  return made;
};

/** Each person with the time on their own clock. @param {any} session */
const people = (session) => {
  if (session.people.length === 0) return null;
  const rows = session.people.map((/** @type {string} */ id) => {
    const zone = store.people.get(id)?.zone;
    const time = session.start === null || !zone ? "" : ` ${hour(zone, session.start)} ${zone}`;
    return element("li", {}, name(personName(id)), element("small", {}, time));
  });
  return element(
    "details",
    {},
    element("summary", {}, counted(rows.length, "person", "people")),
    element("ul", { class: "people" }, ...rows),
  );
};

const LOCKS = [
  ["", "Not locked"],
  ["fixed", "Time and room"],
  ["time", "Time"],
  ["day", "Day"],
  ["room", "Room"],
];

/** @param {any} session */
const lockRow = (session) => {
  const control = element("select", { id: "lock" }, ...LOCKS.map(([value, text]) => option(value, text)));
  control.value = session.lock ?? "";
  control.addEventListener("change", () => setLock(session.id, control.value || null));
  const words = session.locked_by_request
    ? element("p", { class: "soft" }, "An earlier request in the schedule file locks it too.")
    : null;
  return element("div", { class: "row" }, element("label", { for: "lock" }, "Lock"), control, words);
};

/** @param {any} session */
const noteRow = (session) => {
  const control = element("textarea", { id: "note", rows: "2" });
  control.value = session.note ?? "";
  const save = button("Save note", () => setNote(session.id, control.value.trim()));
  return element(
    "div",
    { class: "row" },
    element("label", { for: "note" }, "Note"),
    control,
    element("div", { class: "buttons" }, save),
  );
};

/** @param {any} session */
const whyHere = async (session) => {
  const { lines } = await get("why", { session: session.id }).catch((error) => ({ lines: [error.message] }));
  show(`Why here? ${session.title}`, lines);
};

/** @param {any} session */
const sessionBox = (session) => {
  const edit = canEdit();
  const broken = store.state.violations.filter((/** @type {any} */ one) => one.sessions.includes(session.id));
  const acts = element(
    "div",
    { class: "buttons" },
    edit ? button("Pick up", () => pickUp(session.id, "tap"), { class: "main", id: "pick-up" }) : null,
    edit && session.start !== null ? button("Take out", () => unplace(session.id)) : null,
    session.start === null ? null : button("Why here?", () => whyHere(session)),
  );
  return [
    element("h2", { id: "session-title" }, name(session.title)),
    facts(session),
    ...broken.map((/** @type {any} */ one) => element("p", { class: "wrong" }, name(one.text))),
    acts,
    placeForm(session, edit),
    edit ? sessionEngine(session) : null,
    people(session),
    edit ? lockRow(session) : null,
    edit ? noteRow(session) : session.note ? element("p", {}, "Note: ", name(session.note)) : null,
  ].filter(Boolean);
};

/** Draws the chosen session again without taking the focus or what is being typed. */
const drawSession = () => {
  const box = byId("session");
  const session = store.sessions.get(store.selected);
  const active = /** @type {any} */ (document.activeElement);
  const focused = box.contains(active) ? active.id : "";
  const before = box.dataset.id === store.selected ? byId("note") : null;
  const typed = before && before.value !== before.defaultValue && focused === "note" ? before.value : null;
  box.dataset.id = store.selected ?? "";
  if (!session) {
    box.replaceChildren(
      element("h2", {}, "No session chosen"),
      element(
        "p",
        { class: "soft" },
        canEdit()
          ? "Click a session to see it, or drag it: every place then shows what it would cost."
          : "Click a session to see it.",
      ),
    );
    return;
  }
  box.replaceChildren(...sessionBox(session));
  if (typed !== null) byId("note").value = typed;
  if (focused) byId(focused)?.focus();
};

let drawing = 0;
let stale = false;

/** The board and the cost are shown first, the details in the next moment. */
const drawSoon = () => {
  stale = true;
  if (drawing === 0 && !isBusy()) drawing = setTimeout(drawNow, 20);
};

export const drawNow = () => {
  clearTimeout(drawing);
  drawing = 0;
  if (isBusy()) return;
  stale = false;
  drawSession();
  drawState();
};

/** @param {string} title @param {any[]} items */
const list = (title, items) =>
  items.length === 0 ? null : element("div", {}, element("h3", {}, title), element("ul", {}, ...items));

/** What the last change did. */
const drawLast = () => {
  const { words, effect } = last.current;
  const box = byId("last");
  box.hidden = false;
  const parts = [element("h2", {}, "Last change"), element("p", {}, name(words))];
  if (effect) {
    parts.push(
      element(
        "p",
        { class: "price" },
        signed(effect.difference),
        element("small", {}, ` discomfort-minutes, ${cost(store.state.cost)} in all`),
      ),
    );
    const rules = effect.by_rule.map((/** @type {any} */ one) =>
      element("li", {}, name(`${one.text} ${signed(one.cost)}`)),
    );
    const regions = effect.regions.map((/** @type {any} */ one) =>
      element("li", {}, name(`${one.name} ${signed(one.difference)}`)),
    );
    const woken = effect.woken.map((/** @type {any} */ one) => element("li", {}, name(`${one.who}, ${one.when}`)));
    const broken = effect.broken.map((/** @type {any} */ one) => element("li", { class: "wrong" }, name(one.text)));
    parts.push(list("By rule", rules), list("By region", regions), list("Wakes", woken.slice(0, 8)), list("Breaks", broken));
    if (woken.length > 8) parts.push(element("p", {}, `and ${woken.length - 8} more`));
    if (woken.length === 0) parts.push(element("p", {}, "Wakes nobody."));
    if (broken.length === 0) parts.push(element("p", {}, "Breaks nothing."));
    for (const remark of effect.remarks) parts.push(element("p", {}, name(remark)));
  }
  const close = button("Close", () => {
    box.hidden = true;
    byId("board").focus();
  });
  parts.push(element("div", { class: "buttons" }, canEdit() ? button("Undo", () => travel("undo")) : null, close));
  box.replaceChildren(...parts.filter(Boolean));
  byId("panel").scrollTop = 0;
  showResult(words, effect);
};

/**
 * On a narrow screen the panel is far below: a bar says in short what the last change did.
 * @param {string} words
 * @param {any} effect
 */
const showResult = (words, effect) => {
  byId("result-words").textContent = effect
    ? `${words}: ${summary(effect)}. Total ${cost(store.state.cost)}.`
    : words;
  byId("result-bar").hidden = false;
};

const startResult = () => {
  const close = () => {
    byId("result-bar").hidden = true;
  };
  byId("result-close").addEventListener("click", close);
  byId("result-undo").addEventListener("click", () => travel("undo"));
  on("carry", close);
};

/** A sentence with a link to the first session that it names. @param {any} one */
const violation = (one) =>
  element(
    "li",
    { class: "wrong" },
    one.sessions.length === 0
      ? name(one.text)
      : element("button", { type: "button", class: "link", click: () => goTo(one.sessions[0]) }, name(one.text)),
  );

const drawState = () => {
  const { state } = store;
  const broken = byId("broken-list");
  broken.replaceChildren(...state.violations.slice(0, 50).map(violation));
  if (state.violations.length > 50) broken.append(element("li", {}, `and ${state.violations.length - 50} more`));
  byId("broken-count").textContent = String(state.violations.length);
  byId("broken-none").hidden = state.violations.length > 0;
  const worst = (/** @type {any} */ one) => element("li", {}, name(one.name), ": ", name(one.text));
  byId("worst-list").replaceChildren(
    ...[list("Regions", state.worst_regions.map(worst)), list("People", state.worst_people.map(worst))].filter(
      Boolean,
    ),
  );
  byId("rules-list").replaceChildren(
    ...state.by_rule
      .filter((/** @type {any} */ one) => one.cost !== 0)
      .map((/** @type {any} */ one) =>
        element("li", {}, name(one.text), element("span", { class: "number" }, cost(one.cost))),
      ),
  );
};

/** @param {string} id */
const count = (id) => element("span", { id, class: "count" }, "0");

export const startPanel = () => {
  const unplaced = element(
    "section",
    { id: "unplaced-box", "aria-labelledby": "unplaced-title" },
    element("h2", { id: "unplaced-title" }, "Not placed ", count("unplaced-count")),
    element("p", { id: "all-placed", class: "soft" }, "All sessions are placed."),
    element("div", { id: "unplaced" }),
  );
  const broken = section(
    "broken",
    "Broken rules ",
    false,
    element("p", { id: "broken-none", class: "soft" }, "No hard rule is broken."),
    element("ul", { id: "broken-list" }),
  );
  broken.querySelector("h2").append(count("broken-count"));
  byId("panel").append(
    element("section", { id: "last", hidden: true, "aria-label": "Last change" }),
    element("section", { id: "session", "aria-label": "Session" }),
    unplaced,
    broken,
    section("worst", "Who is worst off", false, element("div", { id: "worst-list" })),
    section("rules", "Cost by rule", false, element("ul", { id: "rules-list" })),
    engineBox(),
    whatIfBox(),
    draftsBox(),
  );
  startResult();
  on("state", drawSoon);
  on("selected", drawSoon);
  on("idle", () => {
    if (stale) drawSoon();
  });
  on("last", drawLast);
  on("why-not", () => {
    const mine = carry.current;
    if (mine?.place) whyNot(mine.session, mine.place);
  });
};
