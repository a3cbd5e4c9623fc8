// From what the floor experiences to what comes of it: the three pairs of the demonstration, the map of what counts at a moment,
// and a file of measures that somebody brings in.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, storageState;
before(async () => {
  const owner = await demonstration(here.data);
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  const context = await browser.newContext();
  const signed = await context.request.post(`${house.url}/api/v1/session`, { data: owner, headers: { Origin: house.url } });
  assert.equal(signed.status(), 200, await signed.text());
  storageState = await context.storageState();
  await context.close();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

describe('linkage', () => {
  test('the link that is there, the absent one, and the one that hangs on a single hotel', async () => {
    const { page, context, faults } = await open(browser, { storageState });
    await page.goto(`${house.url}/linkage`);
    await page.waitForURL(/\/verband/);
    await settled(page);
    await page.getByRole('heading', { level: 1, name: 'Waar “Weet wat ik mag beslissen” hoger is, is “Gasten die terugkomen” daarna ook hoger.' }).waitFor();
    assert.equal(await page.getByText('vooraf vastgelegd', { exact: false }).count() > 0, true);
    const said = await page.locator('.hd p').innerText();
    await page.locator('.hyp').last().locator('..').locator('..').getByText('Toon als tabel').click();
    const rows = (await page.locator('table').last().locator('tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
    const between = rows.find((row) => row.startsWith('Tussen vestigingen'));
    assert.ok(said.includes(/\+?(0,\d\d)/.exec(between)[1]), `${said} and ${between}`);
    await page.getByRole('button', { name: /Ziekteverzuim → Omzet per kamernacht/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Uit deze gegevens blijkt niet dat' }).waitFor();
    await page.getByRole('button', { name: /Opleidingsuren per medewerker → Besteding/ }).click();
    await page.getByRole('heading', { level: 1, name: 'hangt aan Merelhof Roermond' }).waitFor();
    await settled(page);
    assert.equal(await page.getByText('geen bewijs van oorzaak').count() > 1, true);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test('a file of measures: about whom is asked, the floor is told by line, then it is in', async () => {
    const { page, context, faults } = await open(browser, { storageState, width: 390, bypassCSP: true });
    await page.goto(`${house.url}/verband`);
    await settled(page);
    await page.getByRole('button', { name: 'Breng metingen binnen' }).click();
    const rows = (n) => `vestiging;periode;meting;waarde;n\nzwl;2026-Q1;Trots op het werk;71,5%;${n}\nbrd;2026-Q1;Trots op het werk;64%;31\n`;
    const file = join(here.folder, 'metingen.csv');
    writeFileSync(file, rows(4));
    await page.getByLabel('Bestand (CSV)').setInputFiles(file);
    await page.getByLabel('“Trots op het werk” gaat over').selectOption('employees');
    assert.deepEqual(await examine(page), []);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Breng metingen binnen' }).click();
    await dialog.getByText('Regel 2: Over medewerkers').waitFor();
    // the same file, mended, and chosen once more: what was said of its measure stands
    writeFileSync(file, rows(24));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByLabel('Bestand (CSV)').click()]);
    await chooser.setFiles(file);
    await dialog.getByText('Regel 2').waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('“Trots op het werk” gaat over').inputValue(), 'employees');
    await dialog.getByRole('button', { name: 'Breng metingen binnen' }).click();
    await page.getByText('Binnen: 2 nieuw').waitFor();
    assert.deepEqual(faults.filter((one) => !/400/.test(one)), []);
    await context.close();
  });

  test('what counts at a moment: the map, its table, and why there is none', async () => {
    const { page, context, faults } = await open(browser, { storageState });
    await page.goto(`${house.url}/momenten?all=1`);
    await settled(page);
    await page.locator('main').getByRole('link', { name: 'Kamer en rust' }).first().click();
    const map = page.locator('section', { has: page.getByRole('heading', { name: 'Wat telt hier, en hoe goed doen we dat?' }) });
    await map.locator('svg[role=img]').waitFor();
    const names = await map.locator('ol b').allInnerTexts();
    assert.equal(names.length, 2);
    assert.match(names[0], /stil in uw kamer/);
    await map.getByText('Toon als tabel').click();
    const rows = await map.locator('tbody tr').allInnerTexts();
    for (const name of names) assert.ok(rows.some((row) => row.includes(name)), name);
    assert.equal(await map.getByText('samenhang, geen bewijs van oorzaak').count() > 0, true);
    await page.goto(`${house.url}/momenten?all=1`);
    await page.locator('main').getByRole('link', { name: 'Uitchecken' }).first().click();
    await map.getByText('Nog geen kaart van wat telt').waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  });
});
