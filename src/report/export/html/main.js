// The main script: reads the page, shows the controls and handles their events.
const people = [...document.querySelectorAll("#persons > ul > li")].map((item) => {
  const name = item.querySelector(".name bdi").textContent;
  return { item, name, folded: fold(name) };
});
const sessions = data.sessions.map(([id, start, minutes, room, type, track, phase, persons, uid, sequence = 0], index) => {
  const item = document.querySelector(`#list li[data-i="${index}"]`);
  const title = item.querySelector(".title").textContent;
  const session = {
    index, id, uid, sequence, item, title, start, minutes, end: start + minutes, room, type, track, phase, people: persons, shown: true,
    roomName: room < 0 ? data.noRoom : data.rooms[room], typeName: data.types[type], trackName: track < 0 ? "" : data.tracks[track],
  };
  session.about = [...item.querySelectorAll(".description p")].map((paragraph) => paragraph.textContent).join("\n\n");
  session.link = item.querySelector(".join a")?.getAttribute("href") ?? "";
  session.tentative = item.querySelector(".tentative") !== null;
  const names = persons.map((person) => people[person].name);
  session.text = fold([title, id, session.roomName, session.typeName, session.trackName, ...names].join(" "));
  return session;
});
const form = byId("controls");
let zone = "UTC";

const say = (text) => {
  byId("said").textContent = text;
};

const gridView = () => form.elements.view.value === "grid";

const show = () => {
  for (const session of sessions) session.shown = matches(session);
  const found = sessions.filter((session) => session.shown).length;
  byId("count").textContent = filtered() ? `${found} of ${sessions.length} sessions` : `${sessions.length} sessions`;
  byId("none").hidden = found > 0;
  byId("reset").hidden = !filtered();
  byId("list").hidden = gridView();
  byId("grid").hidden = !gridView();
  byId("left-out")?.toggleAttribute("hidden", filtered());
  showList();
  if (gridView()) showGrid(zone);
  else byId("grid").replaceChildren();
  showDays(gridView() ? "g-" : "d-");
  paintStars();
};

const paintStars = () => {
  const list = mine();
  const found = clashes(list);
  for (const button of document.querySelectorAll("[data-star]")) {
    button.setAttribute("aria-pressed", stars.has(sessions[button.dataset.star].id));
  }
  for (const session of sessions) {
    session.item.querySelector(".clash")?.remove();
    const others = found.get(session);
    if (others) session.item.querySelector(".what").append(element("p", { class: "clash" }, overlap(others)));
  }
  for (const made of document.querySelectorAll("[data-cell]")) {
    made.classList.toggle("clashing", found.has(sessions[made.dataset.cell]));
  }
  refreshDetails();
  byId("mine-count").textContent = list.length === 1 ? "1 session" : `${list.length} sessions`;
  for (const name of ["ics", "share"]) byId(name).disabled = list.length === 0;
  const pairs = [...found].flatMap(([one, others]) => others.filter((other) => one.index < other.index).map((other) => [one, other]));
  byId("clashes").hidden = pairs.length === 0;
  byId("clashes").replaceChildren(...pairs.map(([one, other]) => element(
    "li", {}, link(one), " overlaps ", link(other),
  )));
};

const link = (session) => element("a", { href: `#${session.item.id}` }, element("bdi", {}, session.title));
const overlap = (others) => `In your timetable it overlaps ${others.map((other) => `“${other.title}”`).join(" and ")}.`;

const toggleStar = (session) => {
  const added = !stars.delete(session.id);
  if (added) stars.add(session.id);
  keepStars();
  const others = added ? clashes(mine()).get(session) : null;
  say(`${added ? "Added to" : "Removed from"} your timetable: ${session.title}. ${others ? overlap(others) : ""}`);
  if (state.mine) show();
  else paintStars();
};

const setZone = (wanted, chosen) => {
  zone = known(wanted) ? wanted : "UTC";
  localise(zone);
  layList();
  const days = [...new Set(sessions.map((session) => session.day))].map(date);
  const wantedDay = state.day;
  fill(form.elements.day, "All days", days.map((day) => [day.iso, day.long]));
  form.elements.day.value = days.some((day) => day.iso === wantedDay) ? wantedDay : "";
  state.day = form.elements.day.value;
  byId("zone-note").textContent = zoneNote();
  byId("times").textContent = `Times in ${zone.replaceAll("_", " ")}.`;
  if (chosen) say(`Times are now in ${zone}.`);
  show();
  timeLists();
};

// The UTC offset, or several if the clocks change during the event.
const zoneNote = () => {
  const found = [];
  for (const session of sessions) {
    const minutes = offset(zone, session.start);
    if (found.length === 0 || found[found.length - 1].minutes !== minutes) found.push({ minutes, day: session.day });
  }
  const [first, ...later] = found;
  if (!first) return "";
  return [signed(first.minutes), ...later.map(({ minutes, day }) => `${signed(minutes)} from ${date(day).short}`)].join(", ");
};

const fill = (select, all, options) => {
  select.replaceChildren(new Option(all, ""), ...options.map(([value, text]) => new Option(text, value)));
};

const numbered = (names, field) => {
  const used = new Set(sessions.map((session) => session[field]));
  return names.map((name, index) => [index, name]).filter(([index]) => used.has(index));
};

const fillZones = () => {
  const select = form.elements.zone;
  const groups = new Map();
  const names = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone").map(currentName).filter(known).sort() : [...clocks.keys()].sort();
  for (const name of names) {
    const region = name.includes("/") ? name.split("/")[0] : "Other";
    groups.set(region, [...(groups.get(region) || []), name]);
  }
  select.append(new Option(`My time zone: ${own().replaceAll("_", " ")}`, ""), new Option(`Event time zone: ${data.zone.replaceAll("_", " ")}`, data.zone));
  if (data.zone !== "UTC") select.append(new Option("UTC", "UTC"));
  for (const [region, names] of groups) {
    const group = element("optgroup", { label: region });
    group.append(...names.map((name) => new Option(name.replaceAll("_", " "), name)));
    select.append(group);
  }
  byId("zones").append(...[...clocks.keys()].sort().map((name) => new Option("", name.replaceAll("_", " "))));
  const before = kept("zone");
  if (before && [...select.options].some((option) => option.value === before)) select.value = before;
};

const clear = () => {
  for (const field of Object.keys(EMPTY)) {
    const control = form.elements[field];
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
  Object.assign(state, EMPTY, { shared: null });
  byId("shared").hidden = true;
  show();
};

// Scrolls to an element. Rows that were never in view have estimated heights, so the place is looked up again once those
// around it are laid out.
const goTo = (target, again = 2) => {
  target.scrollIntoView({ block: "start", behavior: "instant" });
  if (again > 0) requestAnimationFrame(() => goTo(target, again - 1));
};

// Links to sessions, days and personal timetables.
const follow = () => {
  const wanted = fromLink();
  byId("shared").hidden = wanted === null;
  if (wanted !== null) {
        byId("shared-count").textContent = `This link contains a personal timetable with ${wanted.size === 1 ? "1 session" : `${wanted.size} sessions`}.`;
  }
  // A link to a track or a person opens the section that lists them.
  const listed = document.getElementById(location.hash.slice(1));
  if (listed?.closest(".by")) {
    listed.closest("details").open = true;
    goTo(listed);
    return listed.querySelector(".name")?.focus({ preventScroll: true });
  }
  const session = sessions.find(({ item }) => `#${item.id}` === location.hash);
  if (!session) return;
  if (!session.shown) clear();
  if (gridView()) {
    form.elements.view.value = "list";
    show();
  }
  session.item.querySelector(".about").open = true;
  goTo(session.item);
  session.item.querySelector(".title").focus({ preventScroll: true });
};

const read = () => {
  for (const field of Object.keys(EMPTY)) {
    const control = form.elements[field];
    state[field] = control.type === "checkbox" ? control.checked : control.value;
  }
};

let waiting = 0;
form.addEventListener("input", ({ target }) => {
  if (target.name === "zone") {
    keep("zone", target.value);
    return setZone(target.value || own(), true);
  }
  if (target.name === "view") keep("view", target.value);
  read();
  clearTimeout(waiting);
  if (target.name === "q" || target.name === "person") waiting = setTimeout(show, 120);
  else show();
});
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("click", ({ target }) => {
  const star = target.closest("[data-star]");
  if (star) toggleStar(sessions[star.dataset.star]);
  // The address does not change when the same title is selected again.
  const title = target.closest(".title");
  if (title && title.getAttribute("href") === location.hash) follow();
});
for (const name of ["reset", "reset-none"]) byId(name).addEventListener("click", () => {
  clear();
  byId("programme").focus();
});
byId("ics").addEventListener("click", () => download("my-timetable.ics", "text/calendar", calendar(mine())));
byId("print").addEventListener("click", () => window.print());
byId("share").addEventListener("click", async () => {
  const field = byId("link");
  field.value = sharedLink();
  field.parentElement.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say("The link was copied.");
  } catch {
    say("Copy the link from the field below.");
    field.focus();
  }
});
byId("shared-show").addEventListener("click", () => {
  state.shared = fromLink();
  show();
});
byId("shared-add").addEventListener("click", () => {
  for (const id of fromLink() || []) stars.add(id);
  keepStars();
  say("Added to your timetable.");
  byId("shared").hidden = true;
  show();
});
window.addEventListener("hashchange", follow);
window.addEventListener("storage", () => {
  readStars();
  show();
});

for (const session of sessions) {
  session.item.append(starButton(session));
  session.item.querySelector(".about summary").setAttribute("aria-label", `Details of ${session.title}`);
}
fillZones();
fill(form.elements.phase, "All phases", numbered(data.phases, "phase"));
fill(form.elements.room, "All rooms", numbered(data.rooms, "room"));
fill(form.elements.type, "All types", numbered(data.types, "type"));
fill(form.elements.track, "All tracks", numbered(data.tracks, "track"));
byId("people").append(...people.map(({ name }) => new Option(name, name)));
if (kept("view") === "grid") form.elements.view.value = "grid";
const wide = matchMedia("(min-width: 62rem)").matches;
for (const part of form.querySelectorAll("details")) part.open = wide;
readStars();
document.documentElement.classList.add("scripted");
form.hidden = false;
setZone(form.elements.zone.value || own(), false);
// The browser scrolls to the fragment when the page is loaded, but the days have moved since; follow the link again.
window.addEventListener("load", () => setTimeout(follow));
