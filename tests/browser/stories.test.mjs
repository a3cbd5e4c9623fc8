// Stories, show and tell: the wall, one story, the checking of words, themes by rule, thanks with consent to the name, ten for
// a new colleague, a screen on the wall; as owner, manager of one house and employee, and what each must not see.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { browse, demonstration, examine, goud, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
const WORDS = 'Bij vertrek bracht mevrouw De Vries onze vergeten kompasroos naar de trein. Bel gerust 06 12345678.';
const FLOOR = ['Wij ruilen nu zelf diensten. Niemand hoeft meer te bellen op zondag.', 'Een gast liep te rillen bij de bus. Ik mocht zelf beslissen en gaf de paraplu mee.'];
let house, browser, owner, zwolle, breda, hotel;
const people = {};

/** Someone's own session: a cookie for windows, and a way to ask the program without one. */
async function signIn(email) {
  const answer = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: house.url }, body: JSON.stringify({ email, password: PASSWORD }) });
  assert.equal(answer.status, 200, `${email}: ${answer.status}`);
  const { csrf } = await answer.json();
  const [name, value] = answer.headers.getSetCookie().at(-1).split(';')[0].split('=');
  const headers = { 'Content-Type': 'application/json', Cookie: `${name}=${value}`, 'X-CSRF-Token': csrf };
  const call = async (method, path, body) => {
    const said = await fetch(`${house.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await said.text();
    return { status: said.status, value: text ? JSON.parse(text) : undefined };
  };
  const storageState = { cookies: [{ name, value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }], origins: [] };
  return { call, storageState };
}
const add = (email, name, role, unit) =>
  new Promise((done, refuse) => {
    const child = spawn(goud, ['user', 'add', email, '--name', name, '--role', role, ...(unit ? ['--unit', unit] : []), '--data', here.data], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (part) => (said += part));
    child.once('exit', (code) => (code === 0 ? done() : refuse(new Error(said))));
    child.stdin.end(`${PASSWORD}\n`);
  });

before(async () => {
  const made = await demonstration(here.data, { seed: 6, answers: 3000 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  owner = await signIn(made.email);
  const { value } = await owner.call('GET', '/units?limit=200');
  [zwolle, breda] = ['Merelhof Zwolle', 'Merelhof Breda'].map((name) => value.items.find((one) => one.name === name));
  hotel = zwolle.id;
  await house.stop();
  await add('ilse@example.org', 'Ilse Vos', 'unit_manager', zwolle.code);
  await add('mees@example.org', 'Mees Kok', 'employee', zwolle.code);
  await add('bas@example.org', 'Bas de Wit', 'cx_manager');
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  owner = await signIn(made.email);
  for (const [key, email] of [['manager', 'ilse@example.org'], ['employee', 'mees@example.org'], ['cx', 'bas@example.org']]) people[key] = await signIn(email);
  // what the floor told and what was checked, so that there is something that may travel
  for (const [at, text] of FLOOR.entries()) await owner.call('POST', '/stories', { submission: crypto.randomUUID(), unit: hotel, text, language: 'nl', expectation: at ? 'better' : 'as', may_share: true, name_too: false });
  const waiting = (await owner.call('GET', '/stories?standing=to_check&limit=200')).value.items;
  const here_first = [...waiting.filter((one) => one.unit.id === hotel), ...waiting.filter((one) => one.unit.id !== hotel)];
  for (const story of here_first.slice(2, 18)) assert.equal((await owner.call('POST', `/stories/${story.id}/share`, { text: story.text })).status, 200);
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

const at = async (who, path, options = {}) => {
  const window = await open(browser, { storageState: who.storageState, bypassCSP: true, ...options });
  await window.page.goto(house.url + path);
  await settled(window.page);
  return window;
};
const dialog = (page) => page.getByRole('dialog');
const cards = (page) => page.locator('.storywall > li');

test('the wall counts, narrows and is searched in both languages, with the keyboard', async () => {
  const { page, context, faults } = await at(owner, '/verhalen?all=1');
  const seg = page.getByRole('group', { name: 'Was het zoals verwacht?' });
  const counts = (await seg.getByRole('button').allInnerTexts()).map((text) => Number(text.replace(/\D/g, '')));
  const all = Number((/([\d.]+) verhalen/.exec(await page.locator('.hd p').first().innerText()) ?? [])[1]?.replace('.', ''));
  assert.ok(counts[1] > 0 && counts[2] > 0 && counts[3] > 0 && counts[4] > 0, counts.join());
  assert.ok(counts[1] + counts[2] + counts[3] <= all);
  assert.equal(await page.locator('.sto.big').count(), 1, 'one gold story stands out');
  await seg.getByRole('button', { name: /Minder/ }).click();
  await page.waitForURL(/verwachting=less/);
  await settled(page);
  const tones = await cards(page).evaluateAll((all) => all.map((one) => one.className));
  assert.ok(tones.length > 0 && tones.every((one) => one.includes('min')));
  await seg.getByRole('button', { name: 'Alle' }).click();
  await page.waitForURL((url) => !url.search.includes('verwachting'));
  // "/" leads to the search from anywhere
  await page.locator('h1').click();
  await page.keyboard.press('/');
  await page.keyboard.type('wachten');
  await page.waitForURL(/zoek=wachten/);
  await settled(page);
  const found = await cards(page).locator('.voice').allInnerTexts();
  assert.ok(found.length > 0);
  assert.ok(found.every((text) => /wacht/i.test(text)), found.find((text) => !/wacht/i.test(text)));
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.search.includes('zoek'));
  assert.deepEqual(faults, []);
  await context.close();
});

test('pages come on demand, a table says the same, a card leads to its story', async () => {
  const { page, context, faults } = await at(owner, '/verhalen?all=1');
  const before_more = await cards(page).count();
  await page.getByRole('button', { name: 'Meer tonen', exact: true }).click();
  await page.waitForFunction((n) => document.querySelectorAll('.storywall > li').length > n, before_more);
  const words = await cards(page).first().locator('.voice').innerText();
  await page.getByRole('link', { name: 'Tabel' }).click();
  await page.getByRole('table', { name: 'Verhalen' }).waitFor();
  assert.ok((await page.getByRole('table', { name: 'Verhalen' }).getByRole('rowheader').allInnerTexts()).some((one) => one.trim() === words.trim()));
  await page.getByRole('link', { name: 'Wand' }).click();
  await cards(page).first().locator('a.whence').click();
  await page.waitForURL(/\/verhalen\/[0-9a-f-]{36}/);
  await settled(page);
  assert.equal((await page.locator('.onestory .voice').innerText()).trim(), words.trim());
  await page.getByRole('heading', { name: 'Waar gebruikt' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a story of the floor is told with the keyboard, checked, chosen and taken out again', async () => {
  const { page, context, faults } = await at(people.employee, '/verhalen');
  await page.getByRole('button', { name: 'Vertel een verhaal' }).first().focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Liever zonder naam?').waitFor();
  await page.keyboard.type(WORDS);
  await dialog(page).getByLabel('Beter dan verwacht').focus();
  await page.keyboard.press('Space');
  await dialog(page).getByLabel('Dit mag gedeeld worden').focus();
  await page.keyboard.press('Space');
  await dialog(page).getByRole('button', { name: 'Vertel het' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Een collega leest het na').waitFor();
  assert.deepEqual(faults, []);
  await context.close();

  const desk = await at(people.manager, '/verhalen/nakijken');
  const left = Number(await desk.page.locator('.checkleft b').innerText());
  assert.ok(left >= 1);
  const mine = desk.page.getByRole('navigation', { name: 'Verhalen die wachten' }).getByRole('button', { name: /kompasroos/ });
  await mine.click();
  await desk.page.locator('mark', { hasText: 'De Vries' }).waitFor();
  await desk.page.locator('mark', { hasText: '06 12345678' }).waitFor();
  const box = desk.page.getByLabel('Zo gaat het rond');
  const proposed = await box.inputValue();
  assert.match(proposed, /\[naam\]/);
  assert.doesNotMatch(proposed, /Vries|12345678/);
  await desk.page.getByText('Namen kunnen we niet beloven: lees het zelf na.').waitFor();
  assert.deepEqual(await examine(desk.page), []);
  await box.fill('Bij vertrek bracht een collega onze vergeten kompasroos naar de trein.');
  await desk.page.keyboard.press('Control+Enter');
  await desk.page.getByText(/^Gedeeld\./).waitFor();
  await settled(desk.page);
  if (left > 1) {
    assert.equal(Number(await desk.page.locator('.checkleft b').innerText()), left - 1);
    assert.equal(await desk.page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA', 'the next one is ready to be read');
  }
  await desk.page.goto(`${house.url}/verhalen?zoek=kompasroos&all=1`);
  await settled(desk.page);
  assert.match(await cards(desk.page).first().innerText(), /een collega onze vergeten kompasroos/);
  await cards(desk.page).first().getByRole('button', { name: /^teamstart/ }).click();
  await desk.page.getByRole('region', { name: /^Teamstart week/ }).getByText(/^Bij vertrek bracht/).waitFor();
  await desk.page.getByRole('button', { name: 'Maak teamstart' }).waitFor();
  await desk.page.getByRole('button', { name: /^Haal uit de teamstart: Bij vertrek/ }).click();
  await cards(desk.page).first().getByRole('button', { name: /^teamstart/ }).waitFor();
  assert.deepEqual(desk.faults, []);
  await desk.context.close();
});

test('what is kept back says why, and travels nowhere', async () => {
  const told = await owner.call('POST', '/stories', { submission: crypto.randomUUID(), unit: hotel, moment: null, text: 'De windvaan op het dak draaide niet.', language: 'nl', expectation: 'less', may_share: true, name_too: false });
  assert.equal(told.status, 201, JSON.stringify(told.value));
  const { page, context, faults } = await at(people.cx, `/verhalen/${told.value.id}`);
  await page.getByRole('button', { name: 'Niet delen' }).click();
  await dialog(page).getByRole('button', { name: 'Hoort binnen te blijven' }).click();
  assert.equal(await dialog(page).getByLabel('Waarom niet?').inputValue(), 'Hoort binnen te blijven');
  await dialog(page).getByRole('button', { name: 'Niet delen' }).click();
  await page.getByText('blijft binnen', { exact: true }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
  assert.equal((await people.employee.call('GET', `/stories/${told.value.id}`)).status, 404);
});

test('a theme is a rule: counted while it is written, kept, narrowed by, removed', async () => {
  const { page, context, faults } = await at(people.cx, '/verhalen/themas?all=1');
  await page.getByRole('heading', { name: 'Woorden om mee te beginnen' }).waitFor();
  await page.getByText('samenhang, geen bewijs van oorzaak').first().waitFor();
  await page.getByRole('button', { name: 'Nieuw thema' }).first().click();
  await page.getByLabel('Naam, Nederlands').fill('Proefthema wachten');
  await page.getByLabel('Naam, Engels').fill('Trial theme waiting');
  await page.getByLabel('Eén van deze woorden').fill('wachten, kwartier');
  const fits = page.locator('.fits b');
  await fits.waitFor();
  const many = Number(/^([\d.]+) van/.exec(await fits.innerText())[1].replace('.', ''));
  assert.ok(many > 0);
  await page.getByLabel('Was het zoals verwacht?').selectOption('better');
  await page.waitForFunction((n) => Number(document.querySelector('.fits b')?.textContent.split(' ')[0].replace('.', '')) < n, many);
  await page.getByLabel('Was het zoals verwacht?').selectOption('');
  await page.getByRole('button', { name: 'Bewaren' }).click();
  await page.getByRole('button', { name: /^Wijzig.*Proefthema wachten/ }).waitFor();
  assert.deepEqual(await examine(page), []);
  await page.goto(`${house.url}/verhalen?all=1`);
  await settled(page);
  await page.getByRole('region', { name: 'Waar het verhaal over gaat' }).getByRole('button', { name: /Proefthema wachten/ }).click();
  await page.waitForURL(/thema=/);
  await settled(page);
  assert.ok((await cards(page).locator('.voice').allInnerTexts()).every((text) => /wacht|kwartier/i.test(text)));
  await page.goto(`${house.url}/verhalen/themas`);
  await settled(page);
  await page.getByRole('button', { name: /^Wijzig.*Proefthema wachten/ }).click();
  await page.getByRole('button', { name: 'Verwijder thema' }).click();
  await page.getByText('Thema verwijderd.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('thanks name a value and a behaviour; a name stands there only once its bearer agrees', async () => {
  const values = (await owner.call('GET', '/values')).value.items.filter((one) => !one.ended);
  if (!values.length) assert.equal((await owner.call('POST', '/values', { name: { nl: 'Zorgzaam', en: 'Caring' }, meaning: { nl: 'Je blijft tot het klaar is.', en: 'You stay until it is done.' } })).status, 201);
  const { page, context, faults } = await at(people.manager, '/verhalen');
  await page.getByRole('button', { name: 'Waardeer iemand' }).first().click();
  await dialog(page).getByLabel('Wie waardeer je?').selectOption({ label: 'Mees Kok' });
  await dialog(page).getByLabel('Welke waarde was dat?').selectOption({ index: 1 });
  await dialog(page).getByLabel('Wat deed die ander?').fill('bleef bij de gast tot de taxi er was');
  await dialog(page).getByText('De naam staat er pas bij').waitFor();
  await dialog(page).getByRole('button', { name: 'Waardeer', exact: true }).click();
  await dialog(page).waitFor({ state: 'hidden' });
  const thanks = () => page.getByRole('region', { name: 'Gezien en gewaardeerd' }).getByRole('listitem').filter({ hasText: 'tot de taxi er was' });
  await thanks().getByText(/Ilse Vos aan Mees Kok.*naam alleen voor jou/).waitFor();
  const stranger = async () => (await people.cx.call('GET', '/kudos?limit=50')).value.items.find((one) => one.behaviour.includes('tot de taxi er was'));
  assert.equal((await stranger()).to, null, 'nobody else reads a name yet');
  const mees = await at(people.employee, '/verhalen');
  const own = mees.page.getByRole('region', { name: 'Gezien en gewaardeerd' }).getByRole('listitem').filter({ hasText: 'tot de taxi er was' });
  await own.getByText('Dit is voor jou.').waitFor();
  await own.getByRole('button', { name: 'Naam tonen' }).click();
  await own.getByText('Jouw naam staat erbij.').waitFor();
  await mees.context.close();
  await page.reload();
  await settled(page);
  await thanks().getByText(/Ilse Vos aan Mees Kok/).waitFor();
  assert.equal((await stranger()).to, 'Mees Kok');
  assert.deepEqual(faults, []);
  await context.close();
});

test('an employee reads what may travel and nothing else', async () => {
  const { page, context, faults } = await at(people.employee, '/verhalen?all=1');
  assert.ok((await cards(page).count()) > 0);
  assert.equal(await page.getByText('nog niet nagekeken').count(), 0);
  assert.equal(await page.getByText('niet doorvertellen').count(), 0);
  assert.equal(await page.getByText(/wil gebeld worden/).count(), 0);
  assert.equal(await page.getByRole('link', { name: /nakijken/i }).count(), 0);
  assert.equal(await cards(page).getByRole('button', { name: /teamstart/ }).count(), 0);
  const list = await people.employee.call('GET', '/stories?limit=50');
  for (const story of list.value.items.filter((one) => !one.mine)) {
    assert.equal(story.standing, 'shared');
    assert.ok(!('telephone' in story) && !('email' in story) && story.private.length === 0);
  }
  assert.equal(list.value.items.filter((one) => !one.mine && one.text.includes('12345678')).length, 0);
  assert.deepEqual(faults, []);
  await page.goto(`${house.url}/verhalen/nakijken`);
  await settled(page);
  assert.equal(await page.locator('.reading').count(), 0);
  await page.goto(`${house.url}/verhalen/themas`);
  await settled(page);
  assert.equal(await page.getByRole('button', { name: 'Nieuw thema' }).count(), 0);
  for (const [method, path, body] of [['POST', '/themes', { name: { nl: 'x' }, all_of: [['x']], none_of: [], expectation: null }], ['GET', '/stories/names'], ['PUT', `/stories/${list.value.items[0].id}/weeks/2026-W48`]])
    assert.ok([403, 404].includes((await people.employee.call(method, path, body)).status), `${method} ${path}`);
  await context.close();
});

test('who leads one house reads that house', async () => {
  const inside = (await owner.call('GET', `/stories?unit=${hotel}&limit=1`)).value.counts.all;
  const outside = (await owner.call('GET', `/stories?unit=${breda.id}&limit=5`)).value.items.find((one) => one.standing !== 'shared');
  const seen = await people.manager.call('GET', '/stories?limit=1');
  assert.equal(seen.value.counts.all, inside);
  assert.equal((await people.manager.call('GET', `/stories/${outside.id}`)).status, 404);
  const { page, context, faults } = await at(people.manager, '/verhalen?all=1');
  const places = await cards(page).locator('.whence').allInnerTexts();
  assert.ok(places.length > 0 && places.every((one) => !/Breda|Utrecht|Leiden/.test(one)), places.join('; '));
  assert.deepEqual(faults, []);
  await context.close();
});

test('names that are looked for: colleagues by themselves, guests as they are pasted', async () => {
  const { page, context, faults } = await at(people.cx, '/beheer/namen');
  await page.getByRole('heading', { level: 1, name: 'Namen' }).waitFor();
  await page.getByLabel('Namen van gasten, één per regel').fill('Quirine van Tongeren\nOlivier Zegers');
  await page.getByText('2 namen').first().waitFor();
  await page.getByRole('button', { name: 'Bewaren' }).click();
  await page.getByText('Bewaard').first().waitFor();
  assert.deepEqual(await examine(page), []);
  assert.deepEqual(faults, []);
  await context.close();
  const told = await owner.call('POST', '/stories', { submission: crypto.randomUUID(), unit: hotel, moment: null, text: 'Quirine kreeg een kaart van Olivier Zegers.', language: 'nl', expectation: 'better', may_share: true, name_too: false });
  const story = await owner.call('GET', `/stories/${told.value.id}`);
  assert.equal(story.value.private.length, 2, JSON.stringify(story.value.private));
});

test('ten for a new colleague, and one at a time on a screen without controls', async () => {
  const { page, context, faults } = await at(owner, '/verhalen/welkom');
  assert.equal(await page.locator('.welcome > li').count(), 10);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('navigation', { name: 'Hoofdmenu' }).first().isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${house.url}/verhalen?scherm=1&all=1`);
  await settled(page);
  assert.equal(await page.locator('button, a, input, select').count(), 0);
  const first = await page.locator('blockquote').innerText();
  assert.deepEqual(await examine(page), []);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((words) => document.querySelector('blockquote')?.innerText !== words, first);
  await page.keyboard.press('Space');
  await page.getByText('stilgezet').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.search.includes('scherm'));
  assert.deepEqual(faults, []);
  await context.close();
});

describe('every page of stories, axe', () => {
  for (const [dark, width, language] of [[false, 390, 'nl'], [true, 1440, 'en'], [true, 390, 'en'], [false, 1440, 'nl']])
    test(`${dark ? 'dark' : 'light'}, ${width} px, ${language}`, async () => {
      const one = (await owner.call('GET', '/stories?limit=1')).value.items[0].id;
      const { page, context, faults } = await at(owner, '/verhalen?all=1', { dark, width, language });
      for (const path of ['/verhalen?all=1', '/verhalen?all=1&als=tabel', '/verhalen?zoek=kwartsboor', `/verhalen/${one}`, '/verhalen/nakijken', '/verhalen/themas', '/verhalen/welkom', '/verhalen?scherm=1', '/beheer/namen']) {
        await page.goto(house.url + path);
        await settled(page);
        assert.deepEqual(await examine(page), [], path);
      }
      await page.goto(`${house.url}/verhalen`);
      await settled(page);
      await page.getByRole('button', { name: language === 'nl' ? 'Vertel een verhaal' : 'Tell a story' }).click();
      await dialog(page).waitFor();
      assert.deepEqual(await examine(page), [], 'tell');
      assert.deepEqual(faults, []);
      await context.close();
    });
});
