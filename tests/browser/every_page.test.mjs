// Every page, on the demonstration: axe finds nothing in light and dark, at 390 and 1440 px, in Dutch and English; the
// simulation is named on each; no page is wider than its window; no page makes an error.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, storageState, moments, rounds, hotel, owner;
before(async () => {
  owner = await demonstration(here.data);
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  const context = await browser.newContext();
  const signed = await context.request.post(`${house.url}/api/v1/session`, { data: owner, headers: { Origin: house.url } });
  assert.equal(signed.status(), 200, await signed.text());
  storageState = await context.storageState();
  const journeys = await (await context.request.get(`${house.url}/api/v1/journeys`)).json();
  moments = ['employee', 'customer'].map((audience) => journeys.items.find((one) => one.audience === audience).moments[0].id);
  // the moment whose map has drivers to set beside each other
  moments.push(journeys.items.find((one) => one.audience === 'customer').moments.find((one) => one.name.nl === 'Kamer en rust').id);
  // each state a round is in, the latest of it, and a house with its departments
  const { rounds: all } = await (await context.request.get(`${house.url}/api/v1/rounds`)).json();
  rounds = all.filter((one, at) => all.findIndex((other) => other.state === one.state) === at).map((one) => one.id);
  const units = await (await context.request.get(`${house.url}/api/v1/units?limit=200`)).json();
  hotel = units.items.find((one) => one.name.endsWith('Zwolle')).id;
  await context.close();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

const pages = () => [
  '/belofte', '/momenten', ...moments.map((id) => `/momenten/${id}`), '/verhalen', '/eerste-uur', '/team', `/team/${hotel}`, '/verband',
  '/belemmeringen', '/belemmeringen?stand=all', '/beheer/tijdslimieten',
  '/metingen/rondes', '/metingen/rondes/nieuw', ...rounds.map((id) => `/metingen/rondes/${id}`),
  '/metingen/vragenlijsten', '/metingen/links', '/metingen/respons', '/metingen/imports',
  '/beheer/beloften', '/beheer/reizen', '/beheer/onderdelen', '/beheer/mensen', '/beheer/medewerkers', '/beheer/vloer', '/beheer/merk', '/beheer/sleutels', '/beheer/audit',
];
const NAMES = { nl: 'Simulatie', en: 'Simulation' };

for (const language of ['nl', 'en'])
  describe(`every page, ${language}`, () => {
    for (const dark of [false, true])
      for (const width of [390, 1440])
        test(`${dark ? 'dark' : 'light'}, ${width} px`, async () => {
          const { page, context, faults } = await open(browser, { width, dark, language, storageState, bypassCSP: true });
          for (const path of pages()) {
            await page.goto(house.url + path);
            await settled(page);
            assert.deepEqual(await examine(page), [], path);
            assert.equal(await page.getByRole('complementary', { name: NAMES[language] }).count(), 1, `${path} names the simulation`);
            assert.equal(await page.evaluate(() => document.documentElement.lang), language);
          }
          assert.deepEqual(faults, []);
          await context.close();
        });
  });

describe('and besides', () => {
  test('before signing in, and where nothing is', async () => {
    for (const dark of [false, true]) {
      const { page, context } = await open(browser, { dark, bypassCSP: true });
      for (const path of ['/aanmelden', '/uitnodiging/onbekend', '/bestaat/niet']) {
        await page.goto(house.url + path);
        await settled(page);
        assert.deepEqual(await examine(page), [], path);
      }
      await context.close();
    }
  });

  test('with its own content policy no page is refused anything', async () => {
    const { page, context, faults } = await open(browser, { storageState });
    for (const path of pages()) {
      await page.goto(house.url + path);
      await settled(page);
    }
    assert.deepEqual(faults, []);
    await context.close();
  });
});

describe('what a chart says', () => {
  test('stands in a table beside it, with the same figures', async () => {
    const { page, context } = await open(browser, { storageState });
    await page.goto(`${house.url}/belofte`);
    await settled(page);
    const cards = await page.locator('.band').last().locator('a.mo .kv b').allInnerTexts();
    await page.locator('.band').last().getByText('Toon als tabel').click();
    const rows = await page.locator('.band').last().locator('table tbody tr').allInnerTexts();
    assert.ok(cards.length >= 8 && rows.length >= cards.length);
    for (const card of cards) {
      const said = card.replace(/\s+/g, ' ').replace(' %', '%').trim();
      assert.ok(rows.some((row) => row.replace(/\s+/g, ' ').includes(said)), `${said} stands in the table`);
    }
    await context.close();
  });

  test('the view lives in the address: a period is kept from page to page and by a reload', async () => {
    const { page, context } = await open(browser, { storageState });
    await page.goto(`${house.url}/belofte`);
    await settled(page);
    await page.getByRole('button', { name: /Periode/ }).click();
    await page.getByRole('button', { name: 'laatste 12 weken' }).click();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
    await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Momenten' }).first().click();
    await page.waitForURL(/momenten\?.*from=/);
    await page.reload();
    await settled(page);
    assert.match(page.url(), /from=.*to=/);
    await context.close();
  });
});
