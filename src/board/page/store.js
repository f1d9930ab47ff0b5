// @ts-check
// What the page knows: the timetable as the server last sent it, and what the viewer chose to see.

/** @type {any} */
export const store = {
  state: null, // the server's answer
  sessions: new Map(), // by id
  rooms: new Map(),
  people: new Map(),
  tracks: new Map(),
  zone: "UTC", // of the clocks shown
  region: -1, // whose night is shaded
  view: "day", // or "week"
  day: 0, // the number of the day shown
  selected: null, // the id of the chosen session
  shown: () => true, // the filters
};

/** @type {Map<string, Set<() => void>>} */
const listeners = new Map();

/**
 * Calls back after a change: "state" (a new timetable), "view" (what is shown of it), "selected", "carry" (a session is
 * picked up, put down, or held over another place).
 * @param {string} what @param {() => void} act
 */
export const on = (what, act) => {
  if (!listeners.has(what)) listeners.set(what, new Set());
  listeners.get(what)?.add(act);
};

/** @param {string} what */
export const changed = (what) => {
  for (const act of listeners.get(what) ?? []) act();
};

/** @param {any[]} list */
const byIds = (list) => new Map(list.map((one) => [one.id, one]));

/** @param {any} state */
export const adopt = (state) => {
  store.state = state;
  store.sessions = byIds(state.sessions);
  store.rooms = byIds(state.rooms);
  store.people = byIds(state.people);
  store.tracks = byIds(state.tracks);
  if (store.selected !== null && !store.sessions.has(store.selected)) store.selected = null;
  changed("state");
};

/** @param {string | null} id */
export const select = (id) => {
  if (store.selected === id) return;
  store.selected = id;
  changed("selected");
};

let busy = false;

/** While something is to be shown at once, what takes longer waits for "idle". @param {boolean} now */
export const setBusy = (now) => {
  busy = now;
  if (!busy) changed("idle");
};

export const isBusy = () => busy;

/** @param {string | null} id */
export const roomName = (id) => store.rooms.get(id)?.name || id || "no room";

/** @param {string} id */
export const personName = (id) => store.people.get(id)?.name || id;

/** @param {string} id */
export const trackName = (id) => store.tracks.get(id)?.name || id;

export const canEdit = () => store.state?.can_edit === true;

/** A colour of its own for each track. @param {any} session */
export const trackColour = (session) => {
  const index = store.state.tracks.findIndex((/** @type {any} */ track) => track.id === session.tracks[0]);
  return index < 0 ? "" : `t${index % 8}`;
};
