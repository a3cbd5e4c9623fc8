// The first hour, on an empty house: an owner, three promises, one question on a wall, an answer on a phone without
// JavaScript, and the answer counted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, examine, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, desk;
before(async () => {
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0'], { lines: /begin\?token=\S+/ });
  browser = await browse();
  desk = await open(browser);
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

test('an empty house sends the first visitor to the beginning', async () => {
  await desk.page.goto(house.url);
  await desk.page.waitForURL(/\/begin/);
  await settled(desk.page);
});

test('a wrong start key is refused beside its field, with nothing lost', async () => {
  const { page } = desk;
  await page.getByLabel('Beginsleutel').fill('klopt niet');
  await page.getByLabel('Organisatie').fill('Proefhuis');
  await page.getByLabel('Naam').fill('Noor Kuipers');
  await page.getByLabel('E-mailadres').fill('noor@example.org');
  await page.getByLabel('Wachtwoord', { exact: false }).first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Beginnen' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Organisatie').inputValue(), 'Proefhuis');
});

test('with the key that was printed the owner is inside', async () => {
  const { page, faults } = desk;
  faults.length = 0;
  await page.getByLabel('Beginsleutel').fill(/begin\?token=(\S+)/.exec(house.said())[1]);
  await page.getByRole('button', { name: 'Beginnen' }).click();
  await page.waitForURL(/eerste-uur/);
  await page.getByRole('heading', { level: 1, name: 'Wat beloof je eigenlijk?' }).waitFor();
});

test('three promises, one of them to colleagues', async () => {
  const { page } = desk;
  const three = [
    ['employee', 'Je rooster weet je drie weken vooruit.', 'Rooster op tijd'],
    ['customer', 'Uw kamer is klaar om 15.00 uur, en anders weet u waarom.', 'Inchecken'],
    ['customer', 'Antwoord binnen één werkdag.', 'Na vertrek'],
  ];
  for (const [to, text, moment] of three) {
    await page.getByLabel('Wat beloof je?').fill(text);
    await page.getByLabel('Aan wie?').selectOption(to);
    await page.getByLabel('Bij welk moment?').fill(moment);
    await page.getByRole('button', { name: 'Belofte vastleggen' }).click();
    await page.locator('.pickrow', { hasText: text }).waitFor();
  }
  await page.getByText('3 van 3').waitFor();
});

let address;
test('one question, hung up with a QR code', async () => {
  const { page } = desk;
  await page.getByLabel('De belofte als vraag').fill('Was uw kamer om 15.00 uur klaar?');
  await page.getByRole('button', { name: 'Maak de QR-code' }).click();
  const code = page.getByRole('img', { name: /QR-code naar/ });
  await code.waitFor();
  address = /http\S+/.exec(await code.getAttribute('alt'))[0];
  assert.match(new URL(address).pathname, /^\/s\//);
  assert.ok(await code.evaluate((img) => img.complete && img.naturalWidth > 0), 'the QR code is drawn');
  const sheet = await page.request.get(house.url + (await page.getByRole('link', { name: 'Print deze QR' }).getAttribute('href')));
  assert.equal(sheet.status(), 200);
  assert.equal((await sheet.body()).subarray(0, 5).toString(), '%PDF-');
  await page.getByText('wacht op het eerste antwoord').waitFor();
});

test('a guest answers on a phone of 320 px without JavaScript', async () => {
  const phone = await open(browser, { width: 320, height: 640, javaScriptEnabled: false });
  await phone.page.goto(house.url + new URL(address).pathname);
  await phone.page.getByText('Was uw kamer om 15.00 uur klaar?').first().waitFor();
  assert.equal(await phone.page.locator('input:checked').count(), 0, 'no answer is chosen beforehand');
  await phone.page.getByLabel('Nee, maar ik wist waarom', { exact: true }).check();
  await phone.page.locator('form button').last().click();
  await phone.page.waitForURL(/thanks|bedankt/);
  await phone.context.close();
});

test('the answer is counted: first hour, overview and moment say one', async () => {
  const { page, faults } = desk;
  await page.goto(`${house.url}/eerste-uur`);
  await page.getByText('het eerste antwoord is er').waitFor();
  await page.goto(`${house.url}/belofte`);
  const card = page.getByRole('link', { name: /Inchecken/ }).first();
  await card.waitFor();
  assert.match(await card.innerText(), /1\s+van 1/);
  assert.match(await page.locator('.hd p').first().innerText(), /1 antwoord van klanten/);
  await card.click();
  await page.getByRole('heading', { level: 1, name: 'Inchecken' }).waitFor();
  await page.getByText('Nagekomen 1, niet nagekomen 0', { exact: false }).waitFor();
  assert.deepEqual(faults, []);
});

test('what stands on these pages passes axe, and the owner can leave', async () => {
  const { page, context } = desk;
  const reader = await open(browser, { bypassCSP: true, storageState: await context.storageState() });
  for (const path of ['/eerste-uur', '/belofte', '/verhalen', '/metingen/links']) {
    await reader.page.goto(house.url + path);
    await settled(reader.page);
    assert.deepEqual(await examine(reader.page), [], path);
  }
  await reader.context.close();
  await page.getByRole('button', { name: 'Jouw menu' }).first().click();
  await page.getByRole('button', { name: 'Afmelden' }).click();
  await page.waitForURL(/aanmelden/);
  await page.goto(`${house.url}/belofte`);
  await page.waitForURL(/aanmelden/);
});
