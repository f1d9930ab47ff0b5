// The fairness report: sentences first, the whole day on a phone, on every screen and on paper.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, close, open } from "./pages.mjs";

const PAGES = ["fairness", "fairness-internal", "hostile-fairness"];

export const fairness = ({ test, file, picture, pictures }) => {
  test("fairness begins with a sentence, and prices come last", async (browser) => {
    for (const which of ["fairness", "fairness-internal"]) {
      const opened = await open(browser, file(`${which}.html`), { javaScriptEnabled: false });
      const { page } = opened;
      const headings = await page.getByRole("heading", { level: 2 }).allTextContents();
      assert.equal(headings[0], "In brief");
      assert.deepEqual(headings.slice(-2), ["Cost of the timetable", "Cost by rule"]);
      const first = await page.locator("#brief p").first().textContent();
      assert.match(first, /^Of 1,?00?0? ?attendee-hours, \d+ falls? between 23:00 and 06:00 local time; .+ of them in /);
      // The figure is that of the table: the hours of all regions, weighted by their attendance, which only organisers see.
      if (which === "fairness-internal") {
        const rows = await page.locator("#comfort tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
        const nights = await page.locator("#regions tbody tr").evaluateAll((all) => all.map((row) => parseFloat(row.cells[25].textContent)));
        const hours = rows.map((row) => parseFloat(row.at(-1).replaceAll(",", "")));
        const all = hours.reduce((sum, some) => sum + some, 0);
        const night = hours.reduce((sum, some, region) => sum + some * nights[region], 0) / all;
        const [, count] = first.match(/, (\d+) falls?/);
        assert.ok(Math.abs(night - Number(count)) < 0.6, `${night} and ${first}`);
      }
      // Names to read, in the page's text and in its labels.
      const html = readFileSync(file(`${which}.html`), "utf8");
      for (const name of await page.locator("#regions tbody th").allTextContents()) assert.doesNotMatch(name, /[A-Z][a-z]+\/[A-Z]/);
      assert.doesNotMatch(html, /[A-Z]\w+\/\w+ to [A-Z]\w+\//);
      await close(opened);
    }
  });

  test("fairness shows all hours of the day on a phone", async (browser) => {
    for (const width of [320, 390]) {
      const opened = await open(browser, file("fairness.html"), { viewport: { width, height: 844 }, hasTouch: true, isMobile: true });
      const { page } = opened;
      const hidden = await page.locator("#regions td[data-hour]").evaluateAll((all) => all.filter((cell) => {
        const { left, right, width } = cell.getBoundingClientRect();
        return left < 0 || right > innerWidth || width < 12;
      }).length);
      assert.equal(hidden, 0);
      const rows = await page.locator("#regions tbody tr").count();
      assert.equal(await page.locator("#regions td[data-hour]").count(), 24 * rows);
      for (const strip of await page.locator(".strip").all()) {
        const { x, width: wide } = await strip.boundingBox();
        assert.ok(x >= 0 && x + wide <= width && wide > width * 0.8, `${x} ${wide}`);
      }
      // No text is wider than its cell.
      const cut = await page.locator("#regions td[data-hour]").evaluateAll((all) => all.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
      assert.equal(cut, 0);
      await page.locator("#regions").scrollIntoViewIfNeeded();
      await picture(page, `fairness-hours-${width}`);
      await close(opened);
    }
  });

  test("fairness fits every screen, light and dark, and at twice the size", async (browser) => {
    for (const which of PAGES) {
      for (const width of [320, 390, 700, 768, 1400]) {
        for (const colorScheme of ["light", "dark"]) {
          const opened = await open(browser, file(`${which}.html`), { viewport: { width, height: 900 }, colorScheme });
          const wide = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${which} is ${wide} pixels too wide at ${width}`);
          await accessible(opened.page, `${which} ${width} ${colorScheme}`);
          await close(opened);
        }
      }
    }
  });

  test("fairness and the rooms print on few pages", async (browser) => {
    const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
    const opened = await open(browser, file("fairness.html"));
    const report = pages(await opened.page.pdf({ path: join(pictures, "fairness.pdf"), format: "A4" }));
    await close(opened);
    assert.ok(report <= 6, `${report} pages`);
    const programme = await open(browser, file("flagship.html"));
    await programme.page.getByText("Rooms", { exact: true }).click();
    await programme.page.locator(".rooms").first().waitFor();
    const days = await programme.page.locator("#grid .day").count();
    const rooms = pages(await programme.page.pdf({ path: join(pictures, "rooms.pdf"), format: "A4" }));
    await close(programme);
    assert.equal(rooms, days, "a day a page");
  });
};
