// @ts-check
// The entry: fetches the timetable, starts the parts of the page, and follows the server.
import { redraw, startBlocks } from "./blocks.js";
import { drop, putBack, startCarry } from "./carry.js";
import { startDrafts } from "./drafts.js";
import { byId } from "./dom.js";
import { job, startEngine } from "./engine.js";
import { startFilters } from "./filters.js";
import { startHeader, startTabs } from "./header.js";
import { startKeys } from "./keys.js";
import { startLinks } from "./links.js";
import { startMenu } from "./menu.js";
import { isNews, refresh } from "./moves.js";
import { notice, unsay } from "./notices.js";
import { startPaint } from "./paint.js";
import { startPanel } from "./panel.js";
import { startPointer } from "./pointer.js";
import { follow } from "./server.js";
import { changed, on, store } from "./store.js";
import { startWhatIf } from "./what-if.js";

let lost = false;

const fetchState = async () => {
  try {
    await refresh();
    lost = false;
    unsay("lost");
  } catch (error) {
    notice("lost", `The timetable could not be fetched: ${/** @type {any} */ (error).message}`, [
      ["Try again", fetchState],
    ]);
  }
};

/** Says if the schedule file cannot be read any more. */
const warn = () => {
  const { trouble } = store.state;
  if (trouble) notice("trouble", `${trouble.error}${trouble.hint ? `; ${trouble.hint}` : ""}`);
  else unsay("trouble");
};

const startFollowing = () =>
  follow({
    open: () => {
      if (lost) fetchState();
    },
    lost: () => {
      if (!lost)
        notice("lost", "The server does not answer. What you see may be out of date; the page keeps trying.");
      lost = true;
    },
    revision: async ({ revision }) => {
      if (await isNews(revision)) fetchState();
    },
    job,
  });

/** Draws the board again after its width changed. */
const followWidth = () => {
  let width = byId("board").clientWidth;
  new ResizeObserver(() => {
    const now = byId("board").clientWidth;
    if (now === width) return;
    width = now;
    redraw();
    changed("view");
  }).observe(byId("board"));
};

const start = async () => {
  // The order in which they hear of a new timetable: the zone, the board, and what needs its measures.
  startFilters();
  startBlocks();
  startTabs();
  startPanel();
  startHeader();
  startCarry();
  startPaint();
  startLinks();
  startEngine();
  startWhatIf();
  startDrafts();
  startMenu();
  startKeys();
  startPointer();
  byId("put-here").addEventListener("click", () => drop());
  byId("put-back").addEventListener("click", () => putBack());
  on("state", warn);
  await fetchState();
  followWidth();
  startFollowing();
  performance.mark("ready");
  document.documentElement.classList.add("ready");
};

start();
