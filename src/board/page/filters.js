// @ts-check
// What is shown: filters, the zone of the clocks, and the region whose night is shaded.
import { isZone } from "./clock.js";
import { byId, element, keep, kept, option, setText } from "./dom.js";
import { goTo } from "./keys.js";
import { say } from "./notices.js";
import { changed, on, personName, store, trackName } from "./store.js";
import { counted } from "./words.js";

/** Without accents and capitals. @param {string} text */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @type {any} */
const wanted = { text: "", track: "", type: "", person: "", region: "" };
/** @type {Map<string, string>} what is searched in, by session */
const texts = new Map();

/** @param {any} session */
const textOf = (session) => {
  let text = texts.get(session.id);
  if (text === undefined) {
    text = fold(
      [
        session.title,
        session.id,
        session.type,
        ...session.tracks.map(trackName),
        ...session.people.map(personName),
      ].join(" "),
    );
    texts.set(session.id, text);
  }
  return text;
};

/** A whole name is that person only; a part of a name is looked for in all of them. @param {any} session */
const withPerson = (session) => {
  const name = fold(wanted.person.trim());
  if (name === "") return true;
  const whole = store.state.people.some((/** @type {any} */ person) => fold(person.name || person.id) === name);
  return session.people.some((/** @type {string} */ id) =>
    whole ? fold(personName(id)) === name : fold(personName(id)).includes(name),
  );
};

/** @param {any} session */
const matches = (session) =>
  (wanted.track === "" || session.tracks.includes(wanted.track)) &&
  (wanted.type === "" || session.type === wanted.type) &&
  (wanted.region === "" || session.regions.includes(Number(wanted.region))) &&
  withPerson(session) &&
  fold(wanted.text)
    .split(/\s+/)
    .every((word) => textOf(session).includes(word));

const apply = () => {
  const active = Object.values(wanted).some((value) => value !== "");
  store.shown = active ? matches : () => true;
  const found = store.state.sessions.filter(store.shown).length;
  setText(byId("filtered"), active ? `(${found} of ${counted(store.state.sessions.length, "session")})` : "");
  byId("clear").hidden = !active;
  changed("view");
  if (active) say(`${counted(found, "session")} found`);
};

/** @param {string} id @param {string} label @param {any} control */
const row = (id, label, control) => element("div", { class: "row" }, element("label", { for: id }, label), control);

/** @param {string} key @param {string} label @param {Array<[any, string]>} options */
const choice = (key, label, options) => {
  const id = `filter-${key}`;
  const control = element(
    "select",
    { id },
    option("", "All"),
    ...options.map(([value, text]) => option(value, text)),
  );
  control.value = wanted[key];
  control.addEventListener("change", () => {
    wanted[key] = control.value;
    apply();
  });
  return row(id, label, control);
};

const person = () => {
  const control = element("input", {
    id: "filter-person",
    type: "search",
    list: "person-names",
    autocomplete: "off",
    placeholder: "All",
  });
  control.value = wanted.person;
  control.addEventListener("input", () => {
    wanted.person = control.value;
    apply();
  });
  const names = store.state.people.map((/** @type {any} */ one) => option(one.name || one.id, ""));
  return element(
    "div",
    { class: "row" },
    element("label", { for: "filter-person" }, "Person"),
    control,
    element("datalist", { id: "person-names" }, ...names),
  );
};

const zones = () => {
  const names = /** @type {any} */ (Intl).supportedValuesOf?.("timeZone") ?? [];
  return [
    ...new Set([
      store.state.zone,
      "UTC",
      ...store.state.regions.map((/** @type {any} */ region) => region.zone),
      ...names,
    ]),
  ];
};

/** @param {string} zone */
const setZone = (zone) => {
  const wrong = byId("zone-wrong");
  wrong.hidden = isZone(zone);
  byId("zone").setAttribute("aria-invalid", String(!isZone(zone)));
  if (!isZone(zone) || zone === store.zone) return;
  store.zone = zone;
  keep("zone", zone);
  changed("view");
  say(`Clocks show ${zone}.`);
};

const zone = () => {
  const control = element("input", {
    id: "zone",
    list: "zones",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": "zone-wrong",
  });
  control.value = store.zone;
  control.addEventListener("change", () => setZone(control.value.trim()));
  control.addEventListener("focus", () => control.select());
  return element(
    "div",
    { class: "row" },
    element("label", { for: "zone" }, "Clocks of"),
    control,
    element("p", { id: "zone-wrong", class: "wrong", hidden: true }, "No such time zone."),
    element("datalist", { id: "zones" }, ...zones().map((one) => option(one, ""))),
  );
};

const night = () => {
  const regions = store.state.regions.map((/** @type {any} */ region, /** @type {number} */ index) =>
    option(index, `${region.name} (${region.zone})`),
  );
  const control = element("select", { id: "night" }, option(-1, "None"), ...regions);
  control.value = String(store.region);
  control.addEventListener("change", () => {
    store.region = Number(control.value);
    changed("view");
  });
  return row("night", "Shade the night of", control);
};

const clear = () => {
  for (const key of Object.keys(wanted)) wanted[key] = "";
  byId("find").value = "";
  draw();
  apply();
};

const draw = () => {
  const { state } = store;
  const regions = state.regions.map((/** @type {any} */ region, /** @type {number} */ index) => [index, region.name]);
  const reset = element("button", { type: "button", id: "clear", hidden: true, click: clear }, "Clear filters");
  byId("filter-fields").replaceChildren(
    choice(
      "track",
      "Track",
      state.tracks.map((/** @type {any} */ track) => [track.id, track.name]),
    ),
    choice(
      "type",
      "Type",
      state.types.map((/** @type {string} */ type) => [type, type]),
    ),
    person(),
    choice("region", "Region", regions),
    zone(),
    night(),
    reset,
  );
  byId("titles").replaceChildren(...state.sessions.map((/** @type {any} */ session) => option(session.title, "")));
};

/** The session that was searched: the one with just this title, or the first that is shown. */
const found = () => {
  const text = fold(wanted.text.trim());
  const list = store.state.sessions.filter(store.shown);
  return list.find((/** @type {any} */ session) => fold(session.title) === text) ?? list[0];
};

const startFinder = () => {
  const find = byId("find");
  find.addEventListener("input", () => {
    wanted.text = find.value;
    apply();
  });
  find.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || find.value === "") return;
    event.preventDefault();
    const session = found();
    if (!session) return;
    find.value = wanted.text = "";
    apply();
    goTo(session.id);
  });
};

export const startFilters = () => {
  let drawn = "";
  on("state", () => {
    if (drawn === "") {
      const before = kept("zone");
      store.zone = before && isZone(before) ? before : store.state.zone;
    }
    const { tracks, types, people, regions, sessions } = store.state;
    const key = JSON.stringify([
      tracks,
      types,
      people.length,
      regions,
      sessions.map((/** @type {any} */ one) => one.title),
    ]);
    if (key === drawn) return;
    drawn = key;
    texts.clear();
    draw();
  });
  startFinder();
};
