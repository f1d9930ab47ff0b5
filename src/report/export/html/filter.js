// The filters that select the sessions to show.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const EMPTY = { q: "", day: "", phase: "", room: "", type: "", track: "", person: "", spoken: "", into: "", awake: false, mine: false };
const state = { ...EMPTY, shared: null };

// All that is printed of a session, to search in; made when it is first needed.
const textOf = (session) => {
  if (session.text === undefined) {
    const parts = [...session.item.querySelectorAll(".title, .meta, .who, .description")].map((part) => part.textContent);
    session.text = fold([...parts, session.id].join(" "));
  }
  return session.text;
};

// The test that a session matches all filters. A complete name matches that person only; a part of a name is searched in
// all names.
const filter = () => {
  const is = (session, field) => String(session[field]) === state[field];
  const words = fold(state.q).split(/\s+/).filter(Boolean);
  const wanted = fold(state.person.trim());
  const whole = people.some(({ folded }) => folded === wanted);
  const isWanted = (person) => (whole ? people[person].folded === wanted : people[person].folded.includes(wanted));
  const fields = ["phase", "room", "type", "track"].filter((field) => state[field] !== "");
  return (session) =>
    (state.day === "" || date(session.day).iso === state.day) &&
    fields.every((field) => is(session, field)) &&
    ["spoken", "into"].every((field) => state[field] === "" || session[field].includes(state[field])) &&
    (!state.awake || !session.comfort.night) &&
    (!state.mine || stars.has(session.id)) &&
    (!state.shared || state.shared.has(session.id)) &&
    (wanted === "" || session.people.some(isWanted)) &&
    words.every((word) => textOf(session).includes(word));
};

const filtered = () => state.shared !== null || Object.keys(EMPTY).some((field) => state[field] !== EMPTY[field]);
