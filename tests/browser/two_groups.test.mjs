// Two units of one moment beside each other: chosen with the keyboard's own parts, held in the address, in words and as a table.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, storageState, breakfast;
before(async () => {
  const owner = await demonstration(here.data);
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  const context = await browser.newContext();
  await context.request.post(`${house.url}/api/v1/session`, { data: owner, headers: { Origin: house.url } });
  storageState = await context.storageState();
  const journeys = await (await context.request.get(`${house.url}/api/v1/journeys`)).json();
  breakfast = journeys.items.flatMap((one) => one.moments).find((one) => one.name.nl === 'Ontbijt').id;
  await context.close();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

const SAID = {
  nl: /^Merelhof Leiden (\d+%|\d+ van \d+), Merelhof Haarlem (\d+%|\d+ van \d+): verschil [+−]?\d+ \([+−]?\d+ tot [+−]?\d+\), dat kan toeval zijn\.$/,
  en: /^Merelhof Leiden (\d+%|\d+ of \d+), Merelhof Haarlem (\d+%|\d+ of \d+): difference [+−]?\d+ \([+−]?\d+ to [+−]?\d+\), may be nothing\.$/,
};
const PARTS = { nl: ['Eerste', 'Tweede'], en: ['First', 'Second'] };

describe('two units', () => {
  for (const language of ['nl', 'en'])
    for (const dark of [false, true])
      for (const width of [390, 1440])
        test(`${language}, ${dark ? 'dark' : 'light'}, ${width} px`, async () => {
          const { page, context, faults } = await open(browser, { width, dark, language, storageState, bypassCSP: true });
          await page.goto(`${house.url}/momenten/${breakfast}?all=1`);
          await settled(page);
          const [first, second] = PARTS[language];
          await page.getByLabel(first, { exact: true }).selectOption({ label: await label(page, first, 'Leiden') });
          await page.getByLabel(second, { exact: true }).selectOption({ label: await label(page, second, 'Haarlem') });
          const said = page.locator('.compare p').first();
          await said.waitFor();
          assert.match(await said.innerText(), SAID[language]);
          assert.match(page.url(), /first=[^&]+&.*second=|second=[^&]+&.*first=/);
          await page.locator('.compare details summary').click();
          assert.equal(await page.locator('.compare table tbody tr').count(), 3);
          assert.deepEqual(await examine(page), []);
          if (process.env.GOUD_PICTURES) await page.locator('section:has(.compare)').screenshot({ path: `${process.env.GOUD_PICTURES}/two-${language}-${dark ? 'dark' : 'light'}-${width}.png` });
          // Whoever is sent the address sees the same.
          await page.reload();
          await settled(page);
          await said.waitFor();
          assert.match(await said.innerText(), SAID[language]);
          // A region is no group beside one of its own hotels.
          const options = await page.getByLabel(second, { exact: true }).locator('option').allInnerTexts();
          assert.ok(!options.some((one) => one.trim() === 'West' || one.trim().endsWith('Leiden')), options.join());
          assert.deepEqual(faults, []);
          await context.close();
        });
});

async function label(page, select, name) {
  const options = await page.getByLabel(select, { exact: true }).locator('option').allTextContents();
  return options.find((one) => one.trim().endsWith(name));
}
