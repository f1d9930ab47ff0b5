// @ts-check
// Changes to the timetable: sent one after the other, and never lost in silence.
import { confirm, notice, say, unsay } from "./notices.js";
import { get, post, Refusal } from "./server.js";
import { adopt, changed, store } from "./store.js";
import { cost, dearer, placeName, summary } from "./words.js";

/** The last change and what it did. @type {{current: any}} */
export const last = { current: null };

/** The change that the server has not answered yet. @type {any} */
let pending = null;
let queue = Promise.resolve();

/** @param {any} change @param {any} answer */
const made = (change, answer) => {
  unsay("not-made");
  if (answer.change === null) {
    adopt(answer.state);
    say(`${change.words}: there was nothing to change.`);
    return;
  }
  last.current = { words: change.words, effect: answer.effect ?? null, text: answer.text ?? null };
  adopt(answer.state);
  changed("last");
  const { effect } = last.current;
  say(
    effect
      ? `${change.words}: ${summary(effect)}. Total ${cost(store.state.cost)}.`
      : `${change.words}. Total ${cost(store.state.cost)}.`,
  );
  change.then?.(answer);
};

/** @param {any} effect */
const breaks = (effect) => {
  const lines = effect.broken.map((/** @type {any} */ one) => one.text);
  for (const id of effect.locked) lines.push(`${store.sessions.get(id)?.title ?? id} is locked.`);
  return [...lines, ...effect.request_locks, `It would be ${dearer(effect.difference)}.`];
};

/** @param {any} change @param {any} effect @param {string} error */
const force = async (change, effect, error) => {
  const lines = effect ? breaks(effect) : [error];
  if (await confirm("This breaks a rule that must hold", lines, "Move anyway", "Leave as it was")) {
    make({ ...change, body: { ...change.body, force: true } });
  } else {
    say("Nothing was changed.");
    change.refused?.();
  }
};

/** @param {any} change @param {Refusal} refusal */
const refused = async (change, { status, body, message }) => {
  const again = /** @type {[string, () => void]} */ (["Do it now", () => make(change)]);
  if (status === 422) return force(change, body.effect, message);
  if (status === 409 && body.state) {
    adopt(body.state);
    notice(
      "not-made",
      `${change.words}: this was not done, because the timetable was changed elsewhere just before.`,
      [again],
    );
  } else {
    notice("not-made", `${change.words}: this was not done. ${message}${body.hint ? `; ${body.hint}` : ""}`);
  }
  change.refused?.();
};

/** @param {any} change */
const send = async (change) => {
  try {
    const answer = await post(change.path, { revision: store.state.revision, ...change.body });
    made(change, answer);
  } catch (error) {
    if (error instanceof Refusal) refused(change, error);
    else {
      pending = { ...change, revision: store.state.revision };
      notice("not-made", `${change.words}: the server does not answer. It is not known yet whether this was done.`, [
        ["Look again", () => lookAgain()],
      ]);
      change.refused?.();
    }
  }
};

/**
 * @param {{path: string, body: any, words: string, then?: (answer: any) => void, refused?: () => void,
 *   done?: (state: any) => boolean}} change
 */
export const make = (change) => {
  queue = queue.then(() => send(change));
  return queue;
};

/** Asks for the timetable, and says what became of a change that was never answered. */
export const refresh = async () => {
  await queue;
  const state = await get("state");
  if (!store.state || state.revision !== store.state.revision) adopt(state);
  if (!pending) return;
  const change = pending;
  pending = null;
  const done = change.done ? change.done(state) : state.revision !== change.revision;
  if (done) notice("not-made", `${change.words}: this was done.`);
  else notice("not-made", `${change.words}: this was not done.`, [["Do it now", () => make(change)]]);
};

/**
 * Whether a revision is not known yet, once the server has answered what was sent to it: the news of a change that was
 * made here comes before the answer.
 * @param {number} revision
 */
export const isNews = async (revision) => {
  await queue;
  return store.state !== null && revision > store.state.revision;
};

const lookAgain = () =>
  refresh().catch(() => {
    notice(
      "not-made",
      `${pending.words}: the server still does not answer. It is not known yet whether this was done.`,
      [["Look again", () => lookAgain()]],
    );
  });

/** @param {string} id @param {{start: number, room: string}} place @param {any} [more] */
export const moveTo = (id, place, more = {}) => {
  const session = store.sessions.get(id);
  return make({
    path: "move",
    body: { session: id, start: place.start, room: place.room },
    words: `${session.title} to ${placeName(place)}`,
    done: (state) =>
      state.sessions.some(
        (/** @type {any} */ one) => one.id === id && one.start === place.start && one.room === place.room,
      ),
    ...more,
  });
};

/** @param {string} id @param {string} other @param {any} [more] */
export const swap = (id, other, more = {}) => {
  const [one, two] = [store.sessions.get(id), store.sessions.get(other)];
  return make({
    path: "move",
    body: { session: id, swap: other },
    words: `${one.title} and ${two.title} swapped`,
    ...more,
  });
};

/** @param {string} id */
export const unplace = (id) => {
  const session = store.sessions.get(id);
  if (session.start === null) return say(`${session.title} is not placed.`);
  return make({
    path: "move",
    body: { session: id, unplace: true },
    words: `${session.title} taken out of the timetable`,
  });
};

/** @param {string} id @param {string | null} lock */
export const setLock = (id, lock) => {
  const session = store.sessions.get(id);
  const how = lock === null ? "unlocked" : lock === "fixed" ? "locked" : `${lock} locked`;
  return make({ path: "move", body: { session: id, lock }, words: `${session.title} ${how}` });
};

/** @param {string} id @param {string} note */
export const setNote = (id, note) =>
  make({
    path: "note",
    body: { session: id, note: note === "" ? null : note },
    words: `Note on ${store.sessions.get(id).title}`,
  });

/** @param {"undo" | "redo"} what */
export const travel = (what) => {
  const text = store.state[what];
  if (!text) return say(what === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
  return make({ path: what, body: {}, words: `${what === "undo" ? "Undone" : "Redone"}: ${text}` });
};
