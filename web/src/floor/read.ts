import { address, ApiFault, currentCsrf, currentSpeech } from '../api/client';

/** What was read; `kept` is when, where the network gave nothing and the telephone's own copy answered. */
export type Read<T> = { value: T; kept: string | null };

async function fault(response: Response): Promise<ApiFault> {
  const error = ((await response.json().catch(() => null)) as { error?: { kind: string; key: string; text: string } } | null)?.error;
  return new ApiFault(response.status, error?.kind ?? 'unavailable', error?.key ?? '', error?.text ?? '', []);
}

export async function read<T>(path: string, query: Record<string, string | number | null | undefined> = {}): Promise<Read<T>> {
  const lang = currentSpeech();
  const response = await fetch(address(path, { ...query, lang }), { headers: { Accept: 'application/json', 'Accept-Language': lang }, credentials: 'same-origin' });
  if (!response.ok) throw await fault(response);
  return { value: (await response.json()) as T, kept: response.headers.get('x-goud-kept') };
}

/** With the session, as somebody. */
export async function sendNamed<T>(path: string, body: unknown): Promise<T> {
  return answered<T>(fetch(address(path), { method: 'POST', credentials: 'same-origin', headers: { ...json(), 'X-CSRF-Token': currentCsrf() }, body: JSON.stringify(body) }));
}

/** Through the unit's door, without a session, a cookie or a referrer: nobody. */
export async function sendNameless<T>(door: string, path: string, body: unknown): Promise<T> {
  return answered<T>(fetch(`/w/${encodeURIComponent(door)}${path}`, { method: 'POST', credentials: 'omit', referrerPolicy: 'no-referrer', headers: json(), body: JSON.stringify(body) }));
}

const json = () => ({ Accept: 'application/json', 'Accept-Language': currentSpeech(), 'Content-Type': 'application/json' });

async function answered<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked;
  if (!response.ok) throw await fault(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}
