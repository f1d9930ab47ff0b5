// @ts-check
// What the page says: to screen readers at once, and as notices that stay until they are closed.
import { button, byId, element } from "./dom.js";

/** Lines that may contain tables. @param {string[]} lines */
export const lined = (lines) =>
  element("pre", { class: "lines", tabindex: "0", role: "group", "aria-label": "Text" }, lines.join("\n"));

/** Shows an answer of many lines. @param {string} title @param {string[]} lines */
export const show = (title, lines) => {
  byId("answer-title").replaceChildren(element("bdi", {}, title));
  byId("answer-text").replaceChildren(lined(lines));
  if (!byId("answer").open) byId("answer").showModal();
};

let turn = 0;

/** Says something to screen readers. The same words twice are said twice. @param {string} text */
export const say = (text) => {
  turn = 1 - turn;
  byId(`said-${1 - turn}`).textContent = "";
  byId(`said-${turn}`).textContent = text;
};

/** @param {string} kind of which there is at most one */
export const unsay = (kind) => {
  document.querySelector(`#notices [data-kind="${kind}"]`)?.remove();
};

/**
 * A notice, with what can be done about it.
 * @param {string} kind @param {string} text @param {Array<[string, () => void]>} [acts]
 */
export const notice = (kind, text, acts = []) => {
  unsay(kind);
  const close = () => unsay(kind);
  const buttons = acts.map(([label, act]) =>
    button(label, () => {
      close();
      act();
    }),
  );
  byId("notices").append(
    element(
      "div",
      { class: "notice", "data-kind": kind },
      element("p", {}, text),
      ...buttons,
      button("Close", close, { class: "plain" }),
    ),
  );
  say(text);
};

/**
 * Asks a question with two answers.
 * @param {string} title @param {string[]} lines @param {string} yes @param {string} no
 * @returns {Promise<boolean>}
 */
export const confirm = (title, lines, yes, no) => {
  const dialog = byId("question");
  byId("question-title").textContent = title;
  byId("question-text").replaceChildren(...lines.map((line) => element("li", {}, element("bdi", {}, line))));
  byId("question-yes").textContent = yes;
  byId("question-no").textContent = no;
  dialog.returnValue = "";
  dialog.showModal();
  byId("question-no").focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
};
