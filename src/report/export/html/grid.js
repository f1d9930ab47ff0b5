// One table per day, with a row for each time at which a session begins or ends and a column for each room.
const PIXELS = 1.15;

// A room with two sessions at the same time (possible in a hand-made timetable) gets several columns.
const columnsOf = (list) => {
  const columns = [];
  const rooms = [...new Set(list.map((session) => session.room))].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b));
  for (const room of rooms) {
    const lanes = [];
    for (const session of list.filter((one) => one.room === room)) {
      const lane = lanes.find((one) => one[one.length - 1].end <= session.start);
      if (lane) lane.push(session);
      else lanes.push([session]);
    }
    columns.push({ name: list.find((session) => session.room === room).roomName, lanes });
  }
  return columns;
};

const cell = (session, rows) => {
  const { from, until, next } = hours(session);
  const inside = element("div", { class: session.track < 0 ? "" : `t${session.track % 8}` });
  const title = element("a", { class: "title", href: `#${session.item.id}` }, element("bdi", {}, session.title));
  const time = element("span", {}, element("span", { class: "clock" }, `${from}–${until}${next ? " +1" : ""}`));
  time.append(element("span", { class: "feel" }, session.comfort.words ? ` ${session.comfort.words}` : ""));
  const mark = session.item.querySelector(".track");
  const meta = element("span", { class: "meta" }, session.typeName, mark ? mark.cloneNode(true) : null);
  inside.append(time, title, meta, starButton(session));
  const made = element("td", { class: `f${session.comfort.band}`, "data-cell": session.index }, inside);
  made.rowSpan = rows;
  return made;
};

const table = (day, list, zone) => {
  const times = [...new Set(list.flatMap((session) => [session.start, session.end]))].sort((a, b) => a - b);
  const columns = columnsOf(list);
  const head = element("tr", {}, element("th", { scope: "col", class: "hour" }, "Time"));
  for (const { name, lanes } of columns) {
    const heading = element("th", { scope: "col" }, element("bdi", {}, name));
    heading.colSpan = lanes.length;
    head.append(heading);
  }
  const lanes = columns.flatMap((column) => column.lanes);
  const busyUntil = lanes.map(() => 0);
  const body = element("tbody");
  times.slice(0, -1).forEach((time, row) => {
    // A time at which sessions only end is shown to screen readers only.
    const begins = list.some((session) => session.start === time);
    const label = element("span", { class: begins ? "begins" : "unseen" }, clock(civil(zone, time).minute));
    const line = element("tr", {}, element("th", { scope: "row" }, label));
    line.style.height = `${Math.max(14, (times[row + 1] - time) * PIXELS)}px`;
    lanes.forEach((lane, column) => {
      if (busyUntil[column] > row) return;
      const session = lane.find((one) => one.start === time);
      const next = session ? session.end : lane.find((one) => one.start > time)?.start ?? times[times.length - 1];
      busyUntil[column] = times.indexOf(next);
      const rows = busyUntil[column] - row;
      if (session) return line.append(cell(session, rows));
      const free = element("td", { class: "free" });
      free.rowSpan = rows;
      line.append(free);
    });
    body.append(line);
  });
  const caption = element("caption", { class: "unseen" }, `${date(day).long}, by room`);
  return element("table", { class: "grid" }, caption, element("thead", {}, head), body);
};

const showGrid = (zone) => {
  const grid = byId("grid");
  grid.replaceChildren();
  for (const day of new Set(sessions.map((session) => session.day))) {
    const list = sessions.filter((session) => session.shown && session.day === day);
    if (list.length === 0) continue;
    const { iso, long } = date(day);
    const count = element("small", {}, list.length === 1 ? "1 session" : `${list.length} sessions`);
    const heading = element("h2", { id: `g-${iso}` }, long, count);
    const scroll = element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `Rooms of ${long}` }, table(day, list, zone));
    grid.append(element("section", { class: "day", "aria-labelledby": `g-${iso}` }, heading, scroll));
  }
};
