import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, retainSearchParams } from '@tanstack/react-router';
import { ask } from './api/client';
import { client, sessionQuery } from './api/session';
import { Failed, Lost } from './shell/Lost';
import { Shell } from './shell/Shell';
import { Loading } from './kit/States';
import type { Sought } from './stories/Stories';

/** What the whole organisation is looked at through; lives in the address so that a page can be shared. */
export type View = { from?: string; to?: string; unit?: string; with_suspects?: 0 };
/** The same as it stands in the address: without a period the last twelve weeks are meant, `all` is everything; a moment's two units. */
export type Chosen = View & { all?: 1; first?: string; second?: string };
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);
const dayOf = (value: unknown) => {
  const found = text(value);
  return found && DAY.test(found) ? found : undefined;
};
const some = <Key extends string>(key: Key, value: unknown): { [K in Key]?: string } => {
  const found = text(value);
  return found ? ({ [key]: found } as { [K in Key]?: string }) : {};
};
function readView(search: Record<string, unknown>): Chosen {
  const view: Chosen = {};
  const [from, to, unit] = [dayOf(search.from), dayOf(search.to), text(search.unit)];
  if (from) view.from = from;
  if (to) view.to = to;
  if (unit) view.unit = unit;
  if (text(search.with_suspects) === '0') view.with_suspects = 0;
  if (text(search.all) === '1') view.all = 1;
  return view;
}

const onScreen = (search: Record<string, unknown>): { scherm?: 1 } => (text(search.scherm) === '1' ? { scherm: 1 } : {});

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Failed });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/aanmelden',
  validateSearch: (search: Record<string, unknown>): { naar?: string } => {
    const to = text(search.naar);
    // only a path of this place: an address elsewhere would send a signed-in person away
    return to?.startsWith('/') && !to.startsWith('//') && !to.includes('\\') ? { naar: to } : {};
  },
  beforeLoad: async () => {
    const setup = await ask<{ needed: boolean }>('GET', '/setup').catch(() => ({ needed: false }));
    if (setup.needed) throw redirect({ to: '/begin' });
  },
  component: lazyRouteComponent(() => import('./people/SignIn')),
});
const begin = createRoute({
  getParentRoute: () => root,
  path: '/begin',
  validateSearch: (search: Record<string, unknown>): { token?: string } => (text(search.token) ? { token: text(search.token) as string } : {}),
  component: lazyRouteComponent(() => import('./people/Begin')),
});
const invited = createRoute({ getParentRoute: () => root, path: '/uitnodiging/$token', component: lazyRouteComponent(() => import('./people/Invited')) });

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  validateSearch: readView,
  search: { middlewares: [retainSearchParams(['from', 'to', 'unit', 'all', 'with_suspects'])] },
  beforeLoad: async ({ location }) => {
    const session = await client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/aanmelden', search: location.href === '/' ? {} : { naar: location.href } });
  },
  component: Shell,
  errorComponent: Failed,
});
const page = <Path extends string>(path: Path, component: Parameters<typeof lazyRouteComponent>[0]) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(component) });

const routes = [
  createRoute({
    getParentRoute: () => inside,
    path: '/belemmeringen',
    validateSearch: (search: Record<string, unknown>): { moment?: string; stand?: 'overdue' | 'all' } => {
      const state = text(search.stand);
      return { ...(text(search.moment) ? { moment: text(search.moment) as string } : {}), ...(state === 'overdue' || state === 'all' ? { stand: state } : {}) };
    },
    component: lazyRouteComponent(() => import('./barriers/Board')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/opvolging',
    validateSearch: (search: Record<string, unknown>): { moment?: string; wie?: 'late' | 'all' } => {
      const which = text(search.wie);
      return { ...some('moment', search.moment), ...(which === 'late' || which === 'all' ? { wie: which } : {}) };
    },
    component: lazyRouteComponent(() => import('./actions/FollowUps')),
  }),
  page('/belemmeringen/$id', () => import('./barriers/Barrier')),
  page('/belofte', () => import('./promises/Overview')),
  page('/eerste-uur', () => import('./feedback/FirstHour')),
  page('/momenten', () => import('./moments/List')),
  createRoute({
    getParentRoute: () => inside,
    path: '/momenten/$id',
    validateSearch: (search: Record<string, unknown>): { first?: string; second?: string } => ({
      ...(text(search.first) ? { first: text(search.first) as string } : {}),
      ...(text(search.second) ? { second: text(search.second) as string } : {}),
    }),
    component: lazyRouteComponent(() => import('./moments/Moment')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/verhalen',
    validateSearch: (search: Record<string, unknown>): Sought => {
      const expectation = text(search.verwachting);
      const language = text(search.taal);
      return {
        ...some('moment', search.moment),
        ...some('zoek', search.zoek),
        ...some('thema', search.thema),
        ...(expectation === 'less' || expectation === 'as' || expectation === 'better' || expectation === 'floor' ? { verwachting: expectation } : {}),
        ...(language === 'nl' || language === 'en' ? { taal: language } : {}),
        ...(search.als === 'tabel' ? { als: 'tabel' as const } : {}),
        ...(text(search.scherm) === '1' ? { scherm: 1 as const } : {}),
      };
    },
    component: lazyRouteComponent(() => import('./stories/Stories')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/verhalen/nakijken',
    validateSearch: (search: Record<string, unknown>): { verhaal?: string } => some('verhaal', search.verhaal),
    component: lazyRouteComponent(() => import('./stories/Check')),
  }),
  page('/verhalen/themas', () => import('./stories/Themes')),
  page('/verhalen/welkom', () => import('./stories/Welcome')),
  page('/verhalen/$id', () => import('./stories/StoryPage')),
  page('/verband', () => import('./growth/Linkage')),
  page('/metingen/$part', () => import('./feedback/Measurement')),
  page('/metingen/rondes/$id', () => import('./rounds/RoundPage')),
  ...['/team', '/team/$unit'].map((path) =>
    createRoute({
      getParentRoute: () => inside,
      path,
      validateSearch: (search: Record<string, unknown>): { ronde?: string; scherm?: 1 } => ({ ...(text(search.ronde) ? { ronde: text(search.ronde) as string } : {}), ...onScreen(search) }),
      component: lazyRouteComponent(() => import('./actions/Team')),
    }),
  ),
  createRoute({
    getParentRoute: () => inside,
    path: '/team/$unit/teamstart/$week',
    validateSearch: (search: Record<string, unknown>): { taal?: string; scherm?: 1 } => ({ ...(text(search.taal) ? { taal: text(search.taal) as string } : {}), ...onScreen(search) }),
    component: lazyRouteComponent(() => import('./actions/KitPage')),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: '/beheer/$part',
    validateSearch: (search: Record<string, unknown>): { promise?: string; journey?: string } => ({
      ...(text(search.promise) ? { promise: text(search.promise) as string } : {}),
      ...(text(search.journey) ? { journey: text(search.journey) as string } : {}),
    }),
    component: lazyRouteComponent(() => import('./people/Manage')),
  }),
];

// The floor's own page: light, apart from the rest, opened with an account, a unit's code or a QR of one's own.
const floor = createRoute({ getParentRoute: () => root, path: '/vandaag', component: lazyRouteComponent(() => import('./floor/Floor')) });
const floorParts = ['/vandaag/melden', '/vandaag/verhaal', '/vandaag/beloften'].map((path) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(() => import('./floor/Floor')) }));

// The same pages under their English names, and the short forms.
const ALIASES: [string, string][] = [
  ['/barriers', '/belemmeringen'],
  ['/follow-ups', '/opvolging'],
  ['/', '/belofte'],
  ['/promise', '/belofte'],
  ['/moments', '/momenten'],
  ['/stories', '/verhalen'],
  ['/stories/check', '/verhalen/nakijken'],
  ['/stories/themes', '/verhalen/themas'],
  ['/stories/welcome', '/verhalen/welkom'],
  ['/linkage', '/verband'],
  ['/metingen', '/metingen/vragenlijsten'],
  ['/measurement', '/metingen/vragenlijsten'],
  ['/measurement/rounds', '/metingen/rondes'],
  ['/admin/employees', '/beheer/medewerkers'],
  ['/beheer', '/beheer/mensen'],
  ['/admin', '/beheer/mensen'],
  ['/today', '/vandaag'],
  ['/today/report', '/vandaag/melden'],
  ['/today/story', '/vandaag/verhaal'],
  ['/today/promises', '/vandaag/beloften'],
  ['/first-hour', '/eerste-uur'],
  ['/sign-in', '/aanmelden'],
  ['/setup', '/begin'],
];
const aliases = ALIASES.map(([path, to]) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: ({ location }) => {
      throw redirect({ href: `${to}${location.searchStr}${location.hash ? `#${location.hash}` : ''}`, replace: true });
    },
  }),
);
const roundAlias = createRoute({
  getParentRoute: () => root,
  path: '/measurement/rounds/$id',
  beforeLoad: ({ params, location }) => {
    throw redirect({ href: `/metingen/rondes/${params.id === 'new' ? 'nieuw' : params.id}${location.searchStr}`, replace: true });
  },
});
const barrierAlias = createRoute({
  getParentRoute: () => root,
  path: '/barriers/$id',
  beforeLoad: ({ params, location }) => {
    throw redirect({ href: `/belemmeringen/${params.id}${location.searchStr}`, replace: true });
  },
});
const momentAlias = createRoute({
  getParentRoute: () => root,
  path: '/moments/$id',
  beforeLoad: ({ params, location }) => {
    throw redirect({ href: `/momenten/${params.id}${location.searchStr}`, replace: true });
  },
});
const storyAlias = createRoute({
  getParentRoute: () => root,
  path: '/stories/$id',
  beforeLoad: ({ params, location }) => {
    throw redirect({ href: `/verhalen/${params.id}${location.searchStr}`, replace: true });
  },
});
const invitationAliases = ['/invitation/$token', '/invitations/$token'].map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: ({ params }) => {
      throw redirect({ href: `/uitnodiging/${(params as { token: string }).token}`, replace: true });
    },
  }),
);

export const router = createRouter({
  routeTree: root.addChildren([signIn, begin, invited, floor, ...floorParts, inside.addChildren(routes), ...aliases, momentAlias, barrierAlias, storyAlias, roundAlias, ...invitationAliases]),
  defaultPendingComponent: () => (
    <div className="page">
      <Loading />
    </div>
  ),
  defaultPendingMs: 300,
  scrollRestoration: true,
});
