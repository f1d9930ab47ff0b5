// The personal timetable: the ids of starred sessions, kept in this browser.
const KEY = `plenary/${data.uid}/`;

const kept = (name) => {
  try {
    return localStorage.getItem(KEY + name);
  } catch {
    return null;
  }
};

const keep = (name, value) => {
  try {
    localStorage.setItem(KEY + name, value);
  } catch {
    // Private windows may not store anything; the stars then last until the page is closed.
  }
};

const stars = new Set();
const readStars = () => {
  stars.clear();
  try {
    for (const id of JSON.parse(kept("stars") || "[]")) stars.add(String(id));
  } catch {
    // The stored value is not a list of ids: start with none.
  }
};
const keepStars = () => keep("stars", JSON.stringify([...stars].sort()));

const mine = () => sessions.filter((session) => stars.has(session.id));

// For each session of a list, the other sessions that overlap it.
const clashes = (list) => {
  const found = new Map();
  list.forEach((one, index) => {
    for (const other of list.slice(index + 1)) {
      if (other.start >= one.end || one.start >= other.end) continue;
      found.set(one, [...(found.get(one) || []), other]);
      found.set(other, [...(found.get(other) || []), one]);
    }
  });
  return found;
};

const sharedLink = () =>
  `${location.href.split("#")[0]}#my=${mine().map((session) => encodeURIComponent(session.id)).join(",")}`;

// The sessions in a link; null if the link contains none.
const fromLink = () => {
  if (!location.hash.startsWith("#my=")) return null;
  const ids = new Set(location.hash.slice(4).split(",").map((id) => {
    try {
      return decodeURIComponent(id);
    } catch {
      return id;
    }
  }));
  return new Set(sessions.filter((session) => ids.has(session.id)).map((session) => session.id));
};
