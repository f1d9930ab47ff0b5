// @ts-check
// Named drafts: save one, compare the timetable with one; and the list of changes.
import { button, byId, element, name } from "./dom.js";
import { goTo } from "./keys.js";
import { compare } from "./links.js";
import { notice, say } from "./notices.js";
import { get, post } from "./server.js";
import { on, store } from "./store.js";
import { cost, counted, dearer, placeName, signed } from "./words.js";

/** @param {any[]} drafts */
const list = (drafts) => {
  byId("drafts-none").hidden = drafts.length > 0;
  byId("drafts-list").replaceChildren(
    ...drafts.map((draft) =>
      element(
        "li",
        {},
        name(draft.name),
        element("span", { class: "number" }, cost(draft.cost)),
        button("Compare", () => show(draft.name)),
      ),
    ),
  );
};

const load = () =>
  get("drafts")
    .then(({ drafts }) => list(drafts))
    .catch((error) => notice("drafts", error.message));

const save = async () => {
  const title = byId("draft-name").value.trim();
  if (title === "") return byId("draft-name").focus();
  try {
    await post("drafts", { name: title });
    byId("draft-name").value = "";
    say(`Draft ${title} saved.`);
    await load();
  } catch (error) {
    notice("drafts", `The draft was not saved: ${/** @type {any} */ (error).message}`);
  }
};

/** @param {number} difference */
const than = (difference) => (difference === 0 ? "costs the same" : `${dearer(difference)} than the draft`);

/** @param {any} draft */
const moved = (draft) =>
  draft.sessions
    .map((/** @type {any} */ one) => ({ ...one, now: store.sessions.get(one.id) }))
    .filter((/** @type {any} */ one) => one.now && (one.now.start !== one.start || one.now.room !== one.room));

/** @param {string} title */
const show = async (title) => {
  try {
    const draft = await get(`drafts/${encodeURIComponent(title)}`);
    const found = moved(draft);
    compare(found);
    const rows = found.map((/** @type {any} */ one) =>
      element(
        "li",
        {},
        element("button", { type: "button", class: "link", click: () => goTo(one.id) }, name(one.now.title)),
        element("small", {}, name(` ${placeName(one)} in the draft, ${placeName(one.now)} now`)),
      ),
    );
    const end = button("End comparison", () => {
      compare([]);
      byId("draft-compared").replaceChildren();
    });
    byId("draft-compared").replaceChildren(
      element("h3", {}, "Compared with ", name(title)),
      element("p", {}, `${counted(found.length, "session")} elsewhere; ${than(store.state.cost - draft.cost)}.`),
      element("ul", {}, ...rows),
      element("div", { class: "buttons" }, end),
    );
    say(`${counted(found.length, "session")} elsewhere in ${title}.`);
  } catch (error) {
    notice("drafts", /** @type {any} */ (error).message);
  }
};

const loadHistory = async () => {
  const { changes } = await get("history").catch(() => ({ changes: [] }));
  byId("history-none").hidden = changes.length > 0;
  byId("history-list").replaceChildren(
    ...changes
      .slice(-50)
      .reverse()
      .map((/** @type {any} */ one) =>
        element(
          "li",
          {},
          one.action === "change" ? "" : `${one.action}: `,
          name(one.text),
          element("span", { class: "number" }, signed(one.difference ?? 0)),
        ),
      ),
  );
};

export const draftsBox = () => {
  const text = element("input", { id: "draft-name", type: "text", autocomplete: "off" });
  text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") save();
  });
  const saving = element(
    "div",
    { "data-edit": true },
    element("div", { class: "row" }, element("label", { for: "draft-name" }, "Save as draft"), text),
    element("div", { class: "buttons" }, button("Save", save)),
  );
  const drafts = element(
    "details",
    { id: "drafts", class: "section", toggle: load },
    element("summary", {}, element("h2", {}, "Drafts")),
    saving,
    element("p", { id: "drafts-none", class: "soft" }, "No drafts yet."),
    element("ul", { id: "drafts-list" }),
    element("div", { id: "draft-compared" }),
  );
  const history = element(
    "details",
    { id: "history", class: "section", toggle: loadHistory },
    element("summary", {}, element("h2", {}, "Changes")),
    element("p", { id: "history-none", class: "soft" }, "No changes yet."),
    element("ol", { id: "history-list" }),
  );
  const both = document.createDocumentFragment();
  both.append(drafts, history);
  return both;
};

export const startDrafts = () => {
  on("state", () => {
    if (byId("history").open) loadHistory();
  });
};
