// Follow-ups: from the guest's page to what the guest confirms; the list by keyboard, causes, letters, the card of a moment.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
const WORDS = 'Ik stond een half uur bij de balie en niemand zei waarom.';
const NOTED = 'De douche bleef koud, twee ochtenden lang.';
let house, browser, desk, state, unit, moment, link, back;
const api = (page, method, path, body) =>
  page.evaluate(
    async ([how, where, what]) => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const answer = await fetch(`/api/v1${where}`, { method: how, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: what && JSON.stringify(what) });
      if (!answer.ok) throw new Error(`${how} ${where}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );
const heard = async (page, words) => {
  for (let i = 0; i < 60; i += 1) {
    const found = (await api(page, 'GET', '/follow-ups?limit=200')).items.find((one) => one.text === words);
    if (found) return found;
    await page.waitForTimeout(250);
  }
  throw new Error(`nothing is heard of: ${words}`);
};
before(async () => {
  const owner = await demonstration(here.data, { seed: 6, answers: 1500 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  desk = await open(browser);
  const { page } = desk;
  await page.goto(`${house.url}/aanmelden`);
  await page.getByLabel('E-mailadres').fill(owner.email);
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(owner.password);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.waitForURL((url) => url.pathname === '/belofte');
  state = await desk.context.storageState();
  unit = (await api(page, 'GET', '/units?limit=200')).items.find((one) => one.volume);
  const instruments = (await api(page, 'GET', '/instruments')).items;
  for (const one of instruments) {
    const { definition } = await api(page, 'GET', `/instruments/${one.id}`);
    const story = definition.questions.find((question) => question.kind === 'story' && question.moment === 'drawn');
    if (story && !definition.anonymous) link = { instrument: one.id, key: story.key };
  }
  const journeys = (await api(page, 'GET', '/journeys')).items;
  moment = journeys.find((one) => one.audience === 'customer').moments.find((one) => one.promises.length > 0 && !one.ended);
  link = { ...link, ...(await api(page, 'POST', '/links', { instrument: link.instrument, unit: unit.id, moment: moment.id })) };
  const told = { [link.key]: { expectation: 'less', text: NOTED, call: { telephone: '+31 38 123 45 67' } } };
  await api(page, 'POST', '/answers', { submission_id: 'noted', instrument: link.instrument, unit: unit.id, moment: moment.id, language: 'nl', answers: told });
  await heard(page, NOTED);
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});
const go = async (path, where = desk) => {
  await where.page.goto(house.url + path);
  await settled(where.page);
};
const dialog = () => desk.page.getByRole('dialog');
const row = (words) => desk.page.getByRole('listitem').filter({ hasText: words });

test('a guest tells it without JavaScript, on a telephone, and gets a way back', async () => {
  const guest = await open(browser, { width: 390, height: 844, javaScriptEnabled: false });
  await guest.page.goto(`${house.url}/s/${link.code}?lang=nl`);
  assert.equal(await guest.page.locator('input:checked').count(), 0);
  await guest.page.locator('input[value=less]').check({ force: true });
  await guest.page.getByLabel('Wat gebeurde er', { exact: false }).fill(WORDS);
  const mail = guest.page.getByLabel('Uw e-mailadres');
  assert.equal(await mail.isVisible(), false);
  await guest.page.getByLabel('Neem contact met mij op').check();
  await mail.fill('gast@elders.example');
  await guest.page.getByRole('button', { name: 'Versturen' }).click();
  await guest.page.getByRole('link', { name: 'Bekijk wat ermee gebeurt' }).click();
  await guest.page.getByRole('heading', { level: 1, name: 'Wat u ons vertelde' }).waitFor();
  assert.ok((await guest.page.content()).includes(WORDS));
  back = new URL(guest.page.url()).pathname;
  await guest.context.close();
});

test('the list: called and answered by keyboard, the letter in the language of the guest', async () => {
  const { page } = desk;
  await heard(page, WORDS);
  await go('/follow-ups?wie=all');
  assert.equal(new URL(page.url()).pathname, '/opvolging');
  await row(WORDS).getByText(/^Bel vóór/).waitFor();
  await row(NOTED).getByRole('link', { name: 'Bel +31 38 123 45 67' }).waitFor();
  assert.equal(await row(NOTED).getByRole('link').getAttribute('href'), 'tel:+31381234567');
  await row(NOTED).getByRole('button', { name: 'Gesproken' }).focus();
  await page.keyboard.press('Enter');
  await row(NOTED).getByText(/^Gesproken op/).waitFor();
  await row(WORDS).getByRole('button', { name: 'Antwoord per mail' }).focus();
  await page.keyboard.press('Enter');
  const letter = dialog().getByLabel('Jouw brief');
  await letter.waitFor();
  assert.match(await letter.inputValue(), /^Beste gast,/);
  assert.equal(await letter.getAttribute('lang'), 'nl');
  await letter.fill('Beste gast, de balie is nu met twee mensen bezet. Groet, Anna');
  await dialog().getByRole('button', { name: 'Verstuur' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await row(WORDS).getByText('brief wacht').waitFor();
});

test('solved, not yet, solved again, confirmed by the guest; what is noted is told apart', async () => {
  const { page } = desk;
  const guest = await open(browser, { width: 390, height: 844, javaScriptEnabled: false });
  for (const [told, said] of [['Er staan nu twee mensen.', 'Nog niet'], ['Ook in het weekend.', 'Ja']]) {
    await go('/opvolging?wie=all');
    await row(WORDS).getByRole('button', { name: 'Opgelost', exact: true }).click();
    await dialog().getByLabel('Wat leest de gast?').fill(told);
    await dialog().getByRole('button', { name: 'Opgelost', exact: true }).click();
    await dialog().waitFor({ state: 'hidden' });
    await guest.page.goto(house.url + back);
    assert.ok((await guest.page.content()).includes(told));
    await guest.page.getByRole('button', { name: said, exact: true }).click();
    await guest.page.waitForLoadState();
    await go('/opvolging?wie=all');
    await row(WORDS).getByText(said === 'Ja' ? 'Opgelost, zegt de gast' : 'Gast zegt: nog niet opgelost').waitFor();
  }
  await guest.context.close();
  await row(NOTED).getByRole('button', { name: 'Opgelost', exact: true }).click();
  await dialog().getByLabel('Wat leest de gast?').fill('De ketel is vervangen.');
  await dialog().getByRole('button', { name: 'Opgelost', exact: true }).click();
  await dialog().waitFor({ state: 'hidden' });
  await row(NOTED).getByRole('button', { name: 'Noteer antwoord' }).click();
  assert.equal(await dialog().locator('input:checked').count(), 0);
  await dialog().getByLabel('Het is opgelost').check();
  await dialog().getByRole('button', { name: 'Noteer', exact: true }).click();
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText('1 genoteerd door een collega, apart geteld.', { exact: false }).waitFor();
  const steps = page.getByRole('list', { name: 'Stappen van de opvolging' });
  await steps.getByText('van 2 opgelost').waitFor();
  await steps.getByText(/50% \(\d+–\d+\)/).waitFor();
});

test('a cause becomes a change with an owner and a day, its effect unknown', async () => {
  const { page } = desk;
  await go('/opvolging?wie=all');
  await row(WORDS).getByRole('button', { name: 'Oorzaak' }).click();
  await dialog().getByLabel('Waar kwam het vandaan?').selectOption('new');
  await dialog().getByLabel('Oorzaak in een paar woorden').fill('Balie met één bezet');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await dialog().waitFor({ state: 'hidden' });
  const causes = page.getByRole('region', { name: 'Oorzaken' });
  await causes.getByText('Nog niets veranderd').first().waitFor();
  await causes.getByRole('button', { name: /Verander iets/ }).click();
  await dialog().getByLabel('Wat verandert er?').selectOption('other');
  await dialog().getByLabel('Wat wordt er anders?').fill('Twee mensen aan de balie vanaf 14.00 uur');
  await dialog().getByLabel('Wie doet dit?').selectOption({ index: 1 });
  await dialog().getByLabel('Uiterlijk').fill('2027-03-01');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await causes.getByText('Effect onbekend, meten na 6 weken').first().waitFor();
});

test('the card on the page of a moment, and letters under Beheer', async () => {
  const { page } = desk;
  await go(`/momenten/${moment.id}`);
  const card = page.getByRole('region', { name: 'Opvolging' });
  await card.getByText('Twee mensen aan de balie vanaf 14.00 uur').waitFor();
  await card.getByText('Bevestigd', { exact: true }).waitFor();
  await card.getByRole('link', { name: 'Open opvolging' }).click();
  await page.waitForURL((url) => url.pathname === '/opvolging' && url.searchParams.get('moment') === moment.id);
  await go('/beheer/post');
  await page.getByText('Er is geen mailserver ingesteld', { exact: false }).waitFor();
  const letter = page.getByRole('row').filter({ hasText: 'twee mensen bezet' });
  await letter.getByRole('button', { name: /Trek in/ }).click();
  await dialog().getByRole('button', { name: 'Trek in' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await letter.getByText('ingetrokken').waitFor();
});

test('axe finds nothing: light, dark, on a telephone, in English', async () => {
  for (const look of [{}, { dark: true }, { width: 390, height: 844 }, { language: 'en' }]) {
    const window = await open(browser, { ...look, storageState: state });
    for (const path of ['/opvolging', '/opvolging?wie=all', '/beheer/post', `/momenten/${moment.id}`]) {
      await go(path, window);
      assert.deepEqual(await examine(window.page), [], `${path} ${JSON.stringify(look)}`);
    }
    assert.deepEqual(window.faults, []);
    await window.context.close();
    const guest = await open(browser, { ...look, bypassCSP: true });
    for (const path of [`/s/${link.code}`, back]) {
      await guest.page.goto(house.url + path);
      assert.deepEqual(await examine(guest.page), [], `${path} ${JSON.stringify(look)}`);
    }
    await guest.context.close();
  }
});

test('no page made an error', () => assert.deepEqual(desk.faults, []));
