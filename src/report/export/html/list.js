// The list is already in the page. This script converts it to the viewer's dates and times.
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
};

const counted = (number) => tell(W.sessions, { n: number });

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
  button.append(element("span", { class: "unseen" }, tell(W.star, { title: session.title })));
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
    session.item.querySelector(".plus").textContent = next ? ` ${tell(W.plus_day)}` : "";
    session.item.querySelector(".feel").textContent = session.comfort.words;
    session.item.classList.remove("f0", "f1", "f2", "f3");
    session.item.classList.add(`f${session.comfort.band}`);
  }
};

// Hides the sessions that do not match, and days without sessions. Touches only what changes: each change costs the
// browser a layout.
const showList = () => {
  const numbers = new Map();
  for (const session of sessions) {
    if (session.item.hidden === session.shown) session.item.hidden = !session.shown;
    numbers.set(session.day, (numbers.get(session.day) || 0) + (session.shown ? 1 : 0));
  }
  for (const [day, number] of numbers) {
    const section = byId(`d-${date(day).iso}`);
    if (section.hidden !== (number === 0)) section.hidden = number === 0;
    const small = section.firstChild.querySelector("small") || section.firstChild.appendChild(element("small"));
    if (number > 0 && small.textContent !== counted(number)) small.textContent = counted(number);
  }
};

// A day in the strip; today and tomorrow are named as such.
const nameOfDay = (day, today) => {
  const ahead = day - today;
  const { short } = date(day);
  return ahead === 0 || ahead === 1 ? `${short} (${speech.relative.format(ahead, "day")})` : short;
};

const showDays = (prefix) => {
  const days = [...new Set(sessions.filter((session) => session.shown).map((session) => session.day))];
  const today = civil(zone, present()).day;
  const strip = byId("days");
  const links = days.map((day) => [`#${prefix}${date(day).iso}`, nameOfDay(day, today)]);
  strip.hidden = links.length < 2;
  if (strip.shown === String(links)) return;
  strip.shown = String(links);
  strip.replaceChildren(element("ul", {}, ...links.map(([href, text]) => element("li", {}, element("a", { href }, text)))));
  showMore();
};

// Whether the strip of days has more at its ends than fits.
const showMore = () => {
  const strip = byId("days");
  strip.classList.toggle("before", Math.abs(strip.scrollLeft) > 2);
  strip.classList.toggle("after", Math.abs(strip.scrollLeft) + strip.clientWidth < strip.scrollWidth - 2);
};
byId("days").addEventListener("scroll", showMore, { passive: true });
window.addEventListener("resize", showMore);
