// The pages of a site beside the programme, and what changed.
import { strict as assert } from "node:assert";
import { accessible, close, open } from "./pages.mjs";

export const site = ({ test, file, picture }) => {
  test("what changed: can be read without a script, and its links lead to the sessions", async (browser) => {
    for (const javaScriptEnabled of [false, true]) {
      const opened = await open(browser, file("site/index.html"), { javaScriptEnabled });
      const { page } = opened;
      const summary = page.locator("#changed > summary");
      assert.match(await summary.textContent(), /^What changed since version 1\.0 \(\d+\)$/);
      await summary.click();
      const link = page.locator("#changed li a").first();
      assert.equal(await page.locator(await link.getAttribute("href")).count(), 1);
      if (javaScriptEnabled) {
        await accessible(page, "the page with its changes");
        await picture(page, "site-changes");
      }
      await close(opened);
    }
  });

  test("pages of a site: accessible, and no wider than a phone, light and dark", async (browser) => {
    for (const name of ["calendars", "embed"]) {
      for (const [width, colorScheme] of [[390, "dark"], [1400, "light"]]) {
        const opened = await open(browser, file(`site/${name}.html`), { viewport: { width, height: 800 }, colorScheme });
        const { page } = opened;
        await accessible(page, `${name} at ${width}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${name} at ${width}`);
        await picture(page, `site-${name}-${width}`);
        await close(opened);
      }
    }
  });
};
