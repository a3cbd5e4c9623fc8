// What was a dead end: a password lost, a role given, a code that hangs, an event noted wrongly, a name that does not fit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, examine, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, desk;
before(async () => {
  const owner = await demonstration(here.data, { seed: 5, answers: 4000 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  desk = await open(browser);
  await desk.page.goto(`${house.url}/aanmelden`);
  await desk.page.getByText('De organisatie hier bestaat niet', { exact: false }).waitFor();
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
const dialog = () => desk.page.getByRole('dialog');
const closed = () => dialog().waitFor({ state: 'hidden' });
const handedOut = async (label) => {
  const link = dialog().getByLabel(label);
  await link.waitFor();
  const path = new URL(await link.inputValue()).pathname;
  await dialog().getByRole('button', { name: 'Sluiten' }).last().click();
  await closed();
  return path;
};
async function enter(path, fill, button) {
  const guest = await open(browser, { width: 390, height: 844 });
  await guest.page.goto(house.url + path);
  await fill(guest.page);
  await guest.page.getByRole('button', { name: button }).click();
  await guest.page.waitForURL((url) => url.pathname === '/belofte');
  return guest;
}

test('an open invitation is listed, and withdrawn', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await dialog().getByLabel('E-mailadres').fill('bas@example.org');
  await dialog().getByRole('button', { name: 'Maak uitnodiging' }).click();
  const path = await handedOut('Uitnodiging');
  await page.getByRole('rowheader', { name: 'bas@example.org' }).waitFor();
  await page.getByRole('button', { name: /^Trek in.*bas@example\.org/ }).click();
  await dialog().getByRole('button', { name: 'Trek in' }).click();
  await page.getByRole('rowheader', { name: 'bas@example.org' }).waitFor({ state: 'detached' });
  const late = await open(browser);
  await late.page.goto(house.url + path);
  await late.page.getByText('gebruikt, verlopen of ingetrokken', { exact: false }).waitFor();
  await late.context.close();
});

test('a lost password is renewed with a link, which ends what was open', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Nodig uit' }).click();
  await dialog().getByLabel('E-mailadres').fill('ilse@example.org');
  await dialog().getByLabel('Toegang').selectOption('analyst');
  await dialog().getByRole('button', { name: 'Maak uitnodiging' }).click();
  const first = await enter(await handedOut('Uitnodiging'), async (guest) => {
    await guest.getByLabel('Naam').fill('Ilse Vos');
    await guest.locator('input[autocomplete=new-password]').fill(`${PASSWORD} van Ilse`);
  }, 'Meedoen');
  await go('/beheer/mensen');
  await page.getByRole('button', { name: /^Nieuw wachtwoord.*Ilse Vos/ }).click();
  await dialog().getByRole('button', { name: 'Maak link' }).click();
  const again = await enter(await handedOut('Nieuw wachtwoord'), async (guest) => {
    await guest.locator('input[autocomplete=new-password]').waitFor();
    assert.equal(await guest.getByLabel('Naam').count(), 0, 'who is known is not asked for a name');
    await guest.locator('input[autocomplete=new-password]').fill(`${PASSWORD} opnieuw`);
  }, 'Kies wachtwoord');
  assert.equal((await first.page.request.get(`${house.url}/api/v1/session`)).status(), 401);
  for (const guest of [first, again]) await guest.context.close();
});

test('who becomes manager of a unit gets the unit that is shown', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await page.getByRole('button', { name: /^Wijzig.*Ilse Vos/ }).click();
  await dialog().getByLabel('Toegang').selectOption('unit_manager');
  const shown = await dialog().getByLabel('Onderdeel').locator('option:checked').innerText();
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await closed();
  await page.getByRole('row', { name: /Ilse Vos/ }).getByText(shown.trim()).waitFor();
});

test('a code that hangs is ended after a question, and its state says why it is closed', async () => {
  const { page } = desk;
  await go('/metingen/links');
  await page.getByText('Een telefoon kan deze code niet openen', { exact: false }).first().waitFor();
  const row = page.getByRole('row', { name: /Merelhof Breda/ });
  await row.getByRole('button', { name: /^Beëindig/ }).click();
  await dialog().getByRole('button', { name: 'Annuleren' }).click();
  await closed();
  await row.getByRole('button', { name: /^QR/ }).waitFor();
  await row.getByRole('button', { name: /^Beëindig/ }).click();
  await dialog().getByRole('button', { name: 'Beëindig' }).click();
  await row.getByText('beëindigd', { exact: true }).waitFor();
  assert.equal(await row.getByRole('button', { name: /^QR/ }).count(), 0);
});

test('a try of one’s own is no answer', async () => {
  const { page } = desk;
  await go('/metingen/links');
  await page.getByRole('row', { name: /Merelhof Zwolle/ }).getByRole('button', { name: /^QR/ }).click();
  const address = await dialog().getByRole('link', { name: 'Probeer zelf' }).getAttribute('href');
  await page.keyboard.press('Escape');
  const guest = await open(browser, { width: 320, height: 640, javaScriptEnabled: false });
  await guest.page.goto(address);
  await guest.page.getByText('Dit is een proef', { exact: false }).waitFor();
  await guest.page.locator('form button').last().click();
  await guest.page.locator('#wrong a, .bad').first().waitFor();
  await guest.page.locator('input[type=radio]').first().check();
  await guest.page.locator('form button').last().click();
  await guest.page.getByRole('heading', { name: 'Dit was een proef' }).waitFor();
  await guest.context.close();
  await go('/metingen/links');
  await page.getByRole('row', { name: /Merelhof Zwolle/ }).getByText('0 van', { exact: false }).waitFor();
});

test('an event is corrected and taken away, and the moment remembers that', async () => {
  const { page } = desk;
  await go('/belofte');
  await page.getByRole('link', { name: /Inchecken/ }).first().click();
  await page.getByRole('button', { name: 'Gebeurtenis noteren' }).click();
  await dialog().getByLabel('Wat gebeurde er?').fill('Lift vervagen');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await page.getByRole('button', { name: /^Wijzig.*Lift vervagen/ }).click();
  await dialog().getByLabel('Wat gebeurde er?').fill('Lift vervangen');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await page.getByRole('button', { name: /^Wijzig.*Lift vervangen/ }).click();
  await dialog().getByRole('button', { name: 'Haal weg' }).click();
  await page.getByRole('button', { name: /^Wijzig.*Lift vervangen/ }).waitFor({ state: 'detached' });
  await go('/beheer/reizen');
  await page.getByRole('button', { name: /^Geschiedenis.*Inchecken/ }).click();
  for (const verb of ['gebeurtenis genoteerd', 'gebeurtenis gecorrigeerd', 'gebeurtenis weggehaald']) await dialog().getByText(verb).last().waitFor();
  await page.keyboard.press('Escape');
  await closed();
});

test('a journey and a stage get the words of the house; levels too; a volume is cleared', async () => {
  const { page } = desk;
  await go('/beheer/reizen');
  const guests = page.getByRole('region', { name: 'Reis van de klant' });
  await guests.getByRole('button', { name: /^Andere naam/ }).click();
  await dialog().getByLabel('Naam, Nederlands', { exact: false }).fill('Reis van de gast');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await closed();
  const renamed = page.getByRole('region', { name: 'Reis van de gast' });
  await renamed.getByRole('button', { name: /^Wijzig.*Do/ }).click();
  await dialog().getByLabel('Naam, Nederlands', { exact: false }).fill('Boeken en betalen');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await renamed.getByText('Boeken en betalen').waitFor();
  await go('/beheer/onderdelen');
  await page.getByRole('button', { name: 'Namen van niveaus' }).click();
  await dialog().getByLabel('Niveau 3', { exact: false }).fill('Herberg');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await closed();
  const row = page.getByRole('row', { name: /Merelhof Zwolle/ });
  await row.getByText('Herberg').waitFor();
  await row.getByRole('button', { name: /^Wijzig/ }).click();
  await dialog().getByLabel('Klanten per jaar', { exact: false }).fill('');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await closed();
  await row.getByRole('cell', { name: '–', exact: true }).first().waitFor();
});

test('the log says in words what was done to what', async () => {
  const { page } = desk;
  await go('/beheer/audit');
  const text = await page.getByRole('table').innerText();
  assert.match(text, /Reis van de gast/);
  assert.match(text, /naam: .* → Boeken en betalen/);
  assert.ok(!/\b(kind|stage|asked|care): /.test(text), text.slice(0, 2000));
});

test('the first hour says what the overview says', async () => {
  const { page } = desk;
  await go('/belofte');
  await page.getByRole('link', { name: 'Eerste uur' }).first().click();
  await page.waitForURL((url) => url.pathname === '/eerste-uur');
  await settled(page);
  const card = page.getByRole('region', { name: 'Kaart van het eerste uur' });
  const kept = await page.evaluate(async () => {
    const promises = (await (await fetch('/api/v1/promises')).json()).items.filter((one) => !one.withdrawn && one.audience === 'customer');
    const search = new URLSearchParams(location.search);
    const to = new Date().toISOString().slice(0, 10);
    const from = new Date(Date.now() - 83 * 86_400_000).toISOString().slice(0, 10);
    const overview = await (await fetch(`/api/v1/overview?from=${search.get('from') ?? from}&to=${search.get('to') ?? to}`)).json();
    const all = overview.journeys.flatMap((journey) => journey.moments.flatMap((moment) => moment.promises));
    return promises.slice(0, 2).map((promise) => all.find((one) => one.id === promise.id).kept.n);
  });
  const text = await card.innerText();
  for (const n of kept) assert.ok(text.includes(`n ${n}`) || text.includes(`${n} antwoord`), `${n} is not in: ${text}`);
});

test('a file may be dropped', async () => {
  const { page } = desk;
  await go('/metingen/imports');
  const data = await page.evaluateHandle(() => {
    const held = new DataTransfer();
    held.items.add(new File(['hotel,cijfer\nZwolle,8\nZwolle,7\n'], 'gevallen.csv', { type: 'text/csv' }));
    return held;
  });
  for (const kind of ['dragover', 'drop']) await page.dispatchEvent('.dropfile', kind, { dataTransfer: data });
  await page.locator('.dropfile').getByText('gevallen.csv').waitFor();
  assert.equal(await page.locator('.dropfile input').evaluate((input) => input.files[0]?.name), 'gevallen.csv');
});

test('these pages pass axe, also on a phone in the dark', async () => {
  const reader = await open(browser, { width: 390, height: 844, dark: true, bypassCSP: true, storageState: await desk.context.storageState() });
  for (const path of ['/beheer/mensen', '/beheer/reizen', '/beheer/audit', '/metingen/links', '/eerste-uur']) {
    await reader.page.goto(house.url + path);
    await settled(reader.page);
    assert.deepEqual(await examine(reader.page), [], path);
  }
  await reader.context.close();
  assert.deepEqual(desk.faults.filter((one) => !/status of 40/.test(one)), []);
});
