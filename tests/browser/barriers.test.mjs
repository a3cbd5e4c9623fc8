// Barriers: the board, one of them from acknowledged to confirmed, its limits, and the card on the page of a moment.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
const TITLE = 'Slechts één sleutelautomaat op zaal';
let house, browser, desk, state, unit, moment, ids;
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
before(async () => {
  const owner = await demonstration(here.data, { seed: 5, answers: 1500 });
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
  const journeys = (await api(page, 'GET', '/journeys')).items;
  moment = journeys.find((one) => one.audience === 'customer').moments.find((one) => one.promises.length > 0 && !one.ended);
  const report = (words, minutes, kind = 'tools') => api(page, 'POST', '/barriers', { submission: words + minutes, unit: unit.id, moment: moment.id, kind, words, language: 'nl', minutes });
  ids = { one: (await report(TITLE, 60)).id, other: (await report('Sleutelautomaat op zaal weer kapot', 30)).id };
  // so that it stands at the top of its moment
  for (let i = 0; i < 40; i += 1) await api(page, 'POST', '/barriers', { submission: `again-${i}`, unit: unit.id, moment: moment.id, barrier: ids.one, minutes: 60 });
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

test('the board under its short name: filters, table, and the way to one', async () => {
  const { page } = desk;
  await go(`/barriers?moment=${moment.id}&unit=${unit.id}`);
  assert.equal(new URL(page.url()).pathname, '/belemmeringen');
  await page.getByRole('link', { name: TITLE }).waitFor();
  await page.getByText('minstens, gemeld').first().waitFor();
  await page.getByText('Samenhang, geen bewijs van oorzaak').first().waitFor();
  await page.getByText('Toon als tabel').first().click();
  assert.ok((await page.getByRole('table').getByRole('row').count()) >= 3);
  await page.getByRole('button', { name: 'Over tijd', exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get('stand') === 'overdue');
  await page.getByText('Niets is over tijd.').waitFor();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('link', { name: TITLE }).click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await settled(page);
});

test('acknowledged by keyboard; its clock runs', async () => {
  const { page } = desk;
  await go(`/belemmeringen/${ids.one}`);
  await page.getByText('Nog niet te zeggen: pas vanaf vijf dagen', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Oppakken' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('Eigenaar').waitFor();
  await dialog().getByRole('button', { name: 'Pak op' }).focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'hidden' });
  await page.getByText(/^nog \d+ (d|uur)$/).waitFor();
  await page.getByText('opgepakt of doorgegeven').waitFor();
});

test('what is alike is joined by a person', async () => {
  const { page } = desk;
  await go(`/belemmeringen/${ids.other}`);
  await page.getByRole('region', { name: 'Lijkt op' }).getByRole('button', { name: /Voeg samen.*sleutelautomaat/ }).click();
  await dialog().getByRole('button', { name: 'Voeg samen' }).click();
  await page.waitForURL((url) => url.pathname.endsWith(ids.one));
  await page.getByText('een andere erbij genomen').waitFor();
  await settled(page);
});

test('solved, not yet, solved, gone: only its reporter says so', async () => {
  const { page } = desk;
  await go(`/belemmeringen/${ids.one}`);
  for (const [words, said] of [['Een monteur gebeld', 'Nog niet'], ['Een tweede automaat geplaatst', 'Weg']]) {
    await page.getByRole('button', { name: 'Opgelost', exact: true }).click();
    await dialog().getByLabel('Wat er is gedaan').fill(words);
    await dialog().getByRole('button', { name: 'Vertel het' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await page.getByText(words).waitFor();
    await page.getByRole('button', { name: said, exact: true }).click();
    if (said === 'Nog niet') await page.getByText('1 zeggen nog niet', { exact: false }).waitFor();
  }
  await page.locator('.chip', { hasText: 'Bevestigd weg' }).waitFor();
});

test('limits are changed under Beheer', async () => {
  const { page } = desk;
  await go('/beheer/tijdslimieten');
  const first = page.getByRole('spinbutton').first();
  await first.fill('21');
  await page.getByRole('button', { name: 'Bewaren' }).click();
  await page.getByText('De tijdslimieten gelden', { exact: false }).waitFor();
  await go('/beheer/tijdslimieten');
  assert.equal(await first.inputValue(), '21');
});

test('the card on the page of a moment', async () => {
  const { page } = desk;
  const made = await api(page, 'POST', '/barriers', { submission: 'card', unit: unit.id, moment: moment.id, kind: 'not_there', words: 'Te weinig bagagekarren', language: 'nl', minutes: 60 });
  for (let i = 0; i < 60; i += 1) await api(page, 'POST', '/barriers', { submission: `card-${i}`, unit: unit.id, moment: moment.id, barrier: made.id, minutes: 60 });
  await go(`/momenten/${moment.id}`);
  const card = page.getByRole('region', { name: 'Wat de vloer tegenhoudt' });
  await card.getByRole('link', { name: 'Te weinig bagagekarren' }).waitFor();
  await card.getByText('minstens', { exact: false }).waitFor();
});

test('axe finds nothing: light, dark, on a telephone, in English', async () => {
  for (const look of [{}, { dark: true }, { width: 390, height: 844 }, { language: 'en' }]) {
    const window = await open(browser, { ...look, storageState: state });
    for (const path of [`/belemmeringen?moment=${moment.id}`, '/belemmeringen?stand=all', `/belemmeringen/${ids.one}`, '/beheer/tijdslimieten', `/momenten/${moment.id}`]) {
      await go(path, window);
      assert.deepEqual(await examine(window.page), [], `${path} ${JSON.stringify(look)}`);
    }
    assert.deepEqual(window.faults, []);
    await window.context.close();
  }
});

test('no page made an error', () => assert.deepEqual(desk.faults, []));
