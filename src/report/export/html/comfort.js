// The comfort of a session's hours in a time zone, by the event's comfort curve.
const curve = new Uint8Array(1440);
for (const [from, until, discomfort] of data.comfort) curve.fill(discomfort, from, until);

const BANDS = [10, 35, 65, 100];
const NIGHT = { from: 23 * 60, until: 6 * 60 };

const comfortOf = (zone, session) => {
  let sum = 0;
  let night = false;
  for (let at = session.start; at < session.end; at += 1) {
    const { minute } = civil(zone, at);
    sum += curve[minute];
    night = night || minute >= NIGHT.from || minute < NIGHT.until;
  }
  const mean = sum / Math.max(1, session.end - session.start);
  const band = BANDS.findIndex((most) => mean <= most);
  const early = civil(zone, session.start).minute < 720;
  const feel = [null, early ? W.early : W.late, early ? W.very_early : W.very_late, W.night][band];
  return { band, night, words: feel === null ? "" : tell(feel) };
};
