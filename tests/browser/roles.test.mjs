// Roles from the board to the floor: listed, made, changed, given to an account, chosen as the owner of a moment, ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, demonstration, examine, open, place, serve, settled } from './house.mjs';

const here = place();
let house, browser, desk;
before(async () => {
  const owner = await demonstration(here.data, { seed: 4, answers: 1500 });
  house = await serve(['serve', '--data', here.data, '--listen', '127.0.0.1:0']);
  browser = await browse();
  desk = await open(browser);
  await desk.page.goto(`${house.url}/aanmelden`);
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
const keep = async () => {
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await closed();
};
const roles = () => desk.page.getByRole('region', { name: 'Rollen' });
const at = (level, role) => roles().getByRole('list', { name: level }).getByRole('listitem').filter({ hasText: role });

// the choices come from the server, a breath after the form
const known = async (select, said) => {
  await select.and(desk.page.locator('select:enabled')).waitFor();
  assert.equal(await select.locator('option:checked').innerText(), said);
};

test('roles stand from the board down; one is made and changed', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await at('Bestuur', 'Raad van bestuur').waitFor();
  assert.deepEqual(await roles().getByRole('heading', { level: 3 }).allInnerTexts(), ['Bestuur', 'Directie', 'Management', 'Teamleiding', 'Werkvloer']);
  await roles().getByRole('button', { name: 'Nieuwe rol' }).click();
  await dialog().getByLabel('Naam, Nederlands').fill('Chef-kok');
  await dialog().getByRole('button', { name: 'Bewaren' }).click();
  await dialog().getByText('Er is al een rol met deze naam.').waitFor();
  await dialog().getByLabel('Naam, Nederlands').fill('Nachtportier');
  await dialog().getByLabel('Naam, Engels').fill('Night porter');
  await keep();
  await at('Werkvloer', 'Nachtportier').waitFor();
  await roles().getByRole('button', { name: /^Wijzig.*Nachtportier/ }).click();
  await dialog().getByLabel('Niveau').selectOption({ label: 'Teamleiding' });
  await keep();
  await at('Teamleiding', 'Nachtportier').waitFor();
  await roles().getByRole('button', { name: /^Geschiedenis.*Nachtportier/ }).click();
  await dialog().getByText('niveau: Werkvloer → Teamleiding').waitFor();
  await page.keyboard.press('Escape');
  await closed();
});

test('an account has a role beside what it may do', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await page.getByRole('button', { name: /^Wijzig.*Noor Kramer/ }).click();
  await dialog().getByLabel('Rol').selectOption({ label: 'Nachtportier' });
  await keep();
  const row = page.getByRole('row', { name: /Noor Kramer/ });
  await row.getByText('Nachtportier').waitFor();
  await row.getByText('Eigenaar').waitFor();
  await at('Teamleiding', 'Nachtportier').getByText('1 account').waitFor();
});

test('an owner is chosen from the roles, or is another that is typed', async () => {
  const { page } = desk;
  await go('/beheer/reizen');
  await page.getByRole('button', { name: /^Wijzig.*Ontbijt/ }).click();
  const chosen = dialog().getByLabel('Rol van de eigenaar');
  await known(chosen, 'Chef-kok');
  await chosen.selectOption({ label: 'Nachtportier' });
  await keep();
  await page.getByText('Nachtportier, Teamleiding').first().waitFor();
  await page.getByRole('button', { name: /^Wijzig.*Ontbijt/ }).click();
  await dialog().getByLabel('Rol van de eigenaar').selectOption({ label: 'Anders…' });
  await dialog().getByLabel('Andere rol').fill('Ontbijtkok');
  await keep();
  await page.getByText('Ontbijtkok ·').waitFor();
  await page.getByRole('button', { name: /^Wijzig.*Ontbijt/ }).click();
  await known(dialog().getByLabel('Rol van de eigenaar'), 'Anders…');
  assert.equal(await dialog().getByLabel('Andere rol').inputValue(), 'Ontbijtkok');
  await page.keyboard.press('Escape');
  await closed();
});

test('an ended role is chosen no more, and who has it keeps it', async () => {
  const { page } = desk;
  await go('/beheer/mensen');
  await roles().getByRole('button', { name: /^Beëindig.*Nachtportier/ }).click();
  await dialog().getByRole('button', { name: 'Beëindig' }).click();
  await roles().getByText('1 beëindigde rol').click();
  await roles().getByText(/^Nachtportier, Teamleiding, tot /).waitFor();
  await page.getByRole('button', { name: /^Wijzig.*Noor Kramer/ }).click();
  await known(dialog().getByLabel('Rol'), 'Nachtportier (beëindigd)');
  await page.keyboard.press('Escape');
  await closed();
  assert.deepEqual(await examine(page), []);
  assert.deepEqual(desk.faults.filter((fault) => !/status of 400/.test(fault)), []);
});

test('without roles the page says what they are for, and an owner is typed', async () => {
  const { page } = desk;
  await page.route('**/api/v1/roles*', (route) => (route.request().method() === 'GET' ? route.fulfill({ json: { items: [], next: null } }) : route.continue()));
  await go('/beheer/mensen');
  await roles().getByText('Er zijn nog geen rollen.').waitFor();
  await go('/beheer/reizen');
  await page.getByRole('button', { name: /^Wijzig.*Ontbijt/ }).click();
  await dialog().locator('input[value=Ontbijtkok]').waitFor();
  assert.equal(await dialog().getByLabel('Rol van de eigenaar').inputValue(), 'Ontbijtkok');
  await page.unroute('**/api/v1/roles*');
});
