import { queryOptions, useQuery } from '@tanstack/react-query';
import { ApiFault, rememberCsrf } from '../api/client';
import { client } from '../api/session';
import { isLanguage, setLanguage } from '../words';
import { type Read, read, sendNamed } from './read';
import type { FloorSession, Today } from './shapes';

export const floorSession = queryOptions({
  queryKey: ['floor', 'session'],
  queryFn: async (): Promise<Read<FloorSession> | null> => {
    try {
      const session = await read<FloorSession>('/floor/session');
      rememberCsrf(session.value.csrf);
      return session;
    } catch (error) {
      if (error instanceof ApiFault && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Comes in with a code; what was read as somebody else is gone. */
export async function comeIn(code: string): Promise<void> {
  const session = await sendNamed<FloorSession>('/floor/session', { code });
  // the question who is here stays: the page listens to it
  client.removeQueries({ predicate: (one) => one.queryKey[0] !== 'floor' || one.queryKey[1] !== 'session' });
  rememberCsrf(session.csrf);
  if (isLanguage(session.floor.language)) await setLanguage(session.floor.language);
  const came: Read<FloorSession> = { value: session, kept: null };
  client.setQueryData(floorSession.queryKey, () => came);
}

/** A code behind the hash is taken out of the address before anything else: it stands in no history. */
export function codeInAddress(): string | null {
  const code = decodeURIComponent(location.hash.slice(1));
  if (!/^[0-9A-Za-z -]{12,20}$/.test(code)) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

/** Who writes by name; nobody with a unit's code. Not told to the server: it knows. */
export const whoIs = (session: FloorSession | undefined): string | null => (!session || session.floor.kind === 'unit' ? null : `${session.org.id}/${session.floor.kind}/${session.floor.name}`);

export const todayQuery = (unit: string | undefined) => queryOptions({ queryKey: ['floor', 'today', unit ?? ''], queryFn: () => read<Today>('/floor/today', { unit }), staleTime: 60_000 });

export function useFloor() {
  const session = useQuery(floorSession).data?.value;
  return { session, who: whoIs(session), somebody: session !== undefined && session.floor.kind !== 'unit' };
}
