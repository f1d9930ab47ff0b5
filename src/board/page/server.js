// @ts-check
// Questions to the server, and its events.

/** The server's refusal, with its words and what it sent along. */
export class Refusal extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body.error ?? `the server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** @param {string} path @param {RequestInit} [options] */
const ask = async (path, options = {}) => {
  const answer = await fetch(`api/${path}`, { cache: "no-store", ...options });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, body);
  return body;
};

/** @param {string} path @param {Record<string, any>} [query] @param {AbortSignal} [signal] */
export const get = (path, query = {}, signal) => {
  const text = new URLSearchParams(query).toString();
  return ask(text ? `${path}?${text}` : path, signal ? { signal } : {});
};

/** @param {string} path @param {any} body */
export const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** @param {string} path */
export const remove = (path) => ask(path, { method: "DELETE" });

/**
 * The server's events. The browser connects again by itself, unless the server refused; then we do.
 * @param {{revision: (data: any) => void, job: (data: any) => void, open: () => void, lost: () => void}} act
 */
export const follow = (act) => {
  const source = new EventSource("api/events");
  source.addEventListener("revision", (event) => act.revision(JSON.parse(event.data)));
  source.addEventListener("job", (event) => act.job(JSON.parse(event.data)));
  source.addEventListener("open", act.open);
  source.addEventListener("error", () => {
    act.lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(act), 2000);
  });
};
