// The personal timetable as iCalendar (RFC 5545), with times in UTC.
const stamp = (at) => new Date(at * 60000).toISOString().replace(/[-:]|\.\d+/g, "");

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

// Folds a line to at most 75 octets, without splitting a character.
const folded = (line) => {
  const encoder = new TextEncoder();
  let out = "";
  let used = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (used + size > 75) {
      out += "\r\n ";
      used = 1;
    }
    out += character;
    used += size;
  }
  return out;
};

const calendar = (list) => {
  const now = stamp(Math.floor(Date.now() / 60000));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//plenary//programme//EN", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${escaped(data.name)}`];
  for (const session of list) {
    lines.push(
      "BEGIN:VEVENT", `UID:${uidOf(session)}`, `DTSTAMP:${now}`, `DTSTART:${stamp(session.start)}`, `DTEND:${stamp(session.end)}`,
      `SEQUENCE:${session.sequence}`, `STATUS:${data.draft || session.tentative ? "TENTATIVE" : "CONFIRMED"}`,
      `SUMMARY:${escaped(session.title)}`, `LOCATION:${escaped(session.roomName)}`,
      `CATEGORIES:${[session.typeName, session.trackName].filter(Boolean).map(escaped).join(",")}`,
    );
    const description = [session.about, session.link && tell(W.join_at, { link: session.link })].filter(Boolean).join("\n\n");
    if (description) lines.push(`DESCRIPTION:${escaped(description)}`);
    if (session.link) lines.push(`URL:${session.link}`);
    lines.push("END:VEVENT");
  }
  lines.push("END:VCALENDAR", "");
  return lines.map(folded).join("\r\n");
};

const download = (name, type, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
