// The page's own words in the language of the reader. `W.key` is the number of a message; see messages.rs.
const tables = JSON.parse(byId("words").textContent);
const root = document.documentElement;
let words = [];
let speech = {};
// The language in which the times of the event are in the page.
let written = root.lang;

// The first language that the address, an earlier choice, or the browser asks for; otherwise that of the delivered page.
const firstLanguage = () => {
  const wanted = [new URLSearchParams(location.search).get("lang"), kept("language"), ...(navigator.languages ?? [])];
  const codes = wanted.map((tag) => String(tag).toLowerCase().split("-")[0]);
  return codes.find((code) => Object.hasOwn(tables, code)) ?? root.lang;
};

// The parts of a message: texts, and the values in its placeholders. The value `n` is a count.
const partsOf = (key, values) => {
  const message = words[key];
  const counted = typeof message === "object" ? message[speech.plural.select(values.n)] ?? message.other : message;
  return counted.split(/[{}]/).map((part, index) => {
    if (index % 2 === 0) return part;
    return typeof values[part] === "number" ? speech.number.format(values[part]) : values[part];
  });
};

// A message as text. Between Arabic words, a value in other letters is isolated and keeps its own direction.
const foreign = /(?!\p{Script=Arabic})\p{L}/u;
const tell = (key, values = {}) => partsOf(key, values).map((part, index) => (
  index % 2 === 1 && root.dir === "rtl" && foreign.test(part) ? `\u2068${part}\u2069` : part
)).join("");

// Puts a message in the place of the one that an element contains. Its children are the values.
const retell = (item) => {
  const values = { n: Number(item.dataset.n) };
  for (const child of item.children) values[child.dataset.p] = child;
  item.replaceChildren(...partsOf(item.dataset.w, values));
};

const languageName = (code, known) => {
  if (code === "ils") return tell(W.sign);
  try {
    return speech.names.of(code) ?? known;
  } catch {
    return known;
  }
};

const speak = (code) => {
  const other = code !== root.lang;
  root.lang = code;
  root.dir = code === "ar" ? "rtl" : "ltr";
  words = tables[code];
  const locale = `${code === "en" ? "en-GB" : code}-u-nu-latn`;
  const dated = (fields) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "long", ...fields });
    return (at) => format.format(at).replace(/[,،]/, "").replace(/ г\.$/, "");
  };
  speech = {
    plural: new Intl.PluralRules(code),
    number: new Intl.NumberFormat(locale, { useGrouping: "min2" }),
    list: new Intl.ListFormat(code),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
    names: new Intl.DisplayNames(locale, { type: "language", fallback: "none" }),
    long: dated({ weekday: "long", year: "numeric" }),
    full: dated({ year: "numeric" }),
    short: dated({ weekday: "short", month: "short" }),
    days: new Map(),
  };
  byId("c-language").value = code;
  if (!other) return;
  for (const item of document.querySelectorAll("[data-w]")) retell(item);
  for (const item of document.querySelectorAll("[data-wl]")) item.setAttribute("aria-label", tell(item.dataset.wl));
  for (const item of document.querySelectorAll("[data-wp]")) item.placeholder = tell(item.dataset.wp);
  for (const item of document.querySelectorAll("[data-l]")) item.textContent = languageName(item.dataset.l, item.textContent);
  for (const item of document.querySelectorAll("[data-d]")) {
    const day = date(Date.parse(item.dataset.d) / 86400000).full;
    item.textContent = item.dataset.c ? tell(W.at, { day, time: item.dataset.c }) : day;
  }
};
