// A survey file in: `goud open` shows its overview with the figures an independent count gives, as proposals until someone
// confirms them; the pages take files too, show what they understood first, name every refused row, and can undo.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, examine, open, place, serve, settled } from './house.mjs';

const here = place();
// A generator of one's own, so that the file is the same on every machine.
let seed = 20261123;
const draw = (choices) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  // the low bits of such a sequence repeat soon
  return choices[(seed >>> 16) % choices.length];
};
const row = (id) => [id, draw(['Zwolle', 'Breda', 'Leiden']), draw([1, 2, 3, 3, 4, 4, 5, '']), draw([3, 4, 4, 5, 5, 5]), draw([6, 7, 8, 9, 9, 10]), draw(['ja', 'ja', 'ja', 'nee'])];
const rows = Array.from({ length: 400 }, (_, at) => row(1000 + at));
const csv = (all) => `${['id;hotel;inchecken;ontbijt;aanbeveling;tevreden', ...all.map((one) => one.join(';'))].join('\n')}\n`;
const answered = rows.map((one) => one[2]).filter((value) => value !== '');
const kept = answered.filter((value) => value >= 4).length;

let house, browser, desk;
before(async () => {
  const file = join(here.folder, 'gasten.csv');
  writeFileSync(file, csv(rows));
  house = await serve(['open', file, '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  desk = await open(browser);
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

test('the owner that was printed can sign in', async () => {
  const { page } = desk;
  const [, email, password] = /([^\s<]+@[^\s>,]+)\s+\S+\s+(\S+)/.exec(house.said());
  await page.goto(`${house.url}/aanmelden`);
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(password);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.waitForURL((url) => url.pathname === '/belofte');
  await settled(page);
});

test('the overview shows what a count by hand gives, as a proposal', async () => {
  const { page } = desk;
  const card = page.getByRole('link', { name: /inchecken/i }).first();
  const said = (await card.innerText()).replace(/\s+/g, ' ');
  assert.match(said, new RegExp(`${Math.round((100 * kept) / answered.length)} ?%`));
  assert.match(said, /afgeleid, een voorstel/);
  assert.match(await page.locator('.hd p').first().innerText(), /400 antwoorden van klanten/);
  await card.click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  const parts = await page.getByText(/^Nagekomen \d/).first().innerText();
  assert.match(parts, new RegExp(`Nagekomen ${kept}, niet nagekomen ${answered.length - kept},`));
});

test('a person confirms the proposal, and then it says so', async () => {
  const { page } = desk;
  await page.goto(`${house.url}/beheer/beloften`);
  await settled(page);
  const promise = page.locator('.promised > li', { hasText: /inchecken/i }).first();
  await promise.getByRole('button', { name: /^Bevestig/ }).click();
  await promise.getByRole('button', { name: /^Bevestig/ }).waitFor({ state: 'detached' });
  await page.goto(`${house.url}/belofte`);
  await settled(page);
  const said = await page.getByRole('link', { name: /inchecken/i }).first().innerText();
  assert.doesNotMatch(said, /voorstel/);
  assert.match(said, /afgeleid/);
});

async function take(name, text) {
  const { page } = desk;
  await page.goto(`${house.url}/metingen/imports`);
  await settled(page);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Bekijk eerst' }).click();
  await page.getByRole('rowheader', { name: 'inchecken' }).waitFor();
  await page.getByRole('button', { name: 'Sla op' }).click();
  const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(name) }) }).first();
  await line.getByText('klaar').waitFor({ timeout: 60_000 });
  return line;
}
const cells = async (line) => (await line.getByRole('cell').allInnerTexts()).map((one) => one.trim());

test('a second file is shown first; its broken row is refused by name, and it can be undone', async () => {
  const { page } = desk;
  const more = Array.from({ length: 50 }, (_, at) => row(5000 + at));
  more[7].push('te veel');
  const line = await take('nieuw.csv', csv(more));
  const [, read, added, , refused] = await cells(line);
  assert.deepEqual([read, added, refused.split(/\s/)[0]], ['50', '49', '1']);
  await line.getByRole('button', { name: /geweigerde rijen/ }).click();
  const dialog = page.getByRole('dialog');
  assert.ok((await dialog.locator('tbody tr').first().innerText()).trim().length > 10, 'the row and its reason are told');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.goto(`${house.url}/belofte`);
  await page.getByText(/449 antwoorden van klanten/).waitFor();
  await page.goto(`${house.url}/metingen/imports`);
  await page.getByRole('button', { name: /^Ongedaan maken.*nieuw/ }).click();
  await dialog.getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('ongedaan gemaakt').first().waitFor();
  await page.goto(`${house.url}/belofte`);
  await page.getByText(/400 antwoorden van klanten/).waitFor();
});

test('what an imported file looks like passes axe in both themes', async () => {
  const storageState = await desk.context.storageState();
  for (const dark of [false, true]) {
    const { page, context } = await open(browser, { dark, storageState, bypassCSP: true });
    for (const path of ['/belofte', '/metingen/imports', '/beheer/beloften']) {
      await page.goto(house.url + path);
      await settled(page);
      assert.deepEqual(await examine(page), [], path);
    }
    await context.close();
  }
});
