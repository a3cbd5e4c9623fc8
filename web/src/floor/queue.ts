import { ApiFault } from '../api/client';
import { sendNamed, sendNameless } from './read';

/**
 * What was written on this telephone: it waits here until it is sent, and its receipt stays to follow it by.
 * Always true: what is said without a name is kept without one; it goes in the order in which it was written, each with an id
 * of its own, so that sending twice is one; what somebody wrote by name is never sent as somebody else.
 */
export type Written = {
  at?: number; // order of writing
  what: 'barrier' | 'story' | 'gone' | 'take_back';
  id: string; // receipt or submission
  path: string;
  body: Record<string, unknown>;
  door: string | null; // none: by name
  who: string | null; // by name: who wrote it
  title: string;
  moment: string;
  week: string;
  state: 'waiting' | 'sent' | 'refused';
  because: string;
};

const NAME = 'goud-floor';
const STORE = 'written';
function open(): Promise<IDBDatabase> {
  return new Promise((done, refuse) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'at', autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => refuse(asked.error ?? new Error('no store'));
  });
}
async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const base = await open();
  try {
    return await new Promise<T>((done, refuse) => {
      const deed = base.transaction(STORE, mode, { durability: 'strict' });
      const asked = work(deed.objectStore(STORE));
      deed.oncomplete = () => done(asked.result);
      deed.onerror = deed.onabort = () => refuse(deed.error ?? new Error('not kept'));
    });
  } finally {
    base.close();
  }
}

const listeners = new Set<() => void>();
let held: Written[] = [];
export const written = () => held;
export const onWritten = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
async function refresh() {
  held = (await inStore('readonly', (store) => store.getAll() as IDBRequest<Written[]>)).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  listeners.forEach((listener) => listener());
}

export const digits = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, '0')).join('');

/** Kept on the telephone first; only then it is sent. Tells whether it is through. */
export async function write(one: Omit<Written, 'at' | 'state' | 'because'>, who: string | null): Promise<Written['state']> {
  const at = (await inStore('readwrite', (store) => store.add({ ...one, state: 'waiting', because: '' }))) as number;
  await refresh();
  await sendAll(who);
  return held.find((kept) => kept.at === at)?.state ?? 'sent';
}

export async function drop(at: number) {
  await inStore('readwrite', (store) => store.delete(at));
  await refresh();
}

/** A telephone that changes hands keeps nothing of whoever had it. */
export async function dropAll() {
  await inStore('readwrite', (store) => store.clear());
  await refresh();
}

async function sendOne(one: Written): Promise<Written | null> {
  try {
    if (one.door) await sendNameless(one.door, one.path, one.body);
    else await sendNamed(one.path, one.body);
  } catch (error) {
    const passes = !(error instanceof ApiFault) || error.status >= 500 || [401, 403, 408, 429].includes(error.status);
    if (passes) throw error;
    return { ...one, state: 'refused', because: error.message };
  }
  if (one.what === 'gone' || one.what === 'take_back') return null;
  // only what can be followed stays: by name the server knows, without a name the receipt alone does
  return one.door ? { ...one, state: 'sent', body: {} } : null;
}

async function sendWaiting(who: string | null) {
  await refresh();
  for (const one of held.filter((kept) => kept.state === 'waiting' && (kept.door || kept.who === who))) {
    const after = await sendOne(one);
    if (after) await inStore('readwrite', (store) => store.put(after));
    else await inStore('readwrite', (store) => store.delete(one.at as number));
    await refresh();
  }
}

/** All that waits, in order, by one window at a time. What cannot be reached waits on. */
export async function sendAll(who: string | null): Promise<void> {
  const work = () => sendWaiting(who).catch(() => undefined);
  if ('locks' in navigator) await navigator.locks.request('goud-floor', work);
  else await work();
}
