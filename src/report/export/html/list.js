// The list is already in the page. This script converts it to the viewer's dates and times.
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
};

const hours = (session) => {
  const end = session.local + session.minutes;
  const shown = clock(session.endLocal);
  return { from: clock(session.local), until: shown, next: session.endDay > session.day && end > 1440 };
};

// Computes the civil times and the comfort of all sessions in a time zone.
const localise = (zone) => {
  for (const session of sessions) {
    const [start, end] = [civil(zone, session.start), civil(zone, session.end)];
    Object.assign(session, { day: start.day, local: start.minute, endDay: end.day, endLocal: end.minute, comfort: comfortOf(zone, session) });
  }
};

const starButton = (session) => {
  const button = element("button", { type: "button", class: "star", "data-star": session.index, "aria-pressed": "false" });
  button.append(element("span", { class: "unseen" }, `My timetable: ${session.title}`));
  return button;
};

const layList = () => {
  const list = byId("list");
  for (const section of list.querySelectorAll(".day")) section.remove();
  let section = null;
  for (const session of sessions) {
    const day = date(session.day);
    if (!section || section.id !== `d-${day.iso}`) {
      section = element("section", { class: "day", id: `d-${day.iso}`, "aria-labelledby": `h-${day.iso}` });
      section.append(element("h2", { id: `h-${day.iso}` }, day.long), element("ul", { class: "sessions" }));
      list.append(section);
    }
    section.lastChild.append(session.item);
    const { from, until, next } = hours(session);
    const [first, last] = session.item.querySelectorAll("time");
    first.textContent = from;
    last.textContent = until;
    session.item.querySelector(".plus").textContent = next ? " +1 day" : "";
    session.item.querySelector(".feel").textContent = session.comfort.words;
    session.item.classList.remove("f0", "f1", "f2", "f3");
    session.item.classList.add(`f${session.comfort.band}`);
  }
};

// Hides the sessions that do not match, and days without sessions.
const showList = () => {
  for (const session of sessions) session.item.hidden = !session.shown;
  for (const section of document.querySelectorAll("#list .day")) {
    const inside = sessions.filter((session) => session.shown && section.contains(session.item));
    section.hidden = inside.length === 0;
    if (inside.length === 0) continue;
    const heading = section.querySelector("h2");
    heading.querySelector("small")?.remove();
    heading.append(element("small", {}, inside.length === 1 ? "1 session" : `${inside.length} sessions`));
  }
};

const showDays = (prefix) => {
  const list = element("ul");
  for (const day of new Set(sessions.filter((session) => session.shown).map((session) => session.day))) {
    list.append(element("li", {}, element("a", { href: `#${prefix}${date(day).iso}` }, date(day).short)));
  }
  byId("days").replaceChildren(list);
  byId("days").hidden = list.children.length < 2;
};
