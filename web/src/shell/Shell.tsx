import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { ask } from '../api/client';
import { client, forgetKept, may, sessionQuery } from '../api/session';
import type { Session } from '../api/types';
import { looksAfter, sumsQuery } from '../actions/queries';
import { fewQuery } from '../barriers/queries';
import { whole } from '../format';
import { Icon, type IconName, Logo } from '../kit/icons';
import { Floating } from '../kit/Floating';
import { Loading } from '../kit/States';
import { setLanguage, useWords } from '../words';
import { Seg } from '../kit/Seg';

type Noun = { to: string; icon: IconName; key: string; params?: { part: string }; at: string };
const FIRST: Noun = { to: '/eerste-uur', icon: 'first', key: 'web.nav.first', at: '/eerste-uur' };
const ORGANISATION: Noun[] = [
  { to: '/belofte', icon: 'promise', key: 'web.nav.promise', at: '/belofte' },
  { to: '/momenten', icon: 'moments', key: 'web.nav.moments', at: '/momenten' },
  { to: '/verhalen', icon: 'stories', key: 'web.nav.stories', at: '/verhalen' },
];
const FLOOR: Noun[] = [
  { to: '/team', icon: 'team', key: 'web.nav.team', at: '/team' },
  { to: '/belemmeringen', icon: 'barrier', key: 'web.nav.barriers', at: '/belemmeringen' },
];
// of who looks after guests that were let down
const FOLLOW_UPS: Noun = { to: '/opvolging', icon: 'phone', key: 'web.nav.follow_ups', at: '/opvolging' };
const ANALYSIS: Noun[] = [
  { to: '/verband', icon: 'linkage', key: 'web.nav.linkage', at: '/verband' },
  { to: '/metingen/$part', icon: 'measure', key: 'web.nav.measure', params: { part: 'vragenlijsten' }, at: '/metingen' },
  { to: '/beheer/$part', icon: 'manage', key: 'web.nav.manage', params: { part: 'beloften' }, at: '/beheer' },
];

const initials = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => part[0]?.toUpperCase())
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('');

const isAt = (noun: Noun, pathname: string) => pathname === noun.at || pathname.startsWith(`${noun.at}/`);

function Nouns({ nouns, bar = false, onGo }: { nouns: Noun[]; bar?: boolean; onGo?: () => void }) {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return nouns.map((noun) => (
    <Link
      key={noun.to}
      to={noun.to as '/belofte'}
      params={(noun.params ?? {}) as never}
      activeProps={{}}
      aria-current={pathname === noun.at ? 'page' : isAt(noun, pathname) ? 'true' : undefined}
      {...(onGo ? { onClick: onGo } : {})}
    >
      <Icon name={noun.icon} size={bar ? 20 : 16} />
      {t(noun.key)}
      {noun.at === '/belemmeringen' && <Overdue />}
      {noun.at === '/opvolging' && <Uncalled />}
    </Link>
  ));
}

function Over({ n }: { n: number }) {
  const { t, language } = useWords();
  return n > 0 ? (
    <span className="n brick b">
      {whole(n, language)}
      <span className="vh"> {t('web.barriers.overdue')}</span>
    </span>
  ) : null;
}
/** How many barriers are over time, of what whoever looks may see; and how many guests nobody called in time. */
const Overdue = () => <Over n={useQuery(fewQuery({}, 1)).data?.summary.overdue ?? 0} />;
const Uncalled = () => <Over n={useQuery(sumsQuery({})).data?.summary.overdue ?? 0} />;

/** What does not fit along the bottom of a telephone: one button further. */
function More({ nouns }: { nouns: Noun[] }) {
  const { t } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const here = nouns.some((noun) => isAt(noun, pathname));
  return (
    <Floating
      label={t('web.nav.more')}
      position="top-end"
      target={(props) => (
        <button type="button" aria-current={here ? 'true' : undefined} {...props}>
          <Icon name="more" size={20} />
          {t('web.nav.more')}
        </button>
      )}
    >
      {(close) => (
        <div className="pop morenouns">
          <Nouns nouns={nouns} onGo={close} />
        </div>
      )}
    </Floating>
  );
}

function Me({ session }: { session: Session }) {
  const { t, language } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [password, setPassword] = useState(false);
  const leave = async () => {
    await ask('DELETE', '/session').catch(() => undefined);
    await forgetKept();
    client.clear();
    location.assign('/aanmelden');
  };
  return (
    <Floating
      label={t('web.me.menu')}
      position="top-start"
      target={(props) => (
        <button type="button" className="mebtn" {...props}>
          <span className="av" aria-hidden="true">
            {initials(session.account.name)}
          </span>
          <span className="who">
            <b className="s">{session.account.name}</b>
            <br />
            <span className="s m3">{t(`web.role.${session.account.role}`)}</span>
          </span>
          <span className="vh">{t('web.me.menu')}</span>
        </button>
      )}
    >
      {() => (
        <div className="pop">
          <p className="s m2">{session.account.email}</p>
          <div className="row">
            <span className="s">{t('web.me.language')}</span>
            <span className="sp">
              <Seg
                label={t('web.me.language')}
                value={language}
                options={[
                  { value: 'nl', name: 'NL', spoken: 'Nederlands' },
                  { value: 'en', name: 'EN', spoken: 'English' },
                ]}
                onPick={(value) => void setLanguage(value)}
              />
            </span>
          </div>
          <div className="row">
            <span className="s">{t('web.me.theme')}</span>
            <span className="sp">
              <Seg
                label={t('web.me.theme')}
                value={colorScheme}
                options={[
                  { value: 'light', name: t('web.me.light') },
                  { value: 'dark', name: t('web.me.dark') },
                  { value: 'auto', name: t('web.me.auto') },
                ]}
                onPick={setColorScheme}
              />
            </span>
          </div>
          {password ? <Password onDone={() => setPassword(false)} /> : null}
          <div className="row wrap">
            {!password && (
              <button type="button" className="btn sm" onClick={() => setPassword(true)}>
                {t('web.me.password')}
              </button>
            )}
            <button type="button" className="btn sm" onClick={() => void leave()}>
              {t('web.me.leave')}
            </button>
          </div>
        </div>
      )}
    </Floating>
  );
}

function Password({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState('');
  const navigate = useNavigate();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        ask('POST', '/session/password', { body: { current, new: next } })
          .then(() => {
            client.clear();
            onDone();
            void navigate({ to: '/aanmelden' });
          })
          .catch((error: unknown) => setFault(error instanceof Error ? error.message : ''));
      }}
    >
      <label className="s">
        {t('web.me.password_current')}
        <input className="plain" type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} required />
      </label>
      <label className="s">
        {t('web.me.password_new')}
        <input className="plain" type="password" autoComplete="new-password" minLength={12} value={next} onChange={(event) => setNext(event.target.value)} required />
      </label>
      {fault && (
        <p className="notice bad s" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="btn p sm">
        {t('web.me.password_save')}
      </button>
    </form>
  );
}

export function Shell() {
  const { t } = useWords();
  const { data: session } = useSuspenseQuery(sessionQuery);
  // the account's own language on a browser that has not chosen yet
  useEffect(() => {
    if (session && !localStorage.getItem('goud.language')) void setLanguage(session.account.language);
  }, [session]);
  useEffect(() => {
    if (!session) location.assign('/aanmelden');
  }, [session]);
  // for a screen on a wall: the page alone
  const alone = useRouterState({ select: (state) => (state.location.search as { scherm?: unknown }).scherm === 1 });
  // a page for a screen that nobody touches has no house around it
  const bare = useRouterState({ select: (state) => (state.location.search as { scherm?: unknown }).scherm !== undefined });
  if (!session) return null;
  if (bare)
    return (
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    );
  if (alone)
    return (
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    );
  const offered = session.account.role === 'employee' ? ANALYSIS.map((noun) => (noun.at === '/metingen' ? { ...noun, params: { part: 'rondes' } } : noun)) : ANALYSIS;
  const analysis = offered.filter((noun) => noun.at !== '/beheer' || may(session.account.role, 'journeys') || may(session.account.role, 'journeys', 'employee'));
  const { role } = session.account;
  // whoever can do one of its steps
  const begins = may(role, 'promises') || may(role, 'promises', 'employee') || may(role, 'links');
  const organisation = begins ? [FIRST, ...ORGANISATION] : ORGANISATION;
  // on a telephone the four that are looked at daily, and the rest behind one button
  const floor = looksAfter(role) ? [...FLOOR, FOLLOW_UPS] : FLOOR;
  const all = [...ORGANISATION, ...floor, ...(begins ? [FIRST] : []), ...analysis];
  const inBar = ORGANISATION.length + 1;
  return (
    <>
      <a className="skip" href="#inhoud">
        {t('web.skip')}
      </a>
      <div className="app">
        <aside className="side" aria-label="goud">
          <Link to="/belofte" className="brandrow">
            <Logo />
            <span>
              <b>goud</b>
              <span className="s m3">{session.org.name}</span>
            </span>
          </Link>
          <nav className="nav" aria-label={t('web.nav.label')}>
            <div className="navg">{t('web.nav.organisation')}</div>
            <Nouns nouns={organisation} />
            <div className="navg">{t('web.nav.floor')}</div>
            <Nouns nouns={floor} />
            <div className="navg">{t('web.nav.analysis')}</div>
            <Nouns nouns={analysis} />
          </nav>
          <div className="me">
            <Me session={session} />
          </div>
        </aside>
        <div className="main">
          <Suspense
            fallback={
              <div className="page">
                <Loading />
              </div>
            }
          >
            <Outlet />
          </Suspense>
        </div>
        <nav className="bar" aria-label={t('web.nav.label')}>
          <Nouns nouns={all.slice(0, inBar)} bar />
          <More nouns={all.slice(inBar)} />
        </nav>
      </div>
    </>
  );
}

export function PhoneMe({ session }: { session: Session }) {
  return (
    <div className="onlyphone sp">
      <Me session={session} />
    </div>
  );
}
