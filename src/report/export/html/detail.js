// What the details of a session tell this reader: their clock, their timetable, similar sessions.
const timeIn = (zone, at) => {
  const { day, minute } = civil(zone, at);
  return { day: date(day).long, clock: clock(minute) };
};

// From the start to the end; without the day at the beginning if it is the one told before.
const span = (zone, session, before) => {
  const [start, end] = [timeIn(zone, session.start), timeIn(zone, session.end)];
  const at = ({ day, clock }) => (day === before ? clock : tell(W.at, { day, time: clock }));
  return start.day === end.day
    ? at({ day: start.day, clock: tell(W.range, { from: start.clock, until: end.clock }) })
    : tell(W.range, { from: at(start), until: at(end) });
};

// Sessions with the same people count more than those of the same track; the nearest in time come first.
const similar = (session) => {
  const found = [];
  for (const other of sessions) {
    if (other === session) continue;
    const common = session.people.filter((person) => other.people.includes(person));
    const sameTrack = session.track >= 0 && other.track === session.track;
    if (common.length === 0 && !sameTrack) continue;
    const why = common.length > 0 ? tell(W.with_them, { people: speech.list.format(common.map((person) => people[person].name)) }) : tell(W.same_track);
    found.push({ other, why, score: 3 * common.length + (sameTrack ? 1 : 0), far: Math.abs(other.start - session.start) });
  }
  return found.sort((a, b) => b.score - a.score || a.far - b.far || a.other.index - b.other.index).slice(0, 5);
};

const moment = (session) => tell(W.at, { day: date(session.day).short, time: clock(session.local) });

const reference = (session, note) => element(
  "li", {}, link(session), ` (${note ? `${note}, ` : ""}${moment(session)})`,
);

const zoned = (zone, session) =>
  tell(W.in_zone, { time: span(zone, session), zone: `${zone.replaceAll("_", " ")}, ${signed(offset(zone, session.start))}` });

const fact = (list, name, ...content) => list.append(element("dt", {}, name), element("dd", {}, ...content));

// The people as in the row, with their organisations and roles, and links to all their sessions.
const participants = (session) => {
  const shown = session.item.querySelectorAll(".people-of > span:not(.unseen)");
  return [...shown].map((part, index) => {
    const item = element("li", {}, ...part.cloneNode(true).childNodes);
    const anchor = element("a", { href: `#${people[session.people[index]].item.id}` });
    item.firstChild.replaceWith(anchor);
    anchor.append(element("bdi", {}, part.firstChild.textContent));
    return item;
  });
};

// The time in a zone that the reader types.
const otherZone = (session) => {
  const output = element("output");
  const input = element("input", { type: "text", list: "zones", autocomplete: "off", dir: "ltr", "aria-label": tell(W.another_zone), placeholder: `${tell(W.another_zone)} …` });
  input.addEventListener("input", () => {
    const wanted = zoneNamed(input.value);
    output.textContent = wanted ? zoned(wanted, session) : "";
  });
  return [input, output];
};

// The time of the event and in UTC, as detail.rs writes it.
const eventTime = (session) => {
  const own = tell(W.in_zone, { time: span(data.zone, session), zone: data.zone.replaceAll("_", " ") });
  const inUtc = offset(data.zone, session.start) === 0 && offset(data.zone, session.end) === 0;
  return inUtc ? own : `${own}; ${span("UTC", session, timeIn(data.zone, session.start).day)} UTC`;
};

const calendarButton = (file, list, of) => {
  const add = element("button", { type: "button", "aria-label": of ? `${tell(W.calendar_add)}: ${of}` : null }, tell(W.calendar_add));
  add.addEventListener("click", () => download(file, "text/calendar", calendar(list)));
  return add;
};

const fillDetail = (session) => {
  const about = session.item.querySelector(".about");
  about.querySelector(".yours")?.remove();
  const facts = element("dl", { class: "facts" });
  fact(facts, tell(W.your_time), zoned(zone, session));
  fact(facts, tell(W.other_zone), ...otherZone(session));
  if (session.people.length > 0) fact(facts, tell(W.people), element("ul", {}, ...participants(session)));
  const others = mine().filter((other) => other !== session && other.start < session.end && session.start < other.end);
  if (others.length > 0) fact(facts, tell(W.my_overlaps), element("ul", { class: "clash" }, ...others.map((other) => reference(other))));
  const alike = similar(session);
  if (alike.length > 0) fact(facts, tell(W.similar), element("ul", {}, ...alike.map(({ other, why }) => reference(other, why))));
  const add = calendarButton("session.ics", [session]);
  about.append(element("div", { class: "yours" }, facts, element("p", { class: "buttons" }, add)));
};

// Brings open details up to date, after another zone or another star.
const refreshDetails = () => {
  for (const about of document.querySelectorAll("#list .about[open]")) {
    const { i } = about.closest("li").dataset;
    if (i !== undefined) fillDetail(sessions[i]);
  }
};

// Writes the times into the lists of sessions of tracks and people, in the reader's zone, and adds their calendars.
const timeLists = () => {
  const byAnchor = new Map(sessions.map((session) => [`#${session.item.id}`, session]));
  for (const whose of document.querySelectorAll(".by details[open] > ul > li")) {
    const list = [];
    for (const item of whose.querySelectorAll("ul li")) {
      const session = byAnchor.get(item.firstElementChild.getAttribute("href"));
      item.querySelector(".at")?.remove();
      if (!session) continue;
      list.push(session);
      item.append(element("span", { class: "at" }, ` ${moment(session)}`));
    }
    const name = whose.querySelector(".name bdi");
    whose.querySelector(".buttons")?.remove();
    if (name && list.length > 0) {
      whose.append(element("p", { class: "buttons" }, calendarButton("sessions.ics", list, name.textContent)));
    }
  }
};

// Events of opening do not bubble; they are caught on the way down.
document.addEventListener("toggle", ({ target }) => {
  if (!target.open) return;
  if (target.matches(".by details")) return timeLists();
  const { i } = target.closest("#list li")?.dataset ?? {};
  if (i !== undefined && target.matches(".about")) fillDetail(sessions[i]);
}, true);
