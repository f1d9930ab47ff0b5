// @ts-check
// Small helpers to build and find elements. Data only ever becomes text or an attribute, never markup.

/** @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes] a function is a listener ("click"), null leaves the attribute out
 * @param {...any} children
 * @returns {any}
 */
export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false)
      made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};

/** A name that somebody typed: its direction must not disturb the text around it. @param {string} text */
export const name = (text) => element("bdi", {}, text);

/** @param {string} text @param {() => void} act @param {Record<string, any>} [attributes] */
export const button = (text, act, attributes = {}) =>
  element("button", { type: "button", click: act, ...attributes }, text);

/** @param {any} value @param {string} text */
export const option = (value, text) => element("option", { value: String(value) }, text);

/**
 * Sets a text only where it differs, so that nothing is laid out again for nothing.
 * @param {any} node
 * @param {string} text
 */
export const setText = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

/** @param {string} key */
export const kept = (key) => {
  try {
    return localStorage.getItem(`plenary-board/${key}`);
  } catch {
    return null;
  }
};

/** @param {string} key @param {string} value */
export const keep = (key, value) => {
  try {
    localStorage.setItem(`plenary-board/${key}`, value);
  } catch {
    // Nothing is stored in a private window: the choice lasts until the page is closed.
  }
};
