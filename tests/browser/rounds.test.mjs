// Employees heard, on screen: the works council's date, who is asked, a plan and what everyone will see, codes that are handed
// out once, a round that is open and closes, and what came of it: results, team board, the employees' band, a moment.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { browse, examine, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
const day = (after_days) => new Date(Date.now() + after_days * 86_400_000).toISOString().slice(0, 10);
const desk = {};
const units = {};
let house, browser, codes, promise;

async function call(method, path, body) {
  const answer = await fetch(`${house.url}/api/v1${path}`, { method, body: body && JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...(desk.cookie && { Cookie: desk.cookie, 'X-CSRF-Token': desk.csrf }) } });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  const cookie = answer.headers.getSetCookie().at(-1);
  if (cookie) desk.cookie = cookie.split(';')[0];
  return text ? JSON.parse(text) : undefined;
}

before(async () => {
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  const entered = await call('POST', '/setup', { token: /token=(\S+)/.exec(house.said())[1], organisation: 'Proefhuis', name: 'Noor Kuipers', email: 'noor@example.org', password: PASSWORD, language: 'nl' });
  desk.csrf = entered.csrf;
  const org = await call('GET', '/org');
  await call('PATCH', '/org', { units_levels: [['Organisatie', 'Organisation'], ['Hotel', 'Hotel'], ['Afdeling', 'Department']].map(([nl, en], level) => ({ level, name: { nl, en } })), revision: org.revision });
  for (const [name, parent] of [['Zwolle'], ['Breda'], ['Receptie', 'Zwolle'], ['Techniek', 'Zwolle'], ['Keuken', 'Breda'], ['Bar', 'Breda']])
    units[name] = (await call('POST', '/units', { name, level: parent ? 2 : 1, from: '2024-01-01', ...(parent ? { parent: units[parent] } : {}) })).id;
  const journey = await call('POST', '/journeys', { audience: 'employee', name: { nl: 'Medewerkers', en: 'Employees' } });
  const moment = await call('POST', `/journeys/${journey.id}/moments`, { name: { nl: 'Rooster op tijd', en: 'Roster in time' }, stage: 'care' });
  promise = await call('POST', '/promises', { audience: 'employee', text: { nl: 'Je rooster drie weken vooruit.', en: 'Your roster three weeks ahead.' }, norm: 0.85, red_line: 0.7, from: day(-60), moment: moment.id });
  browser = await browse();
  Object.assign(desk, await open(browser, { bypassCSP: true }));
  await desk.page.goto(`${house.url}/aanmelden`);
  await desk.page.getByLabel('E-mailadres').fill('noor@example.org');
  await desk.page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
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
const dialog = () => desk.page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'hidden' });

test('without the works council everything is off, and the card says what the date means', async () => {
  const { page } = desk;
  await go('/measurement/rounds');
  assert.match(page.url(), /\/metingen\/rondes$/);
  await page.getByRole('heading', { name: 'Instemming van de ondernemingsraad' }).waitFor();
  await page.getByText('staat uit', { exact: true }).waitFor();
  await page.getByText('Nog geen rondes').waitFor();
  assert.equal(await page.getByRole('link', { name: /Hoe je antwoord bewaard wordt/ }).getAttribute('href'), '/r/hoe-je-antwoord-bewaard-wordt');
  assert.deepEqual(await examine(page), []);
  await page.getByLabel('Ingestemd op').fill(day(-10));
  await page.getByLabel('Namens').fill('Ondernemingsraad, besluit 2026-11');
  await page.getByRole('button', { name: 'Vul in', exact: true }).click();
  await page.getByText('De ondernemingsraad stemde in op').waitFor();
});

test('who is asked: addresses that were pasted, and people on a card', async () => {
  const { page } = desk;
  await go('/beheer/medewerkers');
  await page.getByText('Nog geen medewerkers').waitFor();
  await page.getByRole('button', { name: 'Plak adressen' }).click();
  await dialog().getByLabel('Onderdeel').selectOption(units.Receptie);
  const addresses = Array.from({ length: 12 }, (_, at) => `collega${at}@example.org`);
  await dialog().getByLabel('E-mailadressen').fill(`${addresses.join('\n')}\ngeen adres`);
  await dialog().getByText('1 regel is geen adres').waitFor();
  assert.deepEqual(await examine(page), []);
  await dialog().getByLabel('E-mailadressen').fill(addresses.join(', '));
  await dialog().getByText('12 adressen gevonden.').waitFor();
  await dialog().getByRole('button', { name: 'Voeg toe', exact: true }).click();
  await closed();
  for (const [unit, people] of [['Techniek', 3], ['Keuken', 8], ['Bar', 7]]) {
    await page.getByRole('button', { name: 'Mensen zonder e-mail' }).click();
    await dialog().getByLabel('Onderdeel').selectOption(units[unit]);
    await dialog().getByLabel('Aantal mensen zonder e-mail').fill(String(people));
    await dialog().getByRole('button', { name: 'Bewaren' }).click();
    await closed();
  }
  await page.getByText('30 mensen: 12 per mail, 18 op een kaart').waitFor();
  assert.deepEqual(await examine(page), []);
});

test('a plan: what is missing is said; a set, a promise, a question of one’s own, an attribute', async () => {
  const { page } = desk;
  await go('/metingen/rondes');
  await page.getByRole('link', { name: 'Plan een ronde' }).click();
  await page.getByRole('heading', { level: 1, name: 'Plan een ronde' }).waitFor();
  await page.getByRole('button', { name: 'Bewaar plan' }).click();
  await page.getByText('Kies minstens één vraag.').waitFor();
  await page.getByLabel('Naam, in het Nederlands').fill('Ronde november');
  await page.getByLabel('Naam, in het Engels').fill('November round');
  await page.getByLabel('Eerste dag').fill(day(0));
  await page.getByLabel('Laatste dag').fill(day(13));
  await page.getByRole('button', { name: 'Uit de vragenkast' }).click();
  await dialog().getByText('niet gevalideerd').first().waitFor();
  await dialog().getByRole('group', { name: 'Weten we het?' }).getByLabel('Alle 6').check();
  assert.deepEqual(await examine(page), []);
  await dialog().getByRole('button', { name: 'Voeg 6 toe' }).click();
  await closed();
  await page.getByRole('button', { name: 'Vraag naar een belofte' }).click();
  await dialog().getByLabel('Belofte').selectOption(promise.id);
  await dialog().getByLabel('Vraag, in het Nederlands').fill('Kende je je rooster drie weken vooruit?');
  await dialog().getByLabel('Vraag, in het Engels').fill('Did you know your roster three weeks ahead?');
  await dialog().getByRole('combobox', { name: 'Nee, maar ik wist waarom' }).selectOption('other');
  await dialog().getByRole('button', { name: 'Zet in de ronde' }).click();
  await closed();
  await page.getByRole('button', { name: 'Eigen vraag' }).click();
  await dialog().getByLabel('Vraag, in het Nederlands').fill('Wat zou je als eerste herstellen?');
  await dialog().getByLabel('Vraag, in het Engels').fill('What would you mend first?');
  await dialog().getByLabel('Soort').selectOption('text');
  await dialog().getByRole('button', { name: 'Zet in de ronde' }).click();
  await closed();
  await page.getByRole('button', { name: 'Kenmerk erbij' }).click();
  const facet = page.getByRole('group', { name: 'Kenmerk 1' });
  await facet.getByLabel('Kenmerk, als vraag, in het Nederlands').fill('Hoeveel werk je?');
  await page.getByRole('button', { name: 'Bewaar plan' }).click();
  const group = page.locator('.facetform');
  await group.getByLabel('Kenmerk, als vraag, in het Engels').fill('How much do you work?');
  for (const [at, nl, en] of [[1, 'deeltijd', 'part-time'], [2, 'voltijd', 'full-time']]) {
    await group.getByLabel(`Klasse ${at}, in het Nederlands`).fill(nl);
    await group.getByLabel(`Klasse ${at}, in het Engels`).fill(en);
  }
  // the floor goes up only
  assert.equal(await page.getByLabel('Antwoorden in een groep').getAttribute('min'), '5');
  assert.deepEqual(await examine(page), []);
  await page.getByRole('button', { name: 'Bewaar plan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ronde november' }).waitFor();
});

test('before it starts it says what everyone will see, and who is too small to count alone', async () => {
  const { page } = desk;
  await settled(page);
  await page.getByRole('heading', { name: 'Wat iedereen ziet' }).waitFor();
  await page.getByText('1 onderdeel is te klein om alleen te tellen').waitFor();
  const row = page.getByRole('row', { name: /Techniek/ });
  assert.match(await row.innerText(), /alleen in Zwolle \(15 mensen\)/);
  assert.match(await page.getByRole('row', { name: /Keuken/ }).innerText(), /zichzelf/);
  assert.deepEqual(await examine(page), []);
});

test('opened: the codes stand on this page once, and whoever leaves is asked first', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Open ronde' }).click();
  await dialog().getByText('30 collega’s worden gevraagd').waitFor();
  await dialog().getByRole('button', { name: 'Open ronde' }).click();
  await page.getByText('30 codes: 12 met e-mailadres, 18 op een kaart.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'codes', 'whoever reads by ear lands at the codes');
  assert.deepEqual(await examine(page), []);
  await page.getByRole('link', { name: 'Momenten' }).first().click();
  await dialog().getByText('Je hebt nog niet alles opgehaald').waitFor();
  await page.keyboard.press('Escape');
  await closed();
  assert.match(page.url(), /metingen\/rondes/);
  const [list] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download lijst' }).click()]);
  const file = join(here.folder, 'lijst.csv');
  await list.saveAs(file);
  const lines = readFileSync(file, 'utf8').trim().split('\r\n');
  assert.equal(lines[0], 'email,language,code,link');
  assert.equal(lines.length, 13);
  assert.match(lines[1], /^collega\d+@example\.org,nl,[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4},http:\/\/127\.0\.0\.1:\d+\/r\/[0-9A-Z-]+$/);
  assert.ok(!lines.join().includes('Receptie'), 'the list says nothing of where someone works');
  codes = lines.slice(1).map((line) => line.split(',')[2]);
  const [sheets] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download kaarten' }).click()]);
  const pdf = join(here.folder, 'kaarten.pdf');
  await sheets.saveAs(pdf);
  assert.equal(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
  await page.getByRole('button', { name: 'Ik heb ze' }).click();
  await page.getByText('De eerste stand komt morgenochtend').waitFor();
  assert.equal(await page.getByText(codes[0]).count(), 0);
  await page.getByText('Sluiten kan vanaf').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Sluit ronde' }).count(), 0);
  await page.reload();
  await settled(page);
  assert.equal(await page.getByText('Codes van Ronde november').count(), 0, 'gone for good');
  assert.deepEqual(await examine(page), []);
});

test('codes that were lost: the round begins again with new ones, and the old are void', async () => {
  const { page } = desk;
  const lost = codes[0];
  await page.getByRole('button', { name: 'Begin opnieuw' }).click();
  await dialog().getByLabel('Ik weet dat wie al antwoordde opnieuw moet antwoorden').check();
  await dialog().getByRole('button', { name: 'Begin opnieuw' }).click();
  await page.getByText('30 codes: 12 met e-mailadres, 18 op een kaart.').waitFor();
  const [list] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download lijst' }).click()]);
  const file = join(here.folder, 'opnieuw.csv');
  await list.saveAs(file);
  codes = readFileSync(file, 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(',')[2]);
  assert.ok(!codes.includes(lost));
  assert.notEqual((await fetch(`${house.url}/r/${lost}`)).status, 200);
  // the cards were not taken: whoever says to have them is asked
  await page.getByRole('button', { name: 'Ik heb ze' }).click();
  await dialog().getByText('Je hebt nog niet alles opgehaald').waitFor();
  await dialog().getByRole('button', { name: 'Ga weg' }).click();
  await page.getByText('De eerste stand komt morgenochtend').waitFor();
});

/** An answer as the page sends it: what is hidden in its form, and what someone chose. */
async function ballot(code, said) {
  const page = await (await fetch(`${house.url}/r/${code}`)).text();
  const fields = new URLSearchParams([...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  for (const [name, value] of Object.entries(said)) fields.set(name, value);
  fields.set('go', 'send');
  const answer = await fetch(`${house.url}/r/${code}`, { method: 'POST', body: fields, redirect: 'manual' });
  assert.equal(answer.status, 303, await answer.text());
}

test('while it is open nothing moves; a week later it closes, and everything is released at once', async () => {
  const { page } = desk;
  const id = page.url().split('/').at(-1);
  const key = /name="a\.(kende[^"]*|did[^"]*)"/.exec(await (await fetch(`${house.url}/r/${codes[0]}`)).text())?.[1] ?? '';
  const before_any = JSON.stringify(await call('GET', `/rounds/${id}`));
  for (const [at, code] of codes.entries())
    await ballot(code, { 'a.what': '5', 'a.why': at < 8 ? '4' : '2', 'a.how': at < 7 ? '5' : '1', 'a.may': at < 4 ? '4' : '2', 'a.must': at < 10 ? '4' : '3', 'a.can': at < 9 ? '5' : '2', ...(key ? { [`a.${key}`]: at < 5 ? 'yes' : 'no' } : {}) });
  assert.equal(JSON.stringify(await call('GET', `/rounds/${id}`)), before_any);
  // eight days go by
  await house.stop();
  const file = new DatabaseSync(join(here.data, 'goud.db'));
  file.exec(`UPDATE round SET opened = opened - 8, opens = opens - 8, plan = replace(plan, '"${day(0)}"', '"${day(-8)}"')`);
  file.close();
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  await go(`/metingen/rondes/${id}`);
  await page.getByRole('button', { name: 'Sluit ronde' }).click();
  await dialog().getByText('Dit kan niet ongedaan').waitFor();
  assert.deepEqual(await examine(page), []);
  await dialog().getByRole('button', { name: 'Sluit ronde' }).click();
  await page.getByRole('heading', { name: 'Wat bewezen is' }).waitFor();
  await page.getByText('12 antwoorden van 30 gevraagd.').waitFor();
  desk.round = id;
});

test('results: each figure with interval and n, and in a table beside it', async () => {
  const { page } = desk;
  await go(`/metingen/rondes/${desk.round}`);
  const clarity = page.getByRole('region', { name: 'Helderheid' });
  const row = clarity.getByRole('listitem').filter({ hasText: 'Ik weet wat ik zelf mag beslissen' });
  assert.match((await row.innerText()).replace(/\s+/g, ' '), /33% \d+–\d+, n 12/);
  assert.match(await clarity.getByRole('listitem').filter({ hasText: 'verwacht wordt' }).innerText(), /bijna allen/);
  await clarity.getByText('Toon als tabel').click();
  const cells = (await clarity.getByRole('row', { name: /zelf mag beslissen/ }).innerText()).replace(/\s+/g, ' ');
  assert.match(cells, /33% \d+–\d+ 12/);
  const csv = await page.request.get(await page.getByRole('link', { name: 'Exporteer' }).evaluate((link) => link.href));
  assert.equal(csv.status(), 200);
  assert.match(csv.headers()['content-type'], /text\/csv/);
  assert.deepEqual(await examine(page), []);
});

test('the team board says what is told of a house, and the sentence stands on the same figures', async () => {
  const { page } = desk;
  await go(`/team/${units.Zwolle}`);
  await page.getByRole('heading', { level: 1, name: 'Teambord Zwolle' }).waitFor();
  const card = page.getByRole('region', { name: 'Weten we het?' });
  await card.getByText('groepen vanaf 5, vast sinds de sluiting').waitFor();
  assert.match(await card.locator('.lagline').innerText(), /^Mag .*33% \(\d+–\d+, n 12\)/);
  assert.deepEqual(await examine(page), []);
});

test('the employees’ band is filled, above that of customers, and both are counted', async () => {
  const { page } = desk;
  await go('/belofte?all=1');
  await page.getByText(/Medewerkers: Ronde november, 12 antwoorden/).waitFor();
  const band = page.getByRole('region', { name: 'Medewerkers' });
  await band.getByRole('link', { name: /Rooster op tijd/ }).first().waitFor();
  assert.match((await band.locator('a.mo').first().innerText()).replace(/\s+/g, ' '), /Rooster op tijd 5 van 12 nog niet te zeggen/);
  await page.getByText('Nog geen ladder').waitFor();
  assert.deepEqual(await examine(page), []);
  await band.getByRole('link', { name: /Rooster op tijd/ }).first().click();
  await page.getByRole('heading', { level: 2, name: 'Nagekomen per ronde' }).waitFor();
  await settled(page);
  assert.match(await page.locator('.keys').innerText(), /5 van 12/);
  assert.deepEqual(await examine(page), []);
});

test('in both themes, both languages and at 320 and 390 px', async () => {
  const storageState = await desk.context.storageState();
  for (const [width, dark, language] of [[320, false, 'nl'], [320, true, 'en'], [390, true, 'nl'], [1440, true, 'en']]) {
    const { page, context, faults } = await open(browser, { width, dark, language, storageState, bypassCSP: true });
    for (const path of ['/metingen/rondes', '/metingen/rondes/nieuw', `/metingen/rondes/${desk.round}`, `/metingen/rondes/${desk.round}?unit=${units.Zwolle}`, '/team', `/team/${units.Zwolle}`, '/belofte?all=1', '/beheer/medewerkers']) {
      await page.goto(house.url + path);
      await settled(page);
      assert.deepEqual(await examine(page), [], `${path}, ${width} px, ${dark ? 'dark' : 'light'}, ${language}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('with the keyboard: the rest of the menu on a telephone, a dialog that gives the focus back', async () => {
  const { page, context } = await open(browser, { width: 390, height: 844, storageState: await desk.context.storageState(), bypassCSP: true });
  await page.goto(`${house.url}/team`);
  await settled(page);
  const more = page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('button', { name: 'Meer' });
  await more.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Meer' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Meer' }).waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.activeElement?.innerText.includes('Meer'));
  await page.keyboard.press('Enter');
  // the panel takes the focus a breath after it is there
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'));
  await page.getByRole('dialog', { name: 'Meer' }).getByRole('link', { name: 'Metingen' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/metingen/);
  await page.goto(`${house.url}/metingen/rondes/nieuw`);
  await settled(page);
  const own = page.getByRole('button', { name: 'Eigen vraag' });
  await own.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // the focus comes back a breath after the dialog is gone
  await page.waitForFunction(() => document.activeElement?.innerText.includes('Eigen vraag'));
  await context.close();
});

test('who leads a house sees its own branch and the whole, and plans nothing', async () => {
  const made = await call('POST', '/invitations', { email: 'ilse@example.org', role: 'unit_manager', unit: units.Breda });
  const { page, context } = await open(browser, { bypassCSP: true });
  await page.goto(`${house.url}/uitnodiging/${made.url.split('/').at(-1)}`);
  await page.getByLabel('Naam').fill('Ilse Vos');
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname === '/belofte' || url.pathname === '/eerste-uur');
  await page.goto(`${house.url}/team`);
  await settled(page);
  await page.getByRole('heading', { level: 1, name: 'Teambord Breda' }).waitFor();
  assert.equal(await page.getByText('Receptie').count(), 0);
  await page.goto(`${house.url}/metingen/rondes`);
  await settled(page);
  assert.equal(await page.getByRole('link', { name: 'Plan een ronde' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: /Instemming intrekken/ }).count(), 0);
  assert.deepEqual(await examine(page), []);
  await context.close();
});

test('a plan is dropped; a round is withdrawn, and says why', async () => {
  const { page } = desk;
  const plan = { opens: day(0), closes: day(10), items: [{ key: 'calm', kind: 'five', text: { nl: 'Er is rust', en: 'There is calm' }, week: 1 }], facets: [] };
  const dropped = await call('POST', '/rounds', { ...plan, name: { nl: 'Ronde te vroeg', en: 'Round too soon' } });
  await go(`/metingen/rondes/${dropped.id}`);
  await page.getByRole('button', { name: 'Verwijder', exact: true }).click();
  await dialog().getByRole('button', { name: 'Verwijder', exact: true }).click();
  await page.waitForURL(/\/metingen\/rondes$/);
  await page.getByRole('link', { name: 'Ronde november' }).first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Ronde te vroeg' }).count(), 0);
  const withdrawn = await call('POST', '/rounds', { ...plan, name: { nl: 'Ronde december', en: 'December round' } });
  await call('POST', `/rounds/${withdrawn.id}/open`);
  await go(`/metingen/rondes/${withdrawn.id}`);
  await page.getByRole('button', { name: 'Trek in' }).click();
  await dialog().getByLabel('Waarom').fill('De codes gingen naar het verkeerde onderdeel.');
  await dialog().getByRole('button', { name: 'Trek in' }).click();
  await page.getByText('Deze ronde is ingetrokken').waitFor();
  await page.getByText('Reden: De codes gingen naar het verkeerde onderdeel.').waitFor();
  assert.deepEqual(await examine(page), []);
});
