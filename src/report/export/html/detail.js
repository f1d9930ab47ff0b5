// What the details of a session tell this reader: their clock, their timetable, similar sessions.
const timeIn = (zone, at) => {
  const { day, minute } = civil(zone, at);
  return { day: date(day).long, clock: clock(minute) };
};

const span = (zone, session) => {
  const [start, end] = [timeIn(zone, session.start), timeIn(zone, session.end)];
  return `${start.day}, ${start.clock} to ${start.day === end.day ? "" : `${end.day}, `}${end.clock}`;
};

// Sessions with the same people count more than those of the same track; the nearest in time come first.
const similar = (session) => {
  const found = [];
  for (const other of sessions) {
    if (other === session) continue;
    const common = session.people.filter((person) => other.people.includes(person));
    const sameTrack = session.track >= 0 && other.track === session.track;
    if (common.length === 0 && !sameTrack) continue;
    const why = common.length > 0 ? `with ${common.map((person) => people[person].name).join(", ")}` : "same track";
    found.push({ other, why, score: 3 * common.length + (sameTrack ? 1 : 0), far: Math.abs(other.start - session.start) });
  }
  return found.sort((a, b) => b.score - a.score || a.far - b.far || a.other.index - b.other.index).slice(0, 5);
};

const reference = (session, note) => element(
  "li", {}, link(session), ` (${note ? `${note}, ` : ""}${date(session.day).short}, ${clock(session.local)})`,
);

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
  const input = element("input", { type: "text", list: "zones", autocomplete: "off", "aria-label": "Another time zone", placeholder: "Another time zone …" });
  input.addEventListener("input", () => {
    const wanted = zoneNamed(input.value);
    output.textContent = wanted ? `${span(wanted, session)} (${signed(offset(wanted, session.start))})` : "";
  });
  return [input, output];
};

const fillDetail = (session) => {
  const about = session.item.querySelector(".about");
  about.querySelector(".yours")?.remove();
  const facts = element("dl", { class: "facts" });
  fact(facts, "Your time", `${span(zone, session)} (${zone.replaceAll("_", " ")}, ${signed(offset(zone, session.start))})`);
  fact(facts, "Other zone", ...otherZone(session));
  if (session.people.length > 0) fact(facts, "People", element("ul", {}, ...participants(session)));
  const others = mine().filter((other) => other !== session && other.start < session.end && session.start < other.end);
  if (others.length > 0) fact(facts, "Overlaps in my timetable", element("ul", { class: "clash" }, ...others.map((other) => reference(other))));
  const alike = similar(session);
  if (alike.length > 0) fact(facts, "Similar sessions", element("ul", {}, ...alike.map(({ other, why }) => reference(other, why))));
  const add = element("button", { type: "button" }, "Add to calendar");
  add.addEventListener("click", () => download("session.ics", "text/calendar", calendar([session])));
  about.append(element("div", { class: "yours" }, facts, element("p", { class: "buttons" }, add)));
};

// Brings open details up to date, after another zone or another star.
const refreshDetails = () => {
  for (const about of document.querySelectorAll("#list .about[open]")) {
    const { i } = about.closest("li").dataset;
    if (i !== undefined) fillDetail(sessions[i]);
  }
};

// Writes the times into the lists of sessions of tracks and people, in the reader's zone.
const timeLists = () => {
  const byAnchor = new Map(sessions.map((session) => [`#${session.item.id}`, session]));
  for (const part of document.querySelectorAll(".by details[open]")) {
    for (const item of part.querySelectorAll("ul ul li")) {
      const session = byAnchor.get(item.firstElementChild.getAttribute("href"));
      item.querySelector(".at")?.remove();
      if (session) item.append(element("span", { class: "at" }, ` ${date(session.day).short}, ${clock(session.local)}`));
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
