// The programme page as its readers use it: the details of a session, and finding one's way.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { accessible, close, open, shown } from "./pages.mjs";

const details = (page, id) => page.locator(`#s-${id} .about`);
const fact = (page, id, name) => page.locator(`#s-${id} dt`, { hasText: name }).locator("xpath=following-sibling::dd[1]");

// Declares the tests with `test`; `file` and `picture` find and write files.
export const programme = ({ test, file, picture }) => {
  test("tells all about a session without a script", async (browser) => {
    const opened = await open(browser, file("rich.html"), { javaScriptEnabled: false });
    const { page } = opened;
    const about = details(page, "data");
    assert.equal(await about.locator(".description").isVisible(), false);
    await about.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await about.locator(".description p").count(), 2);
    assert.equal(await fact(page, "data", "Event time").textContent(),
      "Monday 10 May 2027, 10:30 to 12:00 (Europe/Paris); 08:30 to 10:00 UTC");
    assert.match(await page.locator("#s-data .people-of").textContent(), /Élodie Moreau \(World Bank, moderator\), José Álvarez \(CEPAL\)/);
    assert.equal(await page.locator("#s-data .join a").getAttribute("href"), "https://meet.example.org/data");
    await page.getByText("Sessions by person").click();
    assert.equal(await page.locator("#p-alvarez ul a").count(), 3);
    await page.getByText("Sessions by track").click();
    assert.deepEqual(await page.locator("#t-access ul a").allTextContents(), [
      "Données ouvertes et services publics", "Rural networks that pay for themselves", "Digital skills for teachers",
    ]);
    await picture(page, "details-no-script", true);
    await close(opened);
  });

  test("opens a session by its link, with the reader's clock, timetable and calendar", async (browser) => {
    const opened = await open(browser, file("rich.html"), { timezoneId: "Asia/Kathmandu", hash: "#s-data", acceptDownloads: true });
    const { page } = opened;
    await page.locator("#s-data .yours").waitFor();
    assert.match(await fact(page, "data", "Your time").textContent(), /^Monday 10 May 2027, 14:15 to 15:45 \(Asia\/Kathmandu, UTC\+5:45\)$/);
    await page.locator("#s-data").getByLabel("Another time zone").fill("santiago");
    const start = await page.locator("#s-data time").first().getAttribute("datetime");
    assert.ok((await page.locator("#s-data output").textContent()).includes(shown(start, "America/Santiago")));
    assert.match((await fact(page, "data", "Similar").textContent()), /Digital skills.*with Élodie Moreau, José Álvarez/);
    assert.equal(await page.locator("#s-data .facts .clash").count(), 0);
    await page.locator("#s-trust .star").click();
    assert.match(await page.locator("#s-data .facts .clash").textContent(), /^Trust in elections/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#s-data").getByRole("button", { name: "Add to calendar" }).click()]);
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 1);
    assert.ok(lines.includes("URL:https://meet.example.org/data"), lines.join("\n"));
    // From the session to a person, and from there to another session, by keyboard.
    await page.locator("#s-data .facts").getByRole("link", { name: "José Álvarez" }).press("Enter");
    await page.waitForFunction(() => document.activeElement.closest("li")?.id === "p-alvarez");
    assert.match(await page.locator("#p-alvarez").textContent(), /Opening ceremony Mon 10 May, 12:45/);
    await page.locator("#p-alvarez").getByRole("link", { name: "Opening ceremony" }).press("Enter");
    await page.locator("#s-opening .description").waitFor();
    await accessible(page, "details");
    await picture(page, "details");
    await close(opened);
  });
};
