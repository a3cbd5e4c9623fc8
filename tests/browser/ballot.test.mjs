// A ballot on a telephone: with and without JavaScript, by keyboard alone, in both languages and themes, at 320 and 390 px; and
// that a browser in which someone is signed in sends nothing of that along.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, examine, open, PASSWORD, place, serve } from './house.mjs';

const here = place();
let house, browser, codes;
const desk = {};

const day = (after) => new Date(Date.now() + after * 86_400_000).toISOString().slice(0, 10);
const five = (key, nl, en) => ({ key, kind: 'five', about: 'clarity', week: 1, text: { nl, en } });
const plan = {
  name: { nl: 'Ronde november', en: 'November round' }, opens: day(-1), closes: day(20), languages: ['nl', 'en'], floor: 5, text_floor: 10, closes_itself: false,
  items: [
    five('expected', 'Ik weet wat er van mij verwacht wordt', 'I know what is expected of me'),
    five('why', 'Ik weet waarom dat belangrijk is', 'I know why that matters'),
    five('how', 'Ik weet hoe ik het doe', 'I know how to do it'),
    five('may', 'Ik weet wat ik zelf mag beslissen', 'I know what I may decide myself'),
    five('must', 'Ik weet wat altijd moet', 'I know what must always be done'),
    five('can', 'Ik kan het ook: tijd, spullen en kennis', 'I can, too: time, things and knowledge'),
    { key: 'recommends', kind: 'eleven', about: 'ladder', week: 1, text: { nl: 'Zou je hier werken aanraden aan een vriend?', en: 'Would you recommend working here to a friend?' } },
    { key: 'did_recommend', kind: 'yes_no', about: 'ladder', week: 1, text: { nl: 'Deed je dat in de afgelopen drie maanden?', en: 'Did you in the last three months?' } },
    { key: 'words', kind: 'text', about: 'own', week: 1, text: { nl: 'Wat houdt je tegen in je werk?', en: 'What holds you back in your work?' } },
    { key: 'later', kind: 'five', about: 'own', week: 2, text: { nl: 'Wat vond je van deze week?', en: 'What did you think of this week?' } },
  ],
  facets: [{ key: 'tenure', text: { nl: 'Hoe lang werk je hier?', en: 'How long have you worked here?' },
    options: [['a', 'Korter dan een jaar', 'Less than a year'], ['b', '1 tot 5 jaar', '1 to 5 years'], ['c', 'Langer dan 5 jaar', 'More than 5 years']].map(([value, nl, en]) => ({ value, label: { nl, en } })) }],
};

async function call(method, path, body) {
  const answer = await fetch(`${house.url}/api/v1${path}`, { method, body: body && JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...(desk.cookie && { Cookie: desk.cookie, 'X-CSRF-Token': desk.csrf }) } });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  const cookie = answer.headers.getSetCookie().at(-1);
  if (cookie) desk.cookie = cookie.split(';')[0];
  return text ? JSON.parse(text) : undefined;
}

before(async () => {
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  const token = /token=(\S+)/.exec(house.said())[1];
  const entered = await call('POST', '/setup', { token, organisation: 'Merelhof', name: 'Anna', email: 'anna@example.nl', password: PASSWORD, language: 'nl' });
  desk.csrf = entered.csrf;
  const units = {};
  for (const name of ['Receptie', 'Techniek']) units[name] = (await call('POST', '/units', { name, level: 1, from: '2024-01-01' })).id;
  await call('PUT', '/rounds/consent', { given: day(-30), by_whom: 'OR' });
  await call('POST', '/employees', { rows: [], heads: [{ unit: units.Receptie, people: 14 }, { unit: units.Techniek, people: 3 }] });
  const round = await call('POST', '/rounds', plan);
  codes = (await call('POST', `/rounds/${round.id}/open`)).codes.map((one) => one.code);
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

const telephone = { width: 390, height: 844 };
const say = async (page, question, answer) => page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }).check();
const press = async (page, name) => Promise.all([page.waitForLoadState('load'), page.getByRole('button', { name, exact: true }).click()]);

test('a whole ballot without JavaScript, in two languages, forth and back', async () => {
  const { page, context, faults } = await open(browser, { ...telephone, javaScriptEnabled: false });
  const asked = [];
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await page.goto(`${house.url}/r`);
  await page.getByLabel('Code', { exact: true }).fill(codes[0].toLowerCase().replaceAll('-', ' '));
  await press(page, 'Verder');
  await page.getByRole('heading', { level: 1, name: 'Is het helder voor je?' }).waitFor();
  assert.equal(await page.locator(':checked').count(), 0, 'nothing is chosen beforehand');
  await say(page, 'Ik weet wat er van mij verwacht wordt', '4');
  await say(page, 'Ik weet wat altijd moet', '2');
  await press(page, 'Verder');
  await page.getByText('2 van 2').waitFor();
  await say(page, 'Zou je hier werken aanraden aan een vriend?', '9');
  await page.getByLabel('Wat houdt je tegen in je werk?').fill('Te weinig handdoeken');
  await press(page, 'English');
  await say(page, 'How long have you worked here?', 'Rather not');
  assert.equal(await page.getByLabel('What holds you back in your work?').inputValue(), 'Te weinig handdoeken');
  await press(page, 'Back');
  assert.ok(await page.getByRole('group', { name: 'I know what is expected of me' }).getByLabel('4').isChecked(), 'what was said stays');
  await press(page, 'Continue');
  await press(page, 'Send');
  await page.getByRole('heading', { level: 1, name: 'Thank you. Your answer is in the box' }).waitFor();
  const receipt = await page.locator('.rc').innerText();
  assert.match(receipt, /^([0-9a-f]{4} ?){8}$/);
  assert.ok(!page.url().includes(receipt.replaceAll(' ', '')), 'the address holds no receipt');
  await page.getByRole('link', { name: 'Take your answer back' }).click();
  assert.equal((await page.getByLabel('Your receipt').inputValue()).trim(), receipt.trim());
  await press(page, 'Take back');
  await page.getByRole('heading', { level: 1, name: 'Your answer was taken back' }).waitFor();
  await page.getByRole('link', { name: 'Answer again' }).click();
  await say(page, 'I know how to do it', '1');
  await press(page, 'Continue');
  await press(page, 'Send');
  await page.getByRole('heading', { level: 1, name: /^Thank you/ }).waitFor();
  assert.deepEqual(await context.cookies(), [], 'no cookie was set');
  assert.deepEqual(asked.filter((one) => !/^(GET|POST) \/r(\/|$)/.test(one)), [], 'a page asks for nothing but itself');
  assert.deepEqual(faults, []);
  await context.close();
});

test('by keyboard alone', async () => {
  const { page, context, faults } = await open(browser, telephone);
  const at = () => page.evaluate(() => {
    const one = document.activeElement;
    const ring = one?.type === 'radio' ? one.nextElementSibling : one;
    return { name: one?.name ?? '', value: one?.value ?? '', said: one?.innerText ?? '', ring: ring ? getComputedStyle(ring).outlineStyle : 'none' };
  });
  const tabTo = async (is) => {
    for (let step = 0; step < 40; step++) {
      await page.keyboard.press('Tab');
      const now = await at();
      if (!is(now)) continue;
      assert.notEqual(now.ring, 'none', `focus on ${now.name} ${now.said} can be seen`);
      return;
    }
    assert.fail('Tab does not reach it');
  };
  await page.goto(`${house.url}/r/${codes[1]}`);
  await tabTo((one) => one.name === 'a.expected');
  await page.keyboard.press('ArrowRight');
  assert.equal((await at()).value, '2');
  await tabTo((one) => one.name === 'a.why');
  await page.keyboard.press('Space');
  await Promise.all([page.waitForURL(/\/r\//), page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.getByText('2 van 2').waitFor();
  assert.ok(await page.getByRole('heading', { level: 1, name: 'Zou je het aanraden?' }).isVisible(), 'Enter goes on, and does not change the language');
  await tabTo((one) => one.name === 'f.tenure');
  await page.keyboard.press('Space');
  await tabTo((one) => one.said === 'Verstuur');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Dank je/ }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('someone who is signed in sends nothing of that along', async () => {
  const { page, context, faults } = await open(browser);
  await page.goto(`${house.url}/aanmelden`);
  await page.getByLabel('E-mailadres').fill('anna@example.nl');
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.waitForURL((url) => url.pathname !== '/aanmelden');
  const session = (await context.cookies()).find((one) => one.name === 'goud_session');
  assert.equal(session.path, '/api');
  const sent = [];
  page.on('request', async (request) => sent.push((await request.allHeaders()).cookie));
  // One that was set of the whole site before is taken away, or the answer would be refused.
  await context.addCookies([{ name: 'goud_session', value: session.value, url: `${house.url}/`, httpOnly: true }]);
  await page.goto(`${house.url}/r/${codes[2]}`);
  assert.deepEqual((await context.cookies()).map((one) => one.path), ['/api']);
  await say(page, 'Ik weet hoe ik het doe', '5');
  sent.length = 0;
  await press(page, 'Verder');
  await press(page, 'Verstuur');
  await page.getByRole('heading', { level: 1, name: /^Dank je/ }).waitFor();
  assert.deepEqual(sent.filter(Boolean), [], 'no cookie went along');
  await page.goto(`${house.url}/belofte`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  assert.ok(!page.url().includes('aanmelden'), 'and the session is still there');
  assert.deepEqual(faults, []);
  await context.close();
});

test('every page of it: axe, both languages and themes, 320 and 390 px', async () => {
  const found = [];
  let next = 3;
  for (const language of ['nl', 'en']) {
    for (const dark of [false, true]) {
      for (const width of [320, 390]) {
        const { page, context } = await open(browser, { width, height: 844, dark, language, bypassCSP: true });
        const look = async (what) => found.push(...(await examine(page)).map((line) => `${language} ${dark ? 'dark' : 'light'} ${width} ${what}: ${line}`));
        const words = language === 'nl' ? { next: 'Verder', send: 'Verstuur' } : { next: 'Continue', send: 'Send' };
        for (const path of ['', '?code=abc', '?code=ZZZZ-ZZZZ-ZZZZ', '/ZZZZ-ZZZZ-ZZZZ', '/how-your-answer-is-kept', '/hoe-je-antwoord-bewaard-wordt']) {
          await page.goto(`${house.url}/r${path}`);
          await look(path);
        }
        const code = codes[next++];
        await page.goto(`${house.url}/r/${code}`);
        await look('first sheet');
        await press(page, words.next);
        await look('second sheet');
        await press(page, words.send);
        await look('an empty ballot');
        await page.locator('input[type=radio]').first().check({ force: true });
        await press(page, words.next);
        await page.locator('textarea').fill('x');
        await press(page, words.send);
        await page.locator('.rc').waitFor();
        await look('thanks');
        await page.locator('a.g2').click();
        await look('take back');
        await page.locator('textarea').fill('abc');
        await page.locator('form button').click();
        await look('no receipt');
        await page.goto(`${house.url}/r/${code}`);
        await look('used');
        await context.close();
      }
    }
  }
  assert.deepEqual(found, []);
});
