// What is on now and what comes next, during the event.
const DAY = 1440;

// The minute of the reader's clock.
const present = () => Math.floor(Date.now() / 60000);

// The sessions that are on, and those that start next if that is within a day.
const onNow = (at) => {
  const on = sessions.filter((session) => session.start <= at && at < session.end);
  const next = Math.min(...sessions.filter((session) => session.start > at).map((session) => session.start));
  return { on, next: next - at <= DAY ? sessions.filter((session) => session.start === next) : [] };
};

const showNow = () => {
  const at = present();
  const { on, next } = onNow(at);
  for (const old of document.querySelectorAll(".state, .now-line")) old.remove();
  const mark = (session, text) => session.item.querySelector(".when").append(element("span", { class: "state" }, text));
  for (const session of on) mark(session, tell(W.now));
  for (const session of next) mark(session, tell(W.next));
  const first = [...on, ...next].find((session) => session.shown);
  byId("to-now").hidden = !first;
  if (first) byId("to-now").dataset.to = first.index;
  for (const scroll of document.querySelectorAll("#grid .rooms")) {
    const top = scroll.scale.height(at);
    if (top === null || top > scroll.scale.whole) continue;
    const line = element("div", { class: "now-line" }, element("span", {}, tell(W.now_at, { time: clock(civil(zone, at).minute) })));
    line.style.top = `${top}px`;
    scroll.firstChild.append(line);
  }
};
setInterval(() => showNow(), 30000);
document.addEventListener("visibilitychange", () => showNow());
