// The filters that select the sessions to show.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const EMPTY = { q: "", day: "", phase: "", room: "", type: "", track: "", person: "", awake: false, mine: false };
const state = { ...EMPTY, shared: null };

const matches = (session) => {
  const is = (field) => state[field] === "" || String(session[field]) === state[field];
  return (
    (state.day === "" || date(session.day).iso === state.day) &&
    is("phase") && is("room") && is("type") && is("track") &&
    (!state.awake || !session.comfort.night) &&
    (!state.mine || stars.has(session.id)) &&
    (!state.shared || state.shared.has(session.id)) &&
    withPerson(session) &&
    fold(state.q).split(/\s+/).every((word) => session.text.includes(word))
  );
};

// A complete name matches that person only; a part of a name is searched in all names.
const withPerson = (session) => {
  const wanted = fold(state.person.trim());
  if (wanted === "") return true;
  const whole = people.some((person) => person.folded === wanted);
  return session.people.some((person) => (whole ? people[person].folded === wanted : people[person].folded.includes(wanted)));
};

const filtered = () => state.shared !== null || Object.keys(EMPTY).some((field) => state[field] !== EMPTY[field]);
