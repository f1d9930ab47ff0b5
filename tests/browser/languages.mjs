// The programme page in the six languages of the United Nations.
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { accessible, close, open } from "./pages.mjs";

const LANGUAGES = ["ar", "zh", "en", "fr", "ru", "es"];
const PARIS = { timezoneId: "Europe/Paris" };

// The words of the page, those of the controls included; and the dates of its days.
const said = (page) => page.evaluate(() => {
  const texts = [...document.querySelectorAll("[data-w], [data-d], [data-l], .event")].map((one) => one.textContent);
  const labels = [...document.querySelectorAll("[data-wl]")].map((one) => one.getAttribute("aria-label"));
  const hints = [...document.querySelectorAll("[data-wp]")].map((one) => one.placeholder);
  const days = [...document.querySelectorAll("#list h2")].map((one) => one.firstChild.textContent);
  const strip = [...document.querySelectorAll("#days a")].map((one) => one.textContent);
  // Characters that only isolate directions are not seen.
  return [...texts, ...labels, ...hints, ...days, ...strip].map((text) => text.replace(/[\u2068\u2069]/g, ""));
});

const fits = async (page, what) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${what}: ${wide} pixels too wide`);
};

// Opens all there is: details, an overlap, the rooms, the lists of tracks and people.
const useAll = async (page) => {
  for (const id of ["data", "trust"]) await page.locator(`#s-${id} .star`).click();
  await page.locator("#s-data .about summary").click();
  await page.locator("#s-data .yours").waitFor();
  for (const list of ["tracks", "persons"]) await page.locator(`#${list} > summary`).click();
};

export const languages = ({ test, file, picture }) => {
  test("says the same with a script and without, in each language", async (browser) => {
    for (const language of LANGUAGES) {
      const name = language === "en" ? "rich.html" : `rich-${language}.html`;
      const plain = await open(browser, file(name), { javaScriptEnabled: false, ...PARIS });
      const direction = language === "ar" ? "rtl" : "ltr";
      assert.deepEqual(await plain.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [language, direction]);
      const expected = await said(plain.page);
      await picture(plain.page, `rich-${language}-no-script`);
      await close(plain);
      // From English and from another language.
      for (const from of ["rich.html", "rich-ru.html"]) {
        const opened = await open(browser, file(from), { hash: `?lang=${language}`, ...PARIS });
        assert.deepEqual(await said(opened.page), expected, `${language} in ${from}`);
        await close(opened);
      }
    }
  });

  test("takes the language of the address, an earlier choice or the browser, in this order", async (browser) => {
    const opened = await open(browser, file("rich.html"), { locale: "fr-CA" });
    const { page } = opened;
    const language = () => page.evaluate(() => document.documentElement.lang);
    assert.equal(await language(), "fr");
    assert.match(await page.locator("#count").textContent(), /^8 séances$/);
    await page.locator("#c-language").selectOption("es");
    assert.match(await page.locator("#count").textContent(), /^8 sesiones$/);
    await page.reload();
    assert.equal(await language(), "es");
    await page.goto(`${page.url()}?lang=ru`);
    assert.equal(await language(), "ru");
    assert.equal(await page.locator("#count").textContent(), "8 заседаний");
    await page.locator("#c-language").selectOption("zh");
    await page.reload();
    assert.equal(await language(), "zh");
    await close(opened);
    const other = await open(browser, file("rich-fr.html"), { locale: "de-DE" });
    assert.equal(await other.page.evaluate(() => document.documentElement.lang), "fr");
    await close(other);
  });

  test("counts as the languages do", async (browser) => {
    const opened = await open(browser, file("rich.html"));
    // The numbers of sessions that a link contains.
    for (const language of LANGUAGES) {
      const [table, categories] = await opened.page.evaluate((code) => [
        JSON.parse(document.getElementById("words").textContent)[code],
        [...new Set(Array.from({ length: 1000 }, (_, count) => new Intl.PluralRules(code).select(count)))],
      ], language);
      for (const message of table.filter((one) => typeof one === "object")) {
        assert.deepEqual(Object.keys(message).sort(), [...categories].sort(), JSON.stringify(message));
      }
    }
    await close(opened);
  });

  test("leaves no English word in the pages of other scripts", async (browser) => {
    for (const language of ["ar", "zh", "ru"]) {
      const opened = await open(browser, file("rich.html"), { hash: `?lang=${language}`, ...PARIS });
      const { page } = opened;
      await page.clock.setFixedTime(new Date("2027-05-10T08:45:00Z"));
      const check = async (what) => {
        const left = await page.evaluate(() => {
          const own = "bdi, .description, .clash, .unseen, script, style, datalist, option, #zone-note, #times, .yours li, select";
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (walker.nextNode()) {
            const { parentElement: parent, textContent: text } = walker.currentNode;
            if (!parent.closest(own)) found.push(text);
          }
          for (const one of document.querySelectorAll("[placeholder]")) found.push(one.placeholder);
          for (const one of document.querySelectorAll("[aria-label]")) {
            const label = one.getAttribute("aria-label");
            if (!/[\u0400-\u04ff\u0600-\u06ff\u4e00-\u9fff]/.test(label)) found.push(label);
          }
          for (const one of document.querySelectorAll("select option:first-child")) found.push(one.textContent);
          return found.map((text) => text.replace(/UTC|plenary|Europe\/Paris|Lima|Africa\/Cairo/g, "").trim());
        });
        const english = left.filter((text) => /[A-Za-z]{2}|undefined|NaN|null/.test(text));
        assert.deepEqual(english, [], `${language}, ${what}`);
      };
      await check("list");
      await useAll(page);
      await check("details");
      await page.locator("#s-opening .about summary").click();
      await page.locator('input[value="grid"]').check({ force: true });
      await page.locator("#grid .now-line").waitFor();
      await check("rooms");
      await page.locator("#c-q").fill("no such thing");
      await page.locator("#none").waitFor();
      await check("nothing found");
      await close(opened);
    }
  });

  test("fits every screen and has no accessibility violation in each language", async (browser) => {
    let turn = 0;
    for (const language of LANGUAGES) for (const width of [320, 390, 768, 1400]) {
      turn += 1;
      const colorScheme = (turn + Math.floor(turn / 5)) % 2 ? "light" : "dark";
      const options = { viewport: { width, height: 844 }, colorScheme, hash: `?lang=${language}` };
      const what = `${language} at ${width}, ${colorScheme}`;
      const opened = await open(browser, file("rich.html"), options);
      const { page } = opened;
      await useAll(page);
      await fits(page, what);
      await accessible(page, what);
      if (width < 992) {
        await page.locator("#menu").click();
        await accessible(page, `${what}, menu`);
        await fits(page, `${what}, menu`);
        if (width === 390) await picture(page, `menu-${language}`);
      }
      await page.locator('input[value="grid"]').check({ force: true });
      if (width < 992) await page.locator("#close").click();
      await page.locator(".rooms").first().waitFor();
      await fits(page, `${what}, rooms`);
      if (width === 390 || width === 1400) {
        await accessible(page, `${what}, rooms`);
        await picture(page, `rooms-${language}-${width}`);
      }
      await close(opened);
      if (width === 390 || width === 1400) {
        const flagship = await open(browser, file("flagship.html"), options);
        await fits(flagship.page, `flagship, ${what}`);
        await picture(flagship.page, `flagship-${language}-${width}`);
        await close(flagship);
      }
    }
  });

  test("reads from right to left in Arabic, and times from left to right", async (browser) => {
    const opened = await open(browser, file("rich.html"), { hash: "?lang=ar", viewport: { width: 1400, height: 900 }, ...PARIS });
    const { page } = opened;
    const box = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().toJSON());
    const right = async (one, two) => assert.ok((await box(one)).left >= (await box(two)).right, `${one} is right of ${two}`);
    await right("#s-data .when", "#s-data .what");
    await right("#s-data .what", "#s-data .star");
    await right("#controls", "#programme");
    await right("#s-data time:first-of-type", "#s-data time:last-of-type").then(() => assert.fail("reversed"), () => undefined);
    assert.equal(await page.locator("#s-data .clock").textContent(), "10:30–12:00");
    await page.locator('input[value="grid"]').check({ force: true });
    await right(".heads span:first-child", ".heads span:last-child");
    await right(".line span", ".room");
    await close(opened);
    // The strip of days says at its ends whether there is more.
    const phone = await open(browser, file("flagship.html"), { hash: "?lang=ar", viewport: { width: 390, height: 844 } });
    const strip = phone.page.locator("#days");
    assert.equal(await strip.getAttribute("class"), "after");
    await strip.evaluate((one) => one.scrollTo({ left: -one.scrollWidth, behavior: "instant" }));
    await phone.page.waitForFunction(() => document.getElementById("days").className === "before");
    // The rooms and their names scroll together.
    await phone.page.locator("#menu").click();
    await phone.page.locator('input[value="grid"]').check({ force: true });
    await phone.page.locator("#close").click();
    await phone.page.locator(".rooms").first().evaluate((one) => one.scrollTo({ left: -one.scrollWidth, behavior: "instant" }));
    await phone.page.waitForFunction(() => {
      const { scrollLeft } = document.querySelector(".rooms");
      return scrollLeft < 0 && document.querySelector(".heads").scrollLeft === scrollLeft;
    });
    await close(phone);
  });

  test("finds sessions by language and by interpretation, and says which language a title has", async (browser) => {
    const opened = await open(browser, file("rich.html"), { hash: "?lang=fr", ...PARIS });
    const { page } = opened;
    const found = async (text) => assert.equal(await page.locator("#count").textContent(), text);
    await page.getByLabel("Langue de la séance").selectOption({ label: "espagnol" });
    await found("2 séances sur 8");
    await page.getByLabel("Interprétation vers").selectOption("zh");
    await found("1 séance sur 8");
    await page.locator("#reset").click();
    await found("8 séances");
    assert.equal(await page.locator("#s-data .title bdi").getAttribute("lang"), "fr");
    assert.equal(await page.locator("#s-health .title bdi").getAttribute("lang"), null);
    // Words of the chosen language are found.
    await page.locator("#c-q").fill("espagnol");
    await page.waitForFunction(() => document.getElementById("count").textContent === "3 séances sur 8");
    await page.locator("#c-language").selectOption("en");
    await page.waitForFunction(() => document.getElementById("count").textContent === "0 of 8 sessions");
    await close(opened);
    const none = await open(browser, file("flagship.html"));
    assert.equal(await none.page.locator("#c-spoken").isVisible(), false);
    await close(none);
  });

  test("prints in each language", async (browser) => {
    for (const language of LANGUAGES) {
      const opened = await open(browser, file("rich.html"), { hash: `?lang=${language}`, ...PARIS });
      const { page } = opened;
      await page.emulateMedia({ media: "print" });
      for (const part of ["#controls", "#bar", ".star", "#languages"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
      assert.equal(await page.locator("#list li[data-i]:visible").count(), 8);
      await page.setViewportSize({ width: 794, height: 1123 });
      await fits(page, `${language} on paper`);
      await picture(page, `print-${language}`);
      await close(opened);
    }
  });

  test("is small with all languages in it", async () => {
    const bytes = gzipSync(readFileSync(file("flagship.html")), { level: 9 }).length;
    console.log(`    ${bytes} bytes gzipped`);
    assert.ok(bytes < 80_000, `${bytes} bytes`);
  });
};
