// @ts-check
// A change of the programme, tried and answered in words; nothing is changed.
import { button, byId, element, name, setText } from "./dom.js";
import { shown } from "./engine.js";
import { lined, say } from "./notices.js";
import { get, post, remove } from "./server.js";
import { on, store } from "./store.js";

let current = 0;

/** What stands before the tables. @param {string[]} lines */
const firstSentence = (lines) => lines.slice(0, Math.max(1, lines.indexOf(""))).join(" ");

/** @param {any} one */
const draw = (one) => {
  if (one.job < current) return;
  current = one.job;
  const box = byId("what-if-answer");
  if (one.state === "running") {
    box.replaceChildren(
      element("p", { class: "soft" }, `Running, ${one.seconds.toFixed(1)} s`),
      element(
        "div",
        { class: "buttons" },
        button("Stop", () => remove(`jobs/${one.job}`).catch(() => {})),
      ),
    );
    return;
  }
  if (one.error) box.replaceChildren(element("p", { class: "wrong" }, name(one.error)));
  else box.replaceChildren(lined(one.lines ?? []));
  say(one.error ?? firstSentence(one.lines ?? []));
};

const ask = async () => {
  const change = byId("what-if-text").value.trim();
  if (change === "") return;
  try {
    const { job } = await post("what-if", { change });
    if (job > current) draw({ job, state: "running", seconds: 0 });
    const { jobs } = await get("jobs");
    const found = jobs.find((/** @type {any} */ one) => one.job === job);
    if (found) draw(found);
  } catch (error) {
    const { message, body } = /** @type {any} */ (error);
    byId("what-if-answer").replaceChildren(
      element("p", { class: "wrong" }, name(message)),
      body?.hint ? element("p", {}, name(body.hint)) : "",
    );
    say(message);
  }
};

export const whatIfBox = () => {
  const text = element("input", {
    id: "what-if-text",
    type: "text",
    autocomplete: "off",
    "aria-describedby": "what-if-help",
  });
  text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") ask();
  });
  return element(
    "details",
    { id: "what-if", class: "section", "data-edit": true },
    element("summary", {}, element("h2", {}, "What if")),
    element(
      "div",
      { class: "row" },
      element("label", { for: "what-if-text" }, "Change of the programme"),
      text,
      element("p", { id: "what-if-help", class: "soft" }),
    ),
    element("div", { class: "buttons" }, button("Ask", ask)),
    element("div", { id: "what-if-answer" }),
  );
};

export const startWhatIf = () => {
  shown.whatIf = draw;
  on("state", () => {
    const { rooms, days } = store.state;
    const room = rooms.at(-1)?.id ?? "";
    setText(
      byId("what-if-help"),
      `Like: room close ${/^[\w-]+$/.test(room) ? room : "room-2"} ${days.at(-1)?.date ?? ""}`,
    );
  });
};
