// The floor's page where there is no reach (/vandaag alone): the page as it last ran, and what was read with it. What is
// written waits in the page's own queue (src/floor/queue.ts), never here.
// Always true: a page is kept only together with every file it names, so that an older one is never left without its parts;
// what one person read is gone when they sign out or another comes in; nothing sent without a name passes through here.
const SHELL = 'goud-floor-shell';
const KEPT = 'goud-floor-kept';
const PAGE = '/vandaag';
const READ = ['/api/v1/floor/', '/api/v1/barriers', '/api/v1/stories', '/api/v1/values'];
const KEPT_MOST = 80;
const PATIENCE_MS = 5000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(Promise.all([keepPage(event.data.keep), keepRead(event.data.reads ?? [])]));
});

async function keepPage(files) {
  const cache = await caches.open(SHELL);
  const there = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  await cache.addAll(files.filter((file) => !there.has(file)));
  const page = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' });
  const named = [...(await page.clone().text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  // a newer one than the page that runs: it is kept once it has run itself
  if (!page.ok || named.some((file) => !files.includes(file))) return;
  await cache.put(PAGE, page);
  for (const one of await cache.keys()) {
    const { pathname } = new URL(one.url);
    if (pathname.startsWith('/assets/') && !files.includes(pathname)) await cache.delete(one);
  }
}

const isRead = (pathname) => READ.some((start) => pathname.startsWith(start));
async function keepRead(addresses) {
  const cache = await caches.open(KEPT);
  for (const one of addresses.filter((address) => isRead(address.split('?')[0])))
    if (!(await cache.match(one, { ignoreVary: true }))) await read(new Request(one, { credentials: 'same-origin' }));
}

const inTime = (work) =>
  new Promise((done, refuse) => {
    setTimeout(() => refuse(new Error('no reach')), PATIENCE_MS);
    work.then(done, refuse);
  });

async function page(request) {
  try {
    return await inTime(fetch(request));
  } catch (error) {
    const kept = await caches.match(PAGE, { cacheName: SHELL });
    if (kept) return kept;
    throw error;
  }
}

async function file(request) {
  const kept = await caches.match(request, { cacheName: SHELL, ignoreVary: true });
  return kept ?? fetch(request);
}

async function read(request) {
  try {
    const answer = await inTime(fetch(request));
    if (answer.status === 401) await caches.delete(KEPT);
    if (answer.status === 200) {
      const cache = await caches.open(KEPT);
      const copy = answer.clone();
      const headers = new Headers(copy.headers);
      headers.set('x-goud-kept', new Date().toISOString());
      headers.delete('content-encoding');
      await cache.put(request, new Response(await copy.blob(), { status: 200, headers }));
      const all = await cache.keys();
      for (const old of all.slice(0, Math.max(0, all.length - KEPT_MOST))) await cache.delete(old);
    }
    return answer;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: KEPT, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    // whoever comes in or goes out: what was kept is of somebody else
    if (pathname === '/api/v1/session' || pathname === '/api/v1/floor/session') event.waitUntil(caches.delete(KEPT));
    return;
  }
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (isRead(pathname)) event.respondWith(read(request));
  else if (!pathname.startsWith('/api/') && !pathname.startsWith('/w/')) event.respondWith(file(request));
});
