// One address and one password in two organisations: the page asks which one, and both can be reached.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { browse, call, demonstration, examine, goud, open, PASSWORD, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, owner;
before(async () => {
  owner = await demonstration(here.data, { seed: 6, answers: 4000 });
  await call(goud, ['org', 'add', 'Herberg Zuid', '--data', here.data]);
  await new Promise((done, refuse) => {
    const child = execFile(goud, ['user', 'add', owner.email, '--name', 'Anna', '--org', 'Herberg Zuid', '--data', here.data], (error) => (error ? refuse(error) : done()));
    child.stdin.end(`${PASSWORD}\n`);
  });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await house?.stop();
  here.gone();
});

for (const { language, dark, width, words } of [
  { language: 'nl', dark: false, width: 390, words: { email: 'E-mailadres', password: 'Wachtwoord', send: 'Aanmelden', which: 'In welke organisatie?', back: 'Terug' } },
  { language: 'en', dark: true, width: 1440, words: { email: 'Email address', password: 'Password', send: 'Sign in', which: 'In which organisation?', back: 'Back' } },
])
  test(`the choice, ${language} at ${width}`, async () => {
    const desk = await open(browser, { width, language, dark });
    const { page } = desk;
    const enter = async () => {
      await page.getByLabel(words.email).fill(owner.email);
      await page.getByLabel(words.password, { exact: false }).first().fill(owner.password);
      await page.getByRole('button', { name: words.send }).click();
      await page.getByRole('heading', { name: words.which }).waitFor();
    };
    await page.goto(`${house.url}/aanmelden`);
    await enter();
    await settled(page);
    assert.deepEqual(await examine(page), []);
    if (process.env.GOUD_SHOTS) await page.screenshot({ path: `${process.env.GOUD_SHOTS}/which-${language}-${width}.png` });
    assert.ok(await page.getByRole('button', { name: 'Merelhof Hotels' }).evaluate((one) => one === document.activeElement), 'the first choice has the focus');
    await page.getByRole('button', { name: words.back }).click();
    await enter();
    await page.getByRole('button', { name: 'Herberg Zuid' }).click();
    await page.waitForURL((url) => url.pathname !== '/aanmelden');
    const inside = await page.evaluate(() => fetch('/api/v1/session').then((answer) => answer.json()));
    assert.equal(inside.org.name, 'Herberg Zuid');
    assert.deepEqual(desk.faults, []);
    await desk.context.close();
  });
