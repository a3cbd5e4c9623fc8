export type FaultField = { path: string; key: string; text: string };

/** What the server refused, in the reader's language. */
export class ApiFault extends Error {
  readonly status: number;
  readonly kind: string;
  readonly key: string;
  readonly fields: FaultField[];
  constructor(status: number, kind: string, key: string, text: string, fields: FaultField[]) {
    super(text);
    this.status = status;
    this.kind = kind;
    this.key = key;
    this.fields = fields;
  }
}

let csrf = '';
let language = 'nl';
export const rememberCsrf = (token: string) => {
  csrf = token;
};
export const speak = (code: string) => {
  language = code;
};

export const currentCsrf = () => csrf;
export const currentSpeech = () => language;

type Params = Record<string, string | number | boolean | null | undefined>;
export type Ask = { query?: Params | undefined; body?: unknown; raw?: Blob; signal?: AbortSignal };

export function address(path: string, query?: Params): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const tail = search.toString();
  return `/api/v1${path}${tail ? `?${tail}` : ''}`;
}

/** A file that the server makes of what it is sent, and keeps nothing of. */
export async function askFile(path: string, body: unknown): Promise<Blob> {
  const response = await fetch(address(path, { lang: language }), {
    method: 'POST',
    headers: { Accept: 'application/pdf', 'Accept-Language': language, 'Content-Type': 'application/json', ...(csrf ? { 'X-CSRF-Token': csrf } : {}) },
    credentials: 'same-origin',
    body: JSON.stringify(body),
  });
  if (response.ok) return response.blob();
  const error = ((await response.json().catch(() => null)) as { error?: { kind?: string; key?: string; text?: string; fields?: FaultField[] } } | null)?.error;
  throw new ApiFault(response.status, error?.kind ?? 'unavailable', error?.key ?? '', error?.text ?? '', error?.fields ?? []);
}

export async function ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, { query, body, raw, signal }: Ask = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  if (raw) headers['Content-Type'] = raw.type || 'application/octet-stream';
  else if (body !== undefined) headers['Content-Type'] = 'application/json';
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (raw) init.body = raw;
  else if (body !== undefined) init.body = JSON.stringify(body);
  if (signal) init.signal = signal;
  // the page's language, which need not be the one of the account; a sheet may be asked for in the other
  const response = await fetch(address(path, { lang: language, ...query }), init);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  let value: unknown = null;
  try {
    value = text ? JSON.parse(text) : null;
  } catch {
    // a page of a proxy in between: the status says enough
  }
  if (!response.ok) {
    const error = (value as { error?: { kind?: string; key?: string; text?: string; fields?: FaultField[] } } | null)?.error;
    throw new ApiFault(response.status, error?.kind ?? 'unavailable', error?.key ?? '', error?.text ?? '', error?.fields ?? []);
  }
  return value as T;
}
