// Instants are whole minutes since 1970 in UTC. A zone is an IANA name or an offset such as +05:30.
// The page has the offsets of all zones in the weeks of the event: the browser's own data may be older than the clock rules.
const FIXED = /^([+-])(\d\d):(\d\d)$/;
const clocks = new Map();
for (const [steps, names] of data.clocks) {
  let folder = "";
  for (const short of names.split(" ")) {
    const name = short.startsWith("/") ? folder + short : short;
    folder = name.slice(0, Math.max(0, name.lastIndexOf("/")));
    clocks.set(name, steps);
  }
}
const known = (zone) => clocks.has(zone) || FIXED.test(zone);

// Minutes east of UTC.
const offset = (zone, at) => {
  const fixed = FIXED.exec(zone);
  if (fixed) return (fixed[1] === "-" ? -1 : 1) * (fixed[2] * 60 + +fixed[3]);
  const steps = clocks.get(zone);
  let minutes = steps[0];
  for (let next = 1; next < steps.length && steps[next] <= at; next += 2) minutes = steps[next + 1];
  return minutes;
};

// The civil time: the number of the day since 1970, and the minute of the day.
const civil = (zone, at) => {
  const local = at + offset(zone, at);
  const day = Math.floor(local / 1440);
  return { day, minute: local - day * 1440 };
};

const two = (number) => String(number).padStart(2, "0");
const clock = (minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

// The texts of a day in the reader's language, and its ISO form.
const date = (day) => {
  const known = speech.days.get(day);
  if (known) return known;
  const at = new Date(day * 86400000);
  const texts = { long: speech.long(at), full: speech.full(at), short: speech.short(at), iso: at.toISOString().slice(0, 10) };
  speech.days.set(day, texts);
  return texts;
};

const signed = (minutes) => {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${Math.floor(size / 60)}${size % 60 ? ":" + two(size % 60) : ""}`;
};

// Browsers list some zones under outdated names that people would not look for.
const RENAMED = {
  "Africa/Asmera": "Africa/Asmara", "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca", "America/Cordoba": "America/Argentina/Cordoba",
  "America/Jujuy": "America/Argentina/Jujuy", "America/Mendoza": "America/Argentina/Mendoza",
  "America/Coral_Harbour": "America/Atikokan", "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis", "America/Louisville": "America/Kentucky/Louisville",
  "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh", "Atlantic/Faeroe": "Atlantic/Faroe", "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton", "Pacific/Ponape": "Pacific/Pohnpei", "Pacific/Truk": "Pacific/Chuuk",
};
const currentName = (zone) => (RENAMED[zone] && known(RENAMED[zone]) ? RENAMED[zone] : zone);

const own = () => {
  try {
    return currentName(Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");
  } catch {
    return "UTC";
  }
};

// The zone that a reader means: a name, a city in it, or an offset. Empty if there is none.
const zoneNamed = (text) => {
  const wanted = fold(text.trim()).replaceAll(" ", "_");
  if (wanted === "") return "";
  if (known(text.trim())) return text.trim();
  for (const name of clocks.keys()) if (fold(name) === wanted) return name;
  for (const name of clocks.keys()) if (fold(name).split("/").pop() === wanted) return name;
  return "";
};
