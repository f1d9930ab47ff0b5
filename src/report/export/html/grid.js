// The rooms of each day side by side, with hours to scale. Long times without sessions are left out.
const LONGEST_PAUSE = 120;
const PAUSE_PIXELS = 40;
const LEAST_PIXELS = 58;

// A room with two sessions at the same time (possible in a hand-made timetable) has several lanes.
const columnsOf = (list) => {
  const rooms = [...new Set(list.map((session) => session.room))].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  return rooms.map((room) => {
    const own = list.filter((one) => one.room === room);
    const lanes = [];
    for (const session of own) {
      const lane = lanes.find((one) => one[one.length - 1].end <= session.start);
      if (lane) lane.push(session);
      else lanes.push([session]);
    }
    return { name: own[0].roomName, lanes };
  });
};

// The pieces of a day, in whole hours, with the height at which each begins.
const scaleOf = (list, zone) => {
  const pixels = Math.min(3, Math.max(1.3, LEAST_PIXELS / Math.min(...list.map((session) => session.minutes))));
  const pieces = [];
  for (const session of [...list].sort((a, b) => a.start - b.start)) {
    const from = session.start - (civil(zone, session.start).minute % 60);
    const until = session.end + ((60 - (civil(zone, session.end).minute % 60)) % 60);
    const last = pieces[pieces.length - 1];
    if (last && from - last.until <= LONGEST_PAUSE) last.until = Math.max(last.until, until);
    else pieces.push({ from, until });
  }
  let top = 0;
  for (const piece of pieces) {
    piece.top = top;
    top += (piece.until - piece.from) * pixels + PAUSE_PIXELS;
  }
  const height = (at) => {
    const piece = pieces.find(({ until }) => at <= until);
    return piece && at >= piece.from ? piece.top + (at - piece.from) * pixels : null;
  };
  return { pieces, height, whole: top - PAUSE_PIXELS };
};

const cell = (session, height, lane, lanes) => {
  const { from, until, next } = hours(session);
  const title = element("a", { class: "title", href: `#${session.item.id}` }, element("bdi", {}, session.title));
  const time = element("span", { class: "clock" }, `${from}–${until}${next ? " +1" : ""}`);
  const feel = element("span", { class: "feel" }, session.comfort.words ? ` ${session.comfort.words}` : "");
  const mark = session.item.querySelector(".track");
  const meta = element("span", { class: "meta", "data-overlaps": tell(W.overlaps) }, element("span", {}, time, feel), element("bdi", {}, session.typeName), mark ? mark.cloneNode(true) : null);
  const track = session.track < 0 ? "" : ` t${session.track % 8}`;
  const made = element("li", { class: `f${session.comfort.band}${track}`, "data-cell": session.index }, title, starButton(session), meta);
  const top = height(session.start);
  made.style.top = `${top}px`;
  made.style.setProperty("--height", `${height(session.end) - top - 2}px`);
  made.style.insetInlineStart = `${(100 * lane) / lanes}%`;
  made.style.width = `calc(${100 / lanes}% - 3px)`;
  return made;
};

// The hours at the side, each with its line.
const linesOf = ({ pieces, height }, zone) => pieces.flatMap(({ from, until }, index) => {
  const lines = [];
  for (let at = from; at <= until; at += 60) {
    const line = element("div", { class: "line" }, element("span", {}, clock(civil(zone, at).minute)));
    line.style.top = `${height(at)}px`;
    lines.push(line);
  }
  if (index > 0) {
    const pause = element("div", { class: "pause" }, tell(W.pause));
    pause.style.top = `${pieces[index].top - PAUSE_PIXELS}px`;
    lines.push(pause);
  }
  return lines;
});

const roomsOf = (day, list, zone) => {
  const scale = scaleOf(list, zone);
  const columns = columnsOf(list);
  const names = columns.map(({ name }) => element("span", {}, element("bdi", {}, name)));
  const head = element("div", { class: "heads", "aria-hidden": "true" }, element("div", {}, ...names));
  const sides = element("div", { class: "lines", "aria-hidden": "true" }, ...linesOf(scale, zone));
  const rooms = columns.map(({ name, lanes }) => element(
    "section", { class: "room" }, element("h3", { class: "unseen" }, element("bdi", {}, name)),
    element("ul", {}, ...lanes.flatMap((lane, index) => lane.map((session) => cell(session, scale.height, index, lanes.length)))),
  ));
  const inside = element("div", { class: "inside" }, sides, ...rooms);
  inside.style.height = `${scale.whole}px`;
  const label = tell(W.rooms_of, { day: date(day).long });
  const scroll = element("div", { class: "rooms", tabindex: "0", role: "group", "aria-label": label }, inside);
  for (const part of [head, scroll]) part.style.setProperty("--rooms", columns.length);
  scroll.addEventListener("scroll", () => { head.scrollLeft = scroll.scrollLeft; }, { passive: true });
  scroll.scale = scale;
  return [head, scroll];
};

const dayOf = (day, zone) => {
  const list = sessions.filter((session) => session.shown && session.day === day);
  const { iso, long } = date(day);
  const heading = element("h2", { id: `g-${iso}` }, long, element("small", {}, counted(list.length)));
  return element("section", { class: "day", "aria-labelledby": `g-${iso}` }, heading, ...roomsOf(day, list, zone));
};

// Shows all days at once, or one after another so that typing is not held up; `done` is called at the end.
let drawing = 0;
const showGrid = (zone, slowly, done) => {
  const grid = byId("grid");
  const days = [...new Set(sessions.filter((session) => session.shown).map((session) => session.day))];
  clearTimeout(drawing);
  grid.replaceChildren();
  const draw = () => {
    const day = days.shift();
    if (day === undefined) return done();
    grid.append(dayOf(day, zone));
    if (slowly) drawing = setTimeout(draw);
    else draw();
  };
  draw();
};
