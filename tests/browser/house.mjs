// A goud of one's own for a walk: started on a temporary directory and a free port, gone afterwards.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const goud = process.env.GOUD;
export const call = promisify(execFile);
export const PASSWORD = 'een lange zin voor de proef';

export function place() {
  const folder = mkdtempSync(join(tmpdir(), 'goud-walk-'));
  return { folder, data: join(folder, 'data'), gone: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The demonstration in `data`, small, its owner with a password we know; without the year of its floor unless that is asked. */
export async function demonstration(data, { seed = 1, answers = 6000, floor = false } = {}) {
  const made = ['demo', '--data', data, '--seed', String(seed), '--answers', String(answers), ...(floor ? [] : ['--without-floor'])];
  const { stdout } = await call(goud, made, { timeout: 180_000 });
  const email = /[^\s<]+@[^\s>,]+/.exec(stdout)[0];
  await new Promise((done, refuse) => {
    const child = execFile(goud, ['user', 'password', email, '--data', data], (error) => (error ? refuse(error) : done()));
    child.stdin.end(`${PASSWORD}\n`);
  });
  return { email, password: PASSWORD };
}

/** Starts a program that prints where it serves; resolves with the address and what it printed. */
export function serve(args, { lines = /http:\/\/127\.0\.0\.1:\d+/, wait_ms = 60_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(goud, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`goud ${args.join(' ')} did not say where it serves:\n${said}`));
    }, wait_ms);
    const hear = (part) => {
      said += part;
      const found = lines.exec(said);
      if (!found) return;
      clearTimeout(timer);
      // the rest of what is printed belongs to the same breath
      setTimeout(() => resolve({ url: /http:\/\/127\.0\.0\.1:\d+/.exec(said)[0], said: () => said, stop }), 200);
    };
    const stop = () =>
      new Promise((done) => {
        if (child.exitCode !== null) return done(child.exitCode);
        child.once('exit', (code) => done(code));
        child.kill('SIGINT');
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      });
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`goud ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

export const browse = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });

/** A window that remembers every error a page makes: script errors, refusals by the content policy, failed fetches. */
export async function open(browser, { width = 1440, height = 900, dark = false, language = 'nl', storageState, javaScriptEnabled = true, bypassCSP = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam', storageState, javaScriptEnabled, bypassCSP, reducedMotion: 'reduce',
  });
  if (javaScriptEnabled) await context.addInitScript((code) => localStorage.setItem('goud.language', code), language);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // being told to sign in is an answer, not an error
    if (message.type() === 'error' && !/status of 401/.test(message.text())) faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  return { context, page, faults };
}

/** What axe finds on a page, as short lines; and whether the page is wider than its window. */
export async function examine(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
    const lines = result.violations.map((one) => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 140)}`);
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (over > 0) lines.push(`the page is ${over} px wider than its window`);
    const heads = document.querySelectorAll('h1').length;
    if (heads !== 1) lines.push(`${heads} h1 on the page`);
    return lines;
  });
  return found;
}

export const settled = async (page) => {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
};
