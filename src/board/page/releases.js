// @ts-check
// Releases: a version of the timetable with a changelog, in a file beside it, as plenary release makes it.
import { button, byId, element, option } from "./dom.js";
import { notice, say, show } from "./notices.js";
import { get, post } from "./server.js";

/** The earlier releases, to compare with. @param {string[]} releases */
const list = (releases) =>
  byId("release-previous").replaceChildren(
    option("", "no changelog"),
    ...releases.map((release) => option(release, release)),
  );

export const loadReleases = () =>
  get("releases")
    .then(({ releases }) => list(releases))
    .catch((error) => notice("release", error.message));

const release = async () => {
  const version = byId("release-version").value.trim();
  if (version === "") return byId("release-version").focus();
  const previous = byId("release-previous").value || null;
  try {
    const made = await post("releases", { version, previous, draft: byId("release-draft").checked });
    byId("release-version").value = "";
    list(made.releases);
    const changes = made.changes.length > 0 ? ["", "Changes:", ...made.changes.map((text) => `- ${text}`)] : [];
    show(`Version ${version}`, [`Written to ${made.file}.`, ...changes]);
    say(`Version ${version} was released.`);
  } catch (error) {
    const { message, body } = /** @type {any} */ (error);
    notice("release", [message, body?.hint].filter(Boolean).join("; "));
  }
};

/** The part of the menu. */
export const releaseBox = () =>
  element(
    "div",
    { "data-edit": true },
    element("h2", {}, "Release"),
    element("label", { for: "release-version" }, "Version"),
    element("input", { id: "release-version", type: "text", autocomplete: "off", placeholder: "1.0" }),
    element("label", { for: "release-previous" }, "Changes since"),
    element("select", { id: "release-previous" }, option("", "no changelog")),
    element("label", {}, element("input", { id: "release-draft", type: "checkbox" }), " A draft that may still change"),
    element("div", { class: "buttons" }, button("Release", release)),
  );
