// Beheer, with the mouse: a person invited and inside, a unit made, moved and ended, a key shown once, a promise made,
// reworded and withdrawn with its history, an owner for a stage, an event on a course.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, desk;
before(async () => {
  const owner = await demonstration(here.data, { seed: 3, answers: 2000 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  desk = await open(browser);
  await desk.page.goto(`${house.url}/aanmelden`);
  await desk.page.getByLabel('E-mailadres').fill(owner.email);
  await desk.page.getByLabel('Wachtwoord', { exact: false }).first().fill(owner.password);
  await desk.page.getByRole('button', { name: 'Aanmelden' }).click();
  await desk.page.waitForURL((url) => url.pathname === '/belofte');
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});
const go = async (path) => {
  await desk.page.goto(house.url + path);
  await settled(desk.page);
};
const said = (text) => desk.page.getByText(text, { exact: false }).first().waitFor();
const dialog = () => desk.page.getByRole('dialog');

test('a manager of one hotel is invited and sees only that branch', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await dialog().getByLabel('E-mailadres').fill('ilse@example.org');
  await dialog().getByLabel('Toegang').selectOption('unit_manager');
  const units = dialog().getByLabel('Onderdeel');
  const zwolle = await units.locator('option', { hasText: 'Zwolle' }).getAttribute('value');
  await units.selectOption(zwolle);
  await dialog().getByRole('button', { name: 'Maak uitnodiging' }).click();
  const link = dialog().getByLabel('Uitnodiging');
  await link.waitFor();
  const guest = await open(browser, { width: 390, height: 844 });
  await guest.page.goto(house.url + new URL(await link.inputValue()).pathname);
  await guest.page.getByLabel('Naam').fill('Ilse Vos');
  await guest.page.getByLabel('Wachtwoord', { exact: false }).first().fill(`${PASSWORD} van Ilse`);
  await guest.page.getByRole('button', { name: 'Meedoen' }).click();
  await guest.page.waitForURL((url) => url.pathname === '/belofte');
  await settled(guest.page);
  assert.equal(await guest.page.getByRole('link', { name: 'Beheer' }).count(), 0, 'no admin for a manager of one hotel');
  const units_seen = await guest.page.evaluate(async () => (await (await fetch('/api/v1/units')).json()).items.map((unit) => unit.name));
  assert.deepEqual(units_seen.filter((name) => /Merelhof/.test(name)), ['Merelhof Zwolle'], units_seen.join(', '));
  assert.equal(units_seen.length, 6, 'the hotel and its departments');
  assert.deepEqual(guest.faults, []);
  await guest.context.close();
});

test('a unit is made, moved and ended', async () => {
  const { page } = desk;
  await go('/beheer/onderdelen');
  await page.getByRole('button', { name: 'Nieuw onderdeel' }).click();
  await dialog().getByLabel('Naam').fill('Merelhof Texel');
  await dialog().getByLabel('Valt onder').selectOption({ index: 1 });
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await page.getByRole('rowheader', { name: 'Merelhof Texel' }).waitFor();
  await page.getByRole('button', { name: /^Verhuis.*Merelhof Texel/ }).click();
  const options = await dialog().getByLabel('Valt onder').locator('option').count();
  assert.ok(options > 1);
  await dialog().getByLabel('Valt onder').selectOption({ index: 0 });
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^Geschiedenis.*Merelhof Texel/ }).click();
  await dialog().locator('li').first().waitFor();
  await page.keyboard.press('Escape');
});

test('a key is shown once', async () => {
  const { page } = desk;
  await go('/beheer/sleutels');
  await page.getByRole('button', { name: 'Nieuwe sleutel' }).click();
  await dialog().getByLabel('Naam').fill('Kassa');
  await dialog().getByRole('button', { name: 'Maak sleutel' }).click();
  const key = await dialog().getByLabel('Sleutel', { exact: true }).inputValue();
  assert.ok(key.length >= 40);
  await dialog().getByRole('button', { name: 'Sluiten' }).last().click();
  await page.getByRole('rowheader', { name: 'Kassa' }).waitFor();
  assert.ok(!(await page.content()).includes(key));
  await page.getByRole('button', { name: /^Beëindig.*Kassa/ }).click();
  await dialog().getByRole('button', { name: 'Beëindig' }).click();
  await page.getByRole('rowheader', { name: 'Kassa' }).waitFor({ state: 'detached' });
});

test('a promise is made, reworded and withdrawn, and remembers it', async () => {
  const { page } = desk;
  await go('/beheer/beloften');
  await page.getByRole('button', { name: 'Belofte vastleggen' }).click();
  await dialog().getByLabel('De belofte, in het Nederlands').fill('De fiets staat klaar.');
  await dialog().getByLabel('De belofte, in het Engels').fill('Your bicycle is ready.');
  await dialog().getByLabel('Norm in %').fill('60');
  await dialog().getByLabel('Rode lijn in %').fill('80');
  await dialog().getByRole('button', { name: 'Belofte vastleggen' }).click();
  await dialog().getByRole('alert').waitFor();
  await dialog().getByLabel('Norm in %').fill('90');
  await dialog().getByRole('button', { name: 'Belofte vastleggen' }).click();
  const row = page.locator('.promised > li', { hasText: 'De fiets staat klaar.' });
  await row.waitFor();
  await row.getByRole('button', { name: 'Herformuleren' }).click();
  await dialog().getByLabel('De belofte, in het Nederlands').fill('De fiets staat klaar, met volle band.');
  await dialog().getByRole('button', { name: 'Herformuleren' }).click();
  const now = page.locator('.promised > li', { hasText: 'met volle band' });
  await now.waitFor();
  await now.getByText('versie 2', { exact: false }).waitFor();
  await now.getByRole('button', { name: /Geschiedenis/ }).click();
  await dialog().getByText('geherformuleerd').waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  await now.getByRole('button', { name: 'Intrekken' }).click();
  await dialog().getByLabel('Reden').fill('De fietsen zijn verkocht.');
  await dialog().getByRole('button', { name: 'Intrekken' }).click();
  await now.getByText('ingetrokken per', { exact: false }).waitFor();
});

test('a stage without owner says so, until someone stands up for it', async () => {
  const { page } = desk;
  await go('/belofte');
  await page.getByRole('button', { name: /^Wijs toe.*Care/ }).click();
  await dialog().getByLabel('Rol van de eigenaar').selectOption({ label: 'Hotelmanager' });
  await dialog().getByRole('button', { name: 'Toewijzen' }).click();
  await said('Hotelmanager');
  assert.equal(await page.getByRole('button', { name: /^Wijs toe.*Care/ }).count(), 0);
});

test('an event is noted on a course', async () => {
  const { page, faults } = desk;
  await go('/belofte');
  await page.getByRole('link', { name: /Inchecken/ }).first().click();
  await page.getByRole('button', { name: 'Gebeurtenis noteren' }).click();
  await dialog().getByLabel('Wat gebeurde er?').fill('Lift vervangen');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await said('Lift vervangen');
  // a refused form is an answer of 400, which a browser logs; anything else is ours
  assert.deepEqual(faults.filter((one) => !/status of 400/.test(one)), []);
});

test('a questionnaire is made question by question, without writing JSON', async () => {
  const { page } = desk;
  await go('/metingen/vragenlijsten');
  await page.getByRole('button', { name: 'Nieuwe vragenlijst' }).click();
  await page.getByLabel('Titel, in het Nederlands').fill('Na de fietstocht');
  await page.getByRole('checkbox', { name: 'In het Engels' }).uncheck();
  const promises = page.getByLabel('Welke belofte bewijst dit?');
  await promises.selectOption({ index: 1 });
  await page.getByLabel('De vraag', { exact: false }).first().fill('Stond de fiets klaar?');
  await page.getByLabel('Telt als').nth(1).selectOption('not_kept');
  await page.getByRole('button', { name: 'Vraag toevoegen' }).click();
  await page.getByLabel('Soort vraag').selectOption('choice');
  await page.getByLabel('De vraag', { exact: false }).first().fill('Hoe ver ging u?');
  await page.getByLabel('Antwoord 1').fill('Rondje dorp');
  await page.getByLabel('Antwoord 2').fill('De hele dag');
  await page.getByRole('button', { name: 'Omhoog: Hoe ver ging u?' }).click();
  await page.getByRole('button', { name: 'Voorbeeld' }).click();
  await said('Rondje dorp');
  await page.getByRole('button', { name: 'JSON' }).click();
  const written = JSON.parse(await page.getByLabel('Vragenlijst in JSON').inputValue());
  assert.deepEqual(written.questions.map((question) => question.kind), ['promise', 'choice', 'story']);
  assert.ok(written.questions[0].not_kept.includes('no_told'));
  await page.getByRole('button', { name: 'Bewaren' }).click();
  await page.getByRole('rowheader', { name: 'Na de fietstocht' }).waitFor();
});

test('suspect answers can be left out, and the address says so', async () => {
  const { page } = desk;
  await go('/belofte');
  await page.getByRole('button', { name: /^Verdachte antwoorden/ }).click();
  await page.waitForURL((url) => url.searchParams.get('with_suspects') === '0');
  await settled(page);
  await page.getByRole('link', { name: /Inchecken/ }).first().click();
  await page.waitForURL((url) => url.pathname.startsWith('/momenten/') && url.searchParams.get('with_suspects') === '0');
  await page.getByRole('button', { name: /^Verdachte antwoorden/ }).click();
  await page.waitForURL((url) => !url.searchParams.has('with_suspects'));
});
