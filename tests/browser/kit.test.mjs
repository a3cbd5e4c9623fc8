// The team board and the meeting kit: one click from board to sheet, one A4 on paper, large on a screen, what was agreed, and a
// board that hangs on a wall.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, examine, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
const day = (after_days) => new Date(Date.now() + after_days * 86_400_000).toISOString().slice(0, 10);
const desk = {};
let house, browser, unit, other, states, week;

async function call(method, path, body, as = desk) {
  const answer = await fetch(`${house.url}/api/v1${path}`, { method, body: body && JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...(as.cookie && { Cookie: as.cookie, 'X-CSRF-Token': as.csrf }) } });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  const cookie = answer.headers.getSetCookie().at(-1);
  if (cookie) as.cookie = cookie.split(';')[0];
  return text ? JSON.parse(text) : undefined;
}

/** A house where guests told something and colleagues met something. */
async function furnish() {
  unit = (await call('POST', '/units', { name: 'Merelhof Zwolle', level: 1, from: '2024-01-01', code: 'zwolle' })).id;
  other = (await call('POST', '/units', { name: 'Merelhof Breda', level: 1, from: '2024-01-01', code: 'breda' })).id;
  const journey = (await call('GET', '/journeys')).items.find((one) => one.audience === 'customer');
  const moment = (await call('POST', `/journeys/${journey.id}/moments`, { stage: 'care', name: { nl: 'Inchecken', en: 'Checking in' }, key: true })).id;
  const promise = (await call('POST', '/promises', { audience: 'customer', text: { nl: 'Uw kamer is klaar om 15.00 uur, of u weet waarom niet.', en: 'Your room is ready at 3 pm, or you know why not.' }, norm: 0.85, red_line: 0.7, from: '2026-01-01', moment })).id;
  await call('POST', '/instruments', {
    definition: {
      key: 'stay', title: { nl: 'Verblijf', en: 'Stay' }, languages: ['nl', 'en'], questions: [
        { key: 'kept', kind: 'promise', promise, moment, text: { nl: 'Was uw kamer klaar?', en: 'Was your room ready?' } },
        { key: 'story', kind: 'story', moment: 'drawn', max_length: 2000, text: { nl: 'Was het zoals u verwachtte?', en: 'Was it as you expected?' } },
      ],
    },
  });
  const told = (at) => ({ story: { expectation: 'better', text: at === 0 ? 'De kamer was nog niet klaar. Ze liep zelf naar ons toe, zei waarom, en bracht soep voor de kinderen.' : `Verhaal ${at}: ze wist onze naam nog van vorig jaar.`, may_share: true } });
  await call('POST', '/answers', { answers: Array.from({ length: 60 }, (_, at) => ({ submission_id: `a${at}`, instrument: 'stay', unit: at < 40 ? 'zwolle' : 'breda', moment, experienced_at: day(-9), answers: { kept: at % 5 < 3 ? 'yes' : 'no', ...(at < 4 ? told(at) : {}) } })) });
  for (const one of (await call('GET', '/stories?limit=50')).items.slice(0, 3)) await call('POST', `/stories/${one.id}/share`, { text: one.text });
  await call('PUT', `/moments/${moment}/cards`, {
    may: [{ text: { nl: 'een drankje aanbieden', en: 'offer a drink' }, limit: { nl: 'tot € 50, daarna vertellen', en: 'up to €50, tell afterwards' } }], must: [{ nl: 'zelf naar de gast lopen', en: 'walk up to the guest' }],
    effects: [{ nl: 'ik wist waarom ik wachtte', en: 'I knew why I waited' }], question: { nl: 'Wanneer durfde jij zelf te beslissen?', en: 'When did you dare to decide?' }, revision: 0,
  });
  await call('POST', '/barriers', { submission: 'b1', unit, moment, kind: 'tools', words: 'Kamerstatus komt op papier', language: 'nl', minutes: 30 });
}
/** Whoever leads the house took it on: from then on its clock runs. */
async function takenOn(email) {
  const owner = (await call('GET', '/accounts')).items.find((one) => one.email === email).id;
  const one = (await call('GET', '/barriers')).items[0];
  await call('POST', `/barriers/${one.id}/acknowledge`, { owner, revision: one.revision });
  // and one that waits
  await call('POST', '/barriers', { submission: 'b2', unit, moment: one.moment.id, kind: 'too_busy', words: 'Te weinig mensen op zondag', language: 'nl', minutes: 15 });
}

async function signedIn(role, email, at) {
  const made = await call('POST', '/invitations', { email, role, ...(at ? { unit: at } : {}) });
  const context = await browser.newContext();
  const answer = await context.request.post(`${house.url}/api/v1/invitations/${made.url.split('/').at(-1)}/accept`, { data: { name: role === 'unit_manager' ? 'Ruben Dekker' : 'Fatma Yıldız', password: PASSWORD }, headers: { Origin: house.url } });
  assert.ok(answer.ok(), await answer.text());
  const state = await context.storageState();
  await context.close();
  return state;
}

before(async () => {
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  const entered = await call('POST', '/setup', { token: /token=(\S+)/.exec(house.said())[1], organisation: 'Merelhof', name: 'Noor Kuipers', email: 'noor@example.org', password: PASSWORD, language: 'nl' });
  desk.csrf = entered.csrf;
  await furnish();
  browser = await browse();
  const context = await browser.newContext();
  const signed = await context.request.post(`${house.url}/api/v1/session`, { data: { email: 'noor@example.org', password: PASSWORD }, headers: { Origin: house.url } });
  assert.equal(signed.status(), 200);
  states = { owner: await context.storageState(), leader: await signedIn('unit_manager', 'ruben@example.org', unit), colleague: await signedIn('employee', 'fatma@example.org', unit) };
  await context.close();
  await takenOn('ruben@example.org');
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});
const walk = (who, more = {}) => open(browser, { storageState: states[who], bypassCSP: true, ...more });

test('one click from the board makes the sheet; it says one of each and prints as one A4', async () => {
  const { page, context, faults } = await walk('leader');
  await page.goto(`${house.url}/team`);
  await settled(page);
  await page.getByRole('heading', { level: 1, name: 'Teambord Merelhof Zwolle' }).waitFor();
  await page.getByRole('button', { name: 'Maak teamstart' }).click();
  await page.waitForURL(/\/teamstart\/\d{4}-W\d{2}$/);
  week = page.url().split('/').at(-1);
  const sheet = page.getByRole('article');
  await sheet.getByRole('heading', { level: 1, name: 'Ik wist waarom ik wachtte' }).waitFor();
  const said = await sheet.innerText();
  for (const one of ['10 minuten, staand', '60%', 'n 40', 'Heel Merelhof 60%', 'Een drankje aanbieden, tot € 50, daarna vertellen.', 'Hoe je het zegt, kies je zelf.', 'Zelf naar de gast lopen.', 'Kamerstatus komt op papier.', 'Ruben Dekker heeft het opgepakt. Wat merken wij ervan?', 'Wanneer durfde jij zelf te beslissen?'])
    assert.ok(said.includes(one), `${one} in ${said}`);
  assert.deepEqual(await examine(page), []);
  const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  assert.equal(paper.toString('latin1').match(/\/Type \/Page\b(?!s)/g).length, 1);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: 'Printen' }).isVisible(), false);
  assert.equal(await page.getByRole('navigation', { name: 'Hoofdmenu' }).first().isVisible(), false);
  // ink on white, whatever the theme
  assert.deepEqual(await sheet.evaluate((paper) => [getComputedStyle(paper).backgroundColor, getComputedStyle(paper).color]), ['rgb(255, 255, 255)', 'rgb(29, 27, 22)']);
  await page.emulateMedia({ media: 'screen' });
  const link = await page.getByRole('link', { name: 'PDF' }).getAttribute('href');
  const pdf = await context.request.get(house.url + link);
  assert.match((await pdf.body()).toString('latin1'), /^%PDF-/);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a story of two thousand characters still leaves one A4', async () => {
  const { page, context } = await walk('owner');
  await page.route('**/api/v1/kits/*', async (route) => {
    const answer = await route.fetch();
    const kit = await answer.json();
    kit.sheet.story_text = 'Ze liep zelf naar ons toe en zei waarom. '.repeat(49);
    kit.sheet.may = Array.from({ length: 7 }, () => 'Een drankje of een plek in de lobby aanbieden, tot € 50, daarna vertellen.');
    kit.sheet.last = Array.from({ length: 6 }, () => ({ done: false, text: 'Ruben: de tablet ophangen en uitleggen, dinsdag 24 november' }));
    await route.fulfill({ response: answer, json: kit });
  });
  await page.goto(`${house.url}/team/${unit}/teamstart/${week}`);
  await settled(page);
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.equal(paper.toString('latin1').match(/\/Type \/Page\b(?!s)/g).length, 1);
  assert.ok(await page.getByRole('article').evaluate((sheet) => sheet.scrollHeight <= sheet.clientHeight + 1), 'nothing is cut off');
  await context.close();
});

test('another story, the other language, and on a screen', async () => {
  const { page, context, faults } = await walk('leader');
  await page.goto(`${house.url}/team/${unit}/teamstart/${week}`);
  await settled(page);
  const told = page.locator('.told');
  const first = await told.innerText();
  await page.getByRole('button', { name: 'Ander verhaal' }).click();
  await page.getByText('Er staat een ander verhaal').waitFor();
  await page.waitForFunction((before) => document.querySelector('.told')?.innerText !== before, first);
  await page.getByRole('link', { name: 'Engelse versie' }).click();
  await page.getByRole('heading', { level: 1, name: 'I knew why I waited' }).waitFor();
  assert.equal(await page.getByRole('article').getAttribute('lang'), 'en');
  assert.equal(await told.getAttribute('lang'), 'nl', 'a story stays in its own language');
  await page.getByRole('link', { name: 'Nederlandse versie' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ik wist waarom ik wachtte' }).waitFor();
  await page.getByRole('link', { name: 'Op een scherm' }).click();
  await page.locator('.onscreen').waitFor();
  assert.equal(await page.getByRole('navigation').count(), 0);
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight));
  assert.deepEqual(await examine(page), []);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Printen' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('afterwards, with the keyboard alone: how long, how many, who does what', async () => {
  const { page, context, faults } = await walk('leader');
  await page.goto(`${house.url}/team/${unit}/teamstart/${week}`);
  await settled(page);
  await page.getByLabel('Minuten').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('11');
  await page.keyboard.press('Tab');
  await page.keyboard.type('8');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ruben');
  await page.keyboard.press('Tab');
  await page.keyboard.type('de tablet ophangen');
  await page.getByRole('button', { name: 'De teamstart is gehouden' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('11 minuten, 8 erbij').waitFor();
  await page.getByRole('article').getByText('Ruben: de tablet ophangen').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ander verhaal' }).count(), 0);
  await page.goto(`${house.url}/team/${unit}`);
  await page.getByText('Teamstart deze week gehouden').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('on a wall: nothing to scroll, nothing to press, nothing of a person, and it looks again every minute', async () => {
  for (const [width, height] of [[1440, 900], [1920, 1080]]) {
    const { page, context, faults } = await walk('leader', { width, height });
    await page.clock.install();
    let asked = 0;
    page.on('request', (request) => (asked += /\/team\/.*\/board/.test(request.url()) ? 1 : 0));
    await page.goto(`${house.url}/team/${unit}?scherm=1`);
    await page.getByRole('heading', { level: 1, name: 'Teambord Merelhof Zwolle' }).waitFor();
    await page.getByText('Kamerstatus komt op papier').waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth), `${width} × ${height}`);
    assert.equal(await page.locator('a, button, input, select').count(), 0);
    assert.equal(await page.getByText('Alleen jij ziet dit').count(), 0);
    const before = asked;
    await page.clock.runFor(61_000);
    await page.waitForFunction(() => true);
    assert.ok(asked > before, 'it looked again');
    assert.deepEqual(await examine(page), []);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('what is personal is a number for the manager alone; a colleague reads the sheet and fills in nothing', async () => {
  const { page, context } = await walk('leader');
  await page.goto(`${house.url}/team/${unit}`);
  await settled(page);
  const own = page.getByRole('region', { name: 'Alleen jij ziet dit' });
  await own.getByRole('link', { name: '1 melding op naam wacht op je' }).waitFor();
  await own.getByRole('link', { name: '1 verhaal na te kijken' }).waitFor();
  await context.close();
  const team = await walk('colleague');
  await team.page.goto(`${house.url}/team/${unit}`);
  await settled(team.page);
  assert.equal(await team.page.getByText('Alleen jij ziet dit').count(), 0);
  assert.equal(await team.page.getByRole('button', { name: /teamstart/ }).count(), 0);
  await team.page.getByText('Belofte van Ruben Dekker aan het team').waitFor();
  await team.page.getByRole('link', { name: 'Open teamstart' }).click();
  await team.page.getByRole('heading', { level: 1, name: 'Ik wist waarom ik wachtte' }).waitFor();
  assert.equal(await team.page.getByRole('button', { name: /gehouden|Leg vast|Ander verhaal/ }).count(), 0);
  await team.page.goto(`${house.url}/team/${other}/teamstart/${week}`);
  await team.page.getByRole('alert').waitFor();
  await team.context.close();
});

test('in both themes, both languages, on a telephone and at a desk', async () => {
  for (const [width, dark, language] of [[390, false, 'nl'], [390, true, 'en'], [1440, true, 'nl'], [1440, false, 'en']]) {
    const { page, context, faults } = await walk('leader', { width, dark, language });
    for (const path of ['/team', `/team/${unit}?scherm=1`, `/team/${unit}/teamstart/${week}`, `/team/${unit}/teamstart/${week}?scherm=1`, `/team/${unit}/teamstart/2031-W10`, `/team/${unit}/teamstart/nu`]) {
      await page.goto(house.url + path);
      await settled(page);
      assert.deepEqual(await examine(page), [], `${path}, ${width} px, ${dark ? 'dark' : 'light'}, ${language}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
});
