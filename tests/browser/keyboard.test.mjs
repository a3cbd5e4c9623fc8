// The keyboard alone: sign in, skip to the content, narrow the view, open a moment, start to mend, and think better of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, desk;
before(async () => {
  desk = await demonstration(here.data, { seed: 2, answers: 3000 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  Object.assign(desk, await open(browser));
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

/** Tabs until the thing with this name has focus; fails when it is not reached. */
async function tabTo(page, name, most = 80) {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      const label = one?.labels?.[0]?.innerText ?? '';
      return { said: [one?.getAttribute('aria-label'), label, one?.innerText].filter(Boolean).join(' '), outline: one ? getComputedStyle(one).outlineStyle : 'none' };
    });
    if (name.test(at.said)) {
      assert.notEqual(at.outline, 'none', `focus on "${at.said}" can be seen`);
      return at.said;
    }
  }
  assert.fail(`Tab does not reach ${name}`);
}

test('sign in with the keyboard', async () => {
  const { page, email } = desk;
  await page.goto(`${house.url}/belofte`);
  await page.waitForURL(/aanmelden/);
  await settled(page);
  await tabTo(page, /E-mailadres/);
  await page.keyboard.type(email);
  await tabTo(page, /^Wachtwoord/);
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/belofte');
  await settled(page);
});

test('the first Tab leads past the menu', async () => {
  const { page } = desk;
  await page.goto(`${house.url}/belofte`);
  await settled(page);
  await tabTo(page, /Naar inhoud/, 1);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'inhoud');
});

test('narrow the view to one hotel; Escape gives the focus back', async () => {
  const { page } = desk;
  await page.goto(`${house.url}/belofte`);
  await settled(page);
  await tabTo(page, /alle 14/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.match(await page.evaluate(() => document.activeElement?.innerText ?? ''), /alle 14/);
  await page.keyboard.press('Enter');
  await tabTo(page, /Zwolle/, 40);
  await page.keyboard.press('Enter');
  await page.waitForURL(/unit=/);
  await settled(page);
});

test('open a moment from the journey and come to its content', async () => {
  const { page } = desk;
  await page.goto(`${house.url}/belofte`);
  await settled(page);
  await tabTo(page, /Inchecken/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/momenten\//);
  await settled(page);
  await page.getByRole('heading', { level: 1, name: 'Inchecken' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'inhoud');
});

test('start to mend a promise, and think better of it', async () => {
  const { page, faults } = desk;
  await tabTo(page, /^Herstellen/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Herstellen' }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]'));
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => !!document.activeElement?.closest('[role=dialog]')), 'the focus stays in the dialog');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.match(await page.evaluate(() => document.activeElement?.innerText ?? ''), /Herstellen/);
  assert.deepEqual(faults, []);
});
