// The main script: reads the page, shows the controls and handles their events.
speak(firstLanguage());

const people = [];
// The people of each session, by the address of the session in the page.
const peopleOf = new Map();
for (const item of document.querySelectorAll("#persons > ul > li")) {
  const name = item.querySelector(".name bdi").textContent;
  for (const anchor of item.querySelectorAll("ul a")) {
    const { hash } = anchor;
    peopleOf.set(hash, [...(peopleOf.get(hash) ?? []), people.length]);
  }
  people.push({ item, name, folded: fold(name) });
}

const minuteOf = (time) => Date.parse(time.dateTime) / 60000;
const sessions = data.sessions.room.map((room, index) => {
  const item = document.querySelector(`#list li[data-i="${index}"]`);
  const [start, end] = [...item.querySelectorAll("time")].map(minuteOf);
  const [type, track, phase] = ["type", "track", "phase"].map((member) => data.sessions[member][index]);
  const session = {
    index, item, start, minutes: end - start, end, room, type, track, phase, shown: true,
    // The anchor has the code of every unusual character; see own_marks.rs.
    id: item.id.slice(2).replace(/~([0-9a-f]+)~/g, (_, code) => String.fromCodePoint(parseInt(code, 16))),
    sequence: data.sessions.sequence?.[index] ?? 0,
    typeName: data.types[type], trackName: track < 0 ? "" : data.tracks[track],
  };
  const own = [...(peopleOf.get(`#${item.id}`) ?? [])];
  session.people = [...item.querySelectorAll(".people-of > span:not(.unseen)")].map((part) => {
    const name = part.firstChild.textContent;
    return own.splice(own.findIndex((person) => people[person].name === name), 1)[0];
  });
  for (const field of ["spoken", "into"]) {
    session[field] = [...item.querySelectorAll(`.${field} [data-l]`)].map((part) => part.dataset.l);
  }
  session.about = [...item.querySelectorAll(".description p")].map((paragraph) => paragraph.textContent).join("\n\n");
  session.link = item.querySelector(".join a")?.getAttribute("href") ?? "";
  session.tentative = item.querySelector(".tentative") !== null;
  return session;
});
const form = byId("controls");
let zone = "UTC";

const say = (text) => {
  byId("said").textContent = text;
};

const gridView = () => form.elements.view.value === "grid";

const show = (slowly = false) => {
  const matches = filter();
  for (const session of sessions) session.shown = matches(session);
  const found = sessions.filter((session) => session.shown).length;
  byId("count").textContent = filtered() ? tell(W.found, { n: found, all: sessions.length }) : counted(sessions.length);
  byId("none").hidden = found > 0;
  byId("reset").hidden = !filtered();
  byId("list").hidden = gridView();
  byId("grid").hidden = !gridView();
  byId("left-out")?.toggleAttribute("hidden", filtered());
  showList();
  showDays(gridView() ? "g-" : "d-");
  if (!gridView()) byId("grid").replaceChildren();
  else showGrid(zone, slowly, () => {
    paintStars();
    showNow();
  });
  showNow();
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
  byId("mine-count").textContent = tell(W.mine, { sessions: counted(list.length) });
  for (const name of ["ics", "share"]) byId(name).disabled = list.length === 0;
  const pairs = [...found].flatMap(([one, others]) => others.filter((other) => one.index < other.index).map((other) => [one, other]));
  byId("clashes").hidden = pairs.length === 0;
  byId("clashes").replaceChildren(...pairs.map(([one, other]) => element(
    "li", {}, ...partsOf(W.overlap, { one: link(one), other: link(other) }),
  )));
};

const link = (session) => element("a", { href: `#${session.item.id}` }, element("bdi", {}, session.title));
const overlap = (others) =>
  tell(W.overlaps_mine, { titles: speech.list.format(others.map(({ title }) => tell(W.quoted, { title }))) });

const toggleStar = (session) => {
  const added = !stars.delete(session.id);
  if (added) stars.add(session.id);
  keepStars();
  const others = added ? clashes(mine()).get(session) : null;
  say(`${tell(added ? W.added : W.removed, { title: session.title })} ${others ? overlap(others) : ""}`);
  if (state.mine) show();
  paintStars();
};

const setZone = (wanted, chosen) => {
  zone = known(wanted) ? wanted : "UTC";
  localise(zone);
  layList();
  const days = [...new Set(sessions.map((session) => session.day))].map(date);
  const wantedDay = state.day;
  fill(form.elements.day, tell(W.all_days), days.map((day) => [day.iso, day.long]));
  form.elements.day.value = days.some((day) => day.iso === wantedDay) ? wantedDay : "";
  state.day = form.elements.day.value;
  byId("zone-note").textContent = zoneNote();
  byId("times").textContent = tell(W.times_in, { zone: zone.replaceAll("_", " ") });
  if (chosen) say(tell(W.zone_now, { zone }));
  show();
  paintStars();
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
  return [signed(first.minutes), ...later.map(({ minutes, day }) => tell(W.offset_from, { offset: signed(minutes), day: date(day).short }))].join(", ");
};

const fill = (select, all, options) => {
  const before = select.value;
  select.replaceChildren(new Option(all, ""), ...options.map(([value, text]) => new Option(text, value)));
  select.value = before;
  if (select.selectedIndex < 0) select.value = "";
};

const numbered = (names, field) => {
  const used = new Set(sessions.map((session) => session[field]));
  return names.map((name, index) => [index, name]).filter(([index]) => used.has(index));
};

// The field shows the zone in use. What is typed counts as soon as it names a zone.
const fillZones = () => {
  byId("zones").append(...[...clocks.keys()].sort().map((name) => new Option("", name.replaceAll("_", " "))));
  const field = form.elements.zone;
  const choose = (wanted) => {
    keep("zone", wanted);
    setZone(wanted || own(), true);
  };
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => {
    const wanted = zoneNamed(field.value);
    if (wanted) choose(wanted);
    else byId("zone-note").textContent = tell(W.zone_hint);
  });
  field.addEventListener("change", () => {
    if (!zoneNamed(field.value)) choose("");
    field.value = zone.replaceAll("_", " ");
  });
  for (const [id, wanted] of [["zone-own", ""], ["zone-event", data.zone]]) byId(id).addEventListener("click", () => {
    choose(wanted);
    field.value = zone.replaceAll("_", " ");
  });
};

const clear = () => {
  for (const field of Object.keys(EMPTY)) {
    const control = form.elements[field];
    if (control.type === "checkbox") control.checked = false;
    else control.value = "";
  }
  Object.assign(state, EMPTY, { shared: null });
  keep("awake", "");
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
    byId("shared-count").textContent = tell(W.shared, { n: wanted.size });
  }
  if (location.hash === "#now" && !byId("to-now").hidden) return byId("to-now").click();
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

// Selects what the address asks for, such as `?track=Security&view=grid`: values as they are shown, days and languages
// by their codes.
const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  for (const field of Object.keys(EMPTY)) {
    const wanted = asked.get(field);
    const control = form.elements[field];
    if (wanted === null) continue;
    if (control.type === "checkbox") control.checked = wanted !== "no";
    else if (control.options) {
      const found = [...control.options].find(({ value, text }) => value && (fold(text) === fold(wanted) || (value === wanted && !/^\d+$/.test(value))));
      if (found) control.value = found.value;
    } else control.value = wanted;
  }
  read();
  // The days are those of a time zone: its list is filled later.
  state.day = asked.get("day") ?? "";
  if (asked.has("view")) form.elements.view.value = asked.get("view") === "grid" ? "grid" : "list";
};

const setCompact = (compact) => {
  keep("compact", compact ? "yes" : "");
  document.documentElement.classList.toggle("compact", compact);
};

// On narrow screens the controls are behind one button, and cover the page while they are open.
const setMenu = (open) => {
  form.classList.toggle("open", open);
  byId("menu").setAttribute("aria-expanded", open);
  (open ? byId("c-q") : byId("menu")).focus({ preventScroll: true });
};
byId("menu").addEventListener("click", () => setMenu(true));
byId("close").addEventListener("click", () => setMenu(false));
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && form.classList.contains("open")) setMenu(false);
});
byId("to-now").addEventListener("click", () => {
  const session = sessions[byId("to-now").dataset.to];
  const place = gridView() ? document.querySelector(`[data-cell="${session.index}"]`) : session.item;
  goTo(place);
  place.querySelector(".title").focus({ preventScroll: true });
});

let waiting = 0;
form.addEventListener("input", ({ target }) => {
  if (target.name === "zone") return;
  if (target.name === "view") keep("view", target.value);
  if (target.name === "awake") keep("awake", target.checked ? "yes" : "");
  if (target.name === "compact") return setCompact(target.checked);
  read();
  clearTimeout(waiting);
  if (target.name === "q" || target.name === "person") waiting = setTimeout(() => show(true), 120);
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
byId("offers").hidden = false;
byId("ics-all")?.addEventListener("click", () => download("programme.ics", "text/calendar", calendar(sessions)));
for (const name of ["print", "print-all"]) byId(name).addEventListener("click", () => window.print());
byId("share").addEventListener("click", async () => {
  const field = byId("link");
  field.value = sharedLink();
  field.parentElement.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(tell(W.copied));
  } catch {
    say(tell(W.copy));
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
  say(tell(W.added_all));
  byId("shared").hidden = true;
  show();
  paintStars();
});
window.addEventListener("hashchange", follow);
window.addEventListener("storage", () => {
  readStars();
  show();
  paintStars();
});

// The languages that sessions have, by name.
const languages = (field) => {
  const codes = new Set(sessions.flatMap((session) => session[field]));
  const all = [...codes].map((code) => [code, languageName(code, document.querySelector(`[data-l=${CSS.escape(code)}]`).textContent)]);
  form.elements[field].parentElement.hidden = all.length === 0;
  return all.sort((a, b) => a[1].localeCompare(b[1], root.lang));
};

// Everything that depends on the language and not on the zone.
const label = () => {
  for (const session of sessions) {
    session.title = session.item.querySelector(".title").textContent;
    session.roomName = session.room < 0 ? tell(W.no_room) : data.rooms[session.room];
    session.text = undefined;
    session.item.querySelector(".star")?.remove();
    session.item.append(starButton(session));
    if (written !== root.lang) session.item.querySelector(".event").textContent = eventTime(session);
    session.item.querySelector(".about summary").setAttribute("aria-label", tell(W.details_of, { title: session.title }));
  }
  written = root.lang;
  fill(form.elements.phase, tell(W.all_phases), numbered(data.phases, "phase"));
  fill(form.elements.room, tell(W.all_rooms), numbered(data.rooms, "room"));
  fill(form.elements.type, tell(W.all_types), numbered(data.types, "type"));
  fill(form.elements.track, tell(W.all_tracks), numbered(data.tracks, "track"));
  fill(form.elements.spoken, tell(W.all_languages), languages("spoken"));
  fill(form.elements.into, tell(W.any_interpretation), languages("into"));
};

byId("c-language").addEventListener("change", ({ target }) => {
  keep("language", target.value);
  speak(target.value);
  // The choice counts more than the language in the address from now on.
  try {
    const address = new URL(location.href);
    address.searchParams.delete("lang");
    if (location.search) history.replaceState(null, "", address);
  } catch {
    // Some browsers do not change the address of a file.
  }
  label();
  setZone(zone, false);
});
byId("languages").hidden = false;

label();
fillZones();
byId("people").append(...people.map(({ name }) => new Option(name, name)));
form.elements.compact.checked = kept("compact") === "yes";
setCompact(form.elements.compact.checked);
if (kept("view") === "grid") form.elements.view.value = "grid";
form.elements.awake.checked = kept("awake") === "yes";
const wide = matchMedia("(min-width: 62rem)").matches;
for (const part of form.querySelectorAll("details")) part.open = wide;
readStars();
document.documentElement.classList.add("scripted");
form.hidden = false;
byId("menu").hidden = false;
readAddress();
setZone(kept("zone") || own(), false);
form.elements.zone.value = zone.replaceAll("_", " ");
// The browser scrolls to the fragment when the page is loaded, but the days have moved since; follow the link again.
window.addEventListener("load", () => setTimeout(follow));
