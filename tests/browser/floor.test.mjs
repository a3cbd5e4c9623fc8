// The floor's page on a telephone: a barrier in ten seconds and three taps, without reach as well; a unit's code and a QR of
// one's own; keyboard and axe. Everything as people meet it: real goud, real worker, a browser that is closed and opened again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, demonstration, examine, open, PASSWORD, place, serve, settled } from './house.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const here = place();
const PHONE = { width: 390, height: 844 };
let house, browser, codes, ask;

async function askAs(owner) {
  let cookie = '';
  let csrf = '';
  return async (method, path, body) => {
    const response = await fetch(`${house.url}/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json', cookie, 'X-CSRF-Token': csrf }, ...(body ? { body: JSON.stringify(body) } : {}) });
    const set = response.headers.getSetCookie().find((one) => /^goud_session=[^;]/.test(one));
    if (set) cookie = set.split(';')[0];
    const text = await response.text();
    const value = text ? JSON.parse(text) : null;
    if (value?.csrf) csrf = value.csrf;
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return value;
  };
}

const card = {
  may: [{ text: { nl: 'een drankje aanbieden', en: 'offer a drink' }, limit: { nl: 'tot € 50, daarna vertellen', en: 'up to €50, tell afterwards' } }],
  must: [{ nl: 'zelf naar de gast', en: 'go to the guest yourself' }],
  effects: [{ nl: 'ik wist waarom ik wachtte', en: 'I knew why I was waiting' }],
  example: { nl: 'Ze liep zelf naar ons toe en bracht soep.', en: 'She came to us herself and brought soup.' },
  call: { who: { nl: 'teamleider', en: 'team leader' }, telephone: '+31 38 000 00 00' },
  revision: 0,
};

before(async () => {
  const owner = await demonstration(here.data, { seed: 5, answers: 4000 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  ask = await askAs(owner);
  await ask('POST', '/session', { email: owner.email, password: owner.password });
  const units = (await ask('GET', '/units?limit=200')).items;
  const zwolle = units.find((one) => one.name === 'Merelhof Zwolle');
  const desk = units.find((one) => one.parent === zwolle.id && one.name === 'Receptie');
  const journeys = (await ask('GET', '/journeys')).items;
  const { moments } = journeys.find((one) => one.audience === 'customer');
  // one card, so that it is the one of today
  for (const { id } of moments) for (const one of (await ask('GET', `/moments/${id}/cards`)).items) await ask('DELETE', `/cards/${one.id}`);
  await ask('PUT', `/moments/${moments.find((one) => one.name.nl === 'Inchecken').id}/cards`, card);
  const make = async (more) => (await ask('POST', '/passes', { unit: desk.id, language: 'nl', ...more })).code;
  codes = { unit: await make({ kind: 'unit' }), personal: await make({ kind: 'personal', name: 'Fatima El Idrissi' }) };
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

const ready = async (page) => {
  await page.getByRole('navigation', { name: 'Menu' }).waitFor();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(page);
};
async function phone(code, more = {}) {
  const visitor = await open(browser, { ...PHONE, ...more });
  await visitor.page.goto(`${house.url}/vandaag#${code}`);
  await ready(visitor.page);
  return visitor;
}
const until = async (page, look, what) => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate(look)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(what);
};
const waiting = (page) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const asked = indexedDB.open('goud-floor', 1);
        asked.onsuccess = () => {
          const all = asked.result.transaction('written').objectStore('written').getAll();
          all.onsuccess = () => (asked.result.close(), done(all.result));
        };
      }),
  );

test('a code in the address is gone from it, and opens the card of today', async () => {
  const { page, faults, context } = await phone(codes.unit);
  assert.equal(new URL(page.url()).hash, '', 'the code stands in no address');
  await page.getByText('Receptie, Merelhof Zwolle').first().waitFor();
  await page.getByText('een drankje aanbieden').waitFor();
  await page.getByText('hoe je het zegt, kies je zelf').waitFor();
  await page.getByText('Met de code van', { exact: false }).waitFor();
  assert.equal(await page.getByRole('group', { name: 'Met of zonder naam' }).count(), 0, 'a code of the unit has no name to give');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a barrier is reported in three taps and well within ten seconds', async () => {
  const { page, faults, context } = await phone(codes.unit, {});
  let taps = 0;
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request));
  const tap = async (locator) => {
    taps += 1;
    await locator.click();
  };
  const begin = Date.now();
  await tap(page.getByRole('button', { name: 'Te druk', exact: true }));
  await tap(page.getByRole('button', { name: '15 minuten' }));
  await tap(page.getByRole('button', { name: 'Melden', exact: true }));
  await page.getByText('Gemeld. Staat morgen bij', { exact: false }).waitFor();
  const took_ms = Date.now() - begin;
  assert.equal(taps, 3);
  assert.ok(took_ms < 10_000, `${took_ms} ms`);
  console.log(`a barrier: ${taps} taps, ${took_ms} ms`);
  const [report] = sent;
  assert.ok(new URL(report.url()).pathname.startsWith('/w/'), report.url());
  const headers = await report.allHeaders();
  assert.equal(headers.cookie, undefined, 'nobody comes along');
  assert.equal(headers.referer, undefined);
  assert.equal(headers['x-csrf-token'], undefined);
  const [kept] = await waiting(page);
  assert.equal(kept.state, 'sent');
  assert.equal(kept.who, null);
  assert.deepEqual(kept.body, {}, 'what was said is not left on the telephone');
  await page.getByRole('link', { name: 'Meldingen' }).click();
  await page.getByText('Staat er morgen.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('without reach it opens, shows what was seen, and what was written goes along later, once, through a restart of the browser', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'goud-phone-'));
  const launch = () =>
    chromium.launchPersistentContext(folder, { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'], viewport: PHONE, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', reducedMotion: 'reduce' });
  let context = await launch();
  try {
    let page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${house.url}/vandaag#${codes.unit}`);
    await ready(page);
    await until(page, async () => !!(await caches.match('/vandaag', { cacheName: 'goud-floor-shell' })), 'the page is not kept');
    await until(page, async () => (await (await caches.open('goud-floor-kept')).keys()).filter((one) => /floor\/(today|session)|choices/.test(one.url)).length >= 3, 'what was read is not kept');
    await context.setOffline(true);
    await page.reload();
    await ready(page);
    await page.getByText('een drankje aanbieden').waitFor();
    await page.getByText('geen bereik', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Mag niet', exact: true }).click();
    await page.getByRole('button', { name: '30 minuten' }).click();
    await page.getByRole('button', { name: 'Melden', exact: true }).click();
    await page.getByText('Niet verstuurd. Je melding staat op deze telefoon en gaat mee zodra er bereik is.').waitFor();
    const [one] = await waiting(page);
    assert.equal(one.who, null, 'an anonymous one is kept without who');
    assert.doesNotMatch(JSON.stringify(one), /Fatima|goud_session/);
    await page.reload();
    await ready(page);
    await page.getByText('1 bericht staat op deze telefoon', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Verhalen' }).click();
    await page.getByLabel('Wat gebeurde er?').fill('De sleutels lagen klaar en de gast kreeg thee.');
    await page.getByRole('button', { name: /Beter$/ }).click();
    await page.getByRole('button', { name: 'Vertel', exact: true }).click();
    await page.getByText('Niet verstuurd. Je verhaal staat', { exact: false }).waitFor();
    await context.close();

    context = await launch();
    await context.setOffline(true);
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${house.url}/vandaag/melden`);
    await ready(page);
    assert.equal((await waiting(page)).filter((kept) => kept.state === 'waiting').length, 2, 'they outlive the browser');
    const sent = [];
    context.on('request', (request) => request.method() === 'POST' && /\/w\/.*\/(barriers|stories)$/.test(request.url()) && sent.push(request));
    await context.setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await until(page, () => document.body.textContent.includes('Staat er morgen.'), 'it does not go along');
    assert.deepEqual(sent.map((request) => new URL(request.url()).pathname.split('/').at(-1)), ['barriers', 'stories'], 'in the order in which they were written, each once');
    assert.equal((await waiting(page)).filter((kept) => kept.state === 'waiting').length, 0);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a personal code is somebody: by name where they choose so, and nothing is left when they sign out', async () => {
  const { page, faults, context } = await phone(codes.personal);
  await page.getByText('Je bent hier als Fatima El Idrissi.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Zonder naam' }).getAttribute('aria-pressed'), 'true', 'without a name unless they choose');
  await page.getByRole('button', { name: 'Met mijn naam' }).click();
  await page.getByRole('button', { name: 'Spullen of systeem' }).click();
  await page.getByLabel('Wat precies?', { exact: false }).fill('De kaartlezer hapert');
  await page.getByRole('button', { name: '5 minuten', exact: true }).click();
  await page.getByRole('button', { name: 'Melden', exact: true }).click();
  await page.getByText('Gemeld.', { exact: true }).waitFor();
  await page.goto(`${house.url}/vandaag/melden`);
  await ready(page);
  await page.getByText('De kaartlezer hapert').first().waitFor();
  await page.getByText('met je naam').waitFor();
  await page.getByRole('link', { name: 'Mijn beloften' }).click();
  await page.getByRole('heading', { name: 'Aan jou beloofd' }).waitFor();
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Afmelden' }).click();
  await page.getByLabel('Code van twaalf tekens').waitFor();
  assert.deepEqual(await page.evaluate(async () => (await caches.keys()).filter((one) => one === 'goud-floor-kept')), []);
  assert.deepEqual(await waiting(page), []);
  // typed instead of scanned, as people type
  await page.getByLabel('Code van twaalf tekens').fill(codes.unit.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Openen' }).click();
  await ready(page);
  await page.getByText('Met de code van', { exact: false }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a code of the unit opens nothing else', async () => {
  const { page, context } = await phone(codes.unit);
  for (const path of ['/overview', '/session', '/accounts', '/follow-ups', '/passes', '/employees', '/answers/export?format=csv', '/units']) {
    const status = await page.evaluate(async (one) => (await fetch(`/api/v1${one}`)).status, path);
    assert.ok(status === 403 || status === 404, `${path}: ${status}`);
  }
  await page.goto(`${house.url}/belofte`);
  await page.waitForURL((url) => url.pathname === '/aanmelden');
  await context.close();
});

test('a wrong code says so, and an account opens the page too', async () => {
  const { page, context } = await open(browser, PHONE);
  await page.goto(`${house.url}/vandaag`);
  await page.getByLabel('Code van twaalf tekens').fill('0000-0000-0000');
  await page.getByRole('button', { name: 'Openen' }).click();
  await page.getByRole('alert').getByText('Deze code is er niet', { exact: false }).waitFor();
  assert.deepEqual(await examine(page), []);
  await page.getByRole('link', { name: 'Ik heb een account' }).click();
  await page.getByLabel('E-mailadres').fill('noor@merelhof.example');
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Aanmelden' }).click();
  await page.waitForURL((url) => url.pathname === '/vandaag');
  await ready(page);
  await page.getByText('Je bent hier als', { exact: false }).waitFor();
  await context.close();
});

test('every part is clean to axe, light and dark, on a phone, a small phone and a desk, and goes by keyboard', async () => {
  for (const [width, dark] of [[390, false], [390, true], [320, false], [1200, false]]) {
    const visitor = await phone(codes.personal, { width, dark });
    for (const path of ['/vandaag', '/vandaag/melden', '/vandaag/verhaal', '/vandaag/beloften']) {
      await visitor.page.goto(house.url + path);
      await ready(visitor.page);
      assert.deepEqual(await examine(visitor.page), [], `${path} ${width} ${dark ? 'dark' : 'light'}`);
      const small = await visitor.page.evaluate(() =>
        [...document.querySelectorAll('.floor button, .floor a[href], .floor select, .floor input')]
          .filter((one) => one.offsetParent && one.type !== 'checkbox' && !one.classList.contains('skip'))
          .filter((one) => one.getBoundingClientRect().height < 43.5)
          .map((one) => one.outerHTML.slice(0, 90)),
      );
      assert.deepEqual(small, [], `to be touched on ${path}`);
    }
    assert.deepEqual(visitor.faults, []);
    await visitor.context.close();
  }
  const { page, context } = await phone(codes.unit);
  const press = async (name) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((one) => document.activeElement?.textContent?.trim() === one, name)) return page.keyboard.press('Enter');
    }
    throw new Error(`${name} is not reached with the keyboard`);
  };
  await press('Te druk');
  await press('5 minuten');
  await press('Melden');
  await page.getByText('Gemeld. Staat morgen bij', { exact: false }).waitFor();
  await context.close();
});

test('codes are made on the floor page of the settings, and their cards printed', async () => {
  const desk = await open(browser);
  await desk.page.goto(`${house.url}/aanmelden`);
  await desk.page.getByLabel('E-mailadres').fill('noor@merelhof.example');
  await desk.page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await desk.page.getByRole('button', { name: 'Aanmelden' }).click();
  await desk.page.waitForURL((url) => url.pathname === '/belofte');
  await desk.page.goto(`${house.url}/beheer/vloer`);
  await settled(desk.page);
  await desk.page.getByRole('button', { name: 'Maak code' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Van iemand zelf' }).click();
  await dialog.getByLabel('Naam').fill('Bram de Wit');
  await dialog.getByRole('button', { name: 'Maak code' }).click();
  await desk.page.getByRole('heading', { name: 'Nieuwe codes' }).waitFor();
  assert.match(await desk.page.locator('code').first().textContent(), /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const [file] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('button', { name: 'Druk kaarten' }).click()]);
  assert.equal(file.suggestedFilename(), 'goud-vloer.pdf');
  assert.deepEqual(await examine(desk.page), []);
  await desk.page.getByRole('button', { name: /^Beëindig.*Bram de Wit/ }).click();
  await dialog.getByRole('button', { name: 'Beëindig' }).click();
  await desk.page.getByRole('row', { name: /Bram de Wit/ }).getByText('beëindigd', { exact: false }).waitFor();
  assert.deepEqual(desk.faults, []);
  await desk.context.close();
});

test('the card of a moment is made in a dialog, and read on the telephone', async () => {
  const desk = await open(browser);
  await desk.page.goto(`${house.url}/aanmelden`);
  await desk.page.getByLabel('E-mailadres').fill('noor@merelhof.example');
  await desk.page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await desk.page.getByRole('button', { name: 'Aanmelden' }).click();
  await desk.page.waitForURL((url) => url.pathname === '/belofte');
  const moment = (await ask('GET', '/journeys')).items.find((one) => one.audience === 'customer').moments.find((one) => one.name.nl === 'Inchecken');
  await desk.page.goto(`${house.url}/momenten/${moment.id}`);
  await settled(desk.page);
  await desk.page.getByRole('button', { name: /^Pas aan.*iedereen/ }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Dit moet', { exact: false }).fill('een\ntwee\ndrie\nvier');
  await dialog.getByRole('button', { name: 'Bewaren' }).click();
  await dialog.getByText('Hooguit drie dingen moeten altijd', { exact: false }).waitFor();
  await dialog.getByLabel('Dit moet', { exact: false }).fill('zelf naar de gast\nbinnen vijf minuten');
  await dialog.getByRole('button', { name: 'Bewaren' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await desk.page.getByText('binnen vijf minuten', { exact: true }).waitFor();
  assert.deepEqual(await examine(desk.page), []);
  assert.deepEqual(desk.faults.filter((one) => !/status of 400/.test(one)), []);
  await desk.context.close();
});
