import { QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ApiFault, ask, rememberCsrf } from './client';
import type { Audience, RoleName, Session } from './types';

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: true,
      // what was refused stays refused; only a machine that did not answer is asked again
      retry: (count, error) => !(error instanceof ApiFault && error.status < 500) && count < 2,
    },
  },
});

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    try {
      const session = await ask<Session>('GET', '/session');
      rememberCsrf(session.csrf);
      return session;
    } catch (error) {
      // with a code of the floor one is no account
      if (error instanceof ApiFault && (error.status === 401 || error.status === 403)) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

/** What the floor's page kept of whoever was here before (public/sw.js). */
export const forgetKept = () => (typeof caches === 'undefined' ? Promise.resolve(false) : caches.delete('goud-floor-kept').catch(() => false));

export function keepSession(session: Session) {
  rememberCsrf(session.csrf);
  void forgetKept();
  client.clear();
  client.setQueryData(sessionQuery.queryKey, session);
}

/** Only below the guarded part of the routes: there a session is certain. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error('no session below the guarded routes');
  return data;
}

type Deed = 'passes' | 'cards' | 'rounds' | 'promises' | 'journeys' | 'instruments' | 'links' | 'imports' | 'people' | 'units' | 'brand' | 'keys' | 'audit' | 'annotate' | 'see_calls' | 'org' | 'check_stories' | 'themes';
const CUSTOMER_SIDE: Deed[] = ['promises', 'journeys', 'instruments', 'links', 'imports', 'units', 'annotate', 'see_calls', 'check_stories', 'themes'];

/** What to offer; the server decides what is allowed. */
export function may(role: RoleName, deed: Deed, audience: Audience = 'customer'): boolean {
  if (role === 'owner') return true;
  // employees' rounds and the register of who is asked
  if (deed === 'rounds') return role === 'hr_manager';
  // codes for the floor: HR hands them out, and each manager in their own branch
  if (deed === 'passes') return role === 'hr_manager' || role === 'unit_manager';
  if (deed === 'cards') return role === 'cx_manager';
  if (role === 'cx_manager') return audience === 'customer' && CUSTOMER_SIDE.includes(deed);
  if (role === 'hr_manager') return audience === 'employee' && (deed === 'promises' || deed === 'journeys');
  if (role === 'unit_manager') return deed === 'links' || deed === 'see_calls' || deed === 'check_stories';
  return false;
}
