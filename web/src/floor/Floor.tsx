import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ask } from '../api/client';
import { client, forgetKept } from '../api/session';
import { clock, day, isoDay } from '../format';
import { Dialog } from '../kit/Dialog';
import { Icon, type IconName, Logo } from '../kit/icons';
import { Fault, faultText, Loading } from '../kit/States';
import { useWords } from '../words';
import { Promised } from './Promised';
import { dropAll, onWritten, sendAll, written } from './queue';
import { Report } from './Report';
import { codeInAddress, comeIn, floorSession, todayQuery, whoIs } from './session';
import type { FloorSession, Today as TodayOf } from './shapes';
import { Stories } from './Stories';
import { Today } from './Today';
import { keepPage } from './worker';
import './floor.css';

const PARTS: { path: string; key: string; icon: IconName }[] = [
  { path: '/vandaag', key: 'web.floor.tab.today', icon: 'promise' },
  { path: '/vandaag/verhaal', key: 'web.floor.tab.stories', icon: 'stories' },
  { path: '/vandaag/melden', key: 'web.floor.tab.reports', icon: 'barrier' },
  { path: '/vandaag/beloften', key: 'web.floor.tab.promises', icon: 'heart' },
];

let coming: string | null = codeInAddress();

/** The floor's page: one thumb, ten seconds. */
export default function Floor() {
  const session = useQuery({ ...floorSession, enabled: coming === null });
  const [fault, setFault] = useState<unknown>(null);
  const [entering, setEntering] = useState(coming !== null);
  useEffect(() => keepPage(), []);
  useEffect(() => {
    const code = coming;
    coming = null;
    if (!code) return;
    comeIn(code)
      .catch((error: unknown) => setFault(error))
      .finally(() => setEntering(false));
  }, []);
  // a second card scanned on the same page
  useEffect(() => {
    const other = () => {
      const code = codeInAddress();
      if (code) void comeIn(code).catch((error: unknown) => setFault(error));
    };
    addEventListener('hashchange', other);
    return () => removeEventListener('hashchange', other);
  }, []);
  if (entering || (session.isPending && !session.data))
    return (
      <Frame title="goud">
        <Loading />
      </Frame>
    );
  if (session.data) return <Inside key={whoIs(session.data.value)} session={session.data.value} kept={session.data.kept} />;
  if (session.error && !fault)
    return (
      <Frame title="goud">
        <Fault error={session.error} retry={() => void session.refetch()} />
      </Frame>
    );
  return <Enter fault={fault} onFault={setFault} />;
}

function Frame({ title, right, tabs, children }: { title: string; right?: ReactNode; tabs?: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="floor">
      <a className="skip" href="#floor-main">
        {t('web.skip')}
      </a>
      <header>
        <Logo size={26} />
        <b>{title}</b>
        {right}
      </header>
      <main id="floor-main" tabIndex={-1}>
        {children}
      </main>
      {tabs}
    </div>
  );
}

function Enter({ fault, onFault }: { fault: unknown; onFault: (fault: unknown) => void }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('web.floor.enter')} · goud`;
  }, [t]);
  return (
    <Frame title="goud">
      <section className="bx enter">
        <h1>{t('web.floor.enter')}</h1>
        <p className="m2">{t('web.floor.enter_what')}</p>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (busy || !code.trim()) return;
            setBusy(true);
            comeIn(code)
              .then(() => onFault(null), onFault)
              .finally(() => setBusy(false));
          }}
        >
          <label className="field">
            {t('web.floor.code')}
            <input value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="off" autoCapitalize="characters" spellCheck={false} maxLength={20} placeholder="K7QM-2VXR-9TDA" aria-invalid={fault ? true : undefined} aria-describedby={fault ? 'enter-fault' : undefined} />
          </label>
          {fault ? (
            <p className="notice bad" role="alert" id="enter-fault">
              {faultText(fault, t)}
            </p>
          ) : null}
          <button type="submit" className="btn p tall" aria-disabled={busy || undefined}>
            {busy ? t('web.busy') : t('web.floor.open')}
          </button>
        </form>
        <p className="s">
          <Link className="lk" to="/aanmelden" search={{ naar: '/vandaag' }}>
            {t('web.floor.with_account')}
          </Link>
        </p>
      </section>
    </Frame>
  );
}

const online = () => navigator.onLine;
const onOnline = (listener: () => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

/** What waits on this telephone goes along as soon as there is reach. */
function useSending(who: string | null) {
  useEffect(() => {
    const send = () => void sendAll(who);
    send();
    addEventListener('online', send);
    const seen = () => document.visibilityState === 'visible' && send();
    document.addEventListener('visibilitychange', seen);
    const timer = setInterval(() => written().some((one) => one.state === 'waiting') && send(), 20_000);
    return () => {
      removeEventListener('online', send);
      document.removeEventListener('visibilitychange', seen);
      clearInterval(timer);
    };
  }, [who]);
  return useSyncExternalStore(onWritten, written);
}

function keptSince(kept: string, language: 'nl' | 'en') {
  const of = kept.slice(0, 10) === isoDay(new Date()) ? '' : `${day(kept.slice(0, 10), language, false)}, `;
  return of + clock(kept, language);
}

function Inside({ session, kept }: { session: FloorSession; kept: string | null }) {
  const { t, language } = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname }).replace(/\/$/, '') || '/vandaag';
  const who = whoIs(session);
  const queue = useSending(who);
  const reach = useSyncExternalStore(onOnline, online);
  const today = useQuery({ ...todayQuery(undefined), refetchOnReconnect: true });
  const [leaving, setLeaving] = useState(false);
  const old = today.data?.kept ?? kept;
  const part = PARTS.find((one) => one.path === pathname) ?? PARTS[0];
  const here = today.data?.value;
  const unit = here?.unit.name ?? session.floor.unit?.name ?? session.org.name;
  // a department says little without its house
  const name = here && here.house.id !== here.unit.id ? `${unit}, ${here.house.name}` : unit;
  const first = useRef(true);
  useEffect(() => {
    document.title = `${t(part?.key ?? '')} · ${name}`;
    // whoever reads by ear or by keyboard lands on the page that was asked for
    if (!first.current) {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>('#floor-main')?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [t, part, name]);
  const waiting = queue.filter((one) => one.state === 'waiting').length;
  return (
    <Frame
      title={name}
      right={
        <span className="s m3 now" role="status">
          {!reach || old ? (old ? t('web.floor.kept', { time: keptSince(old, language) }) : t('web.floor.no_reach')) : clock(new Date().toISOString(), language)}
        </span>
      }
      tabs={
        <nav className="tab" aria-label={t('web.floor.menu')}>
          {PARTS.map((one) => (
            <Link key={one.path} to={one.path as '/vandaag'} activeOptions={{ exact: true }} activeProps={{}} aria-current={one === part ? 'page' : undefined}>
              <Icon name={one.icon} size={20} />
              {t(one.key)}
            </Link>
          ))}
        </nav>
      }
    >
      {waiting > 0 && pathname !== '/vandaag/melden' && (
        <p className="notice waits" role="status">
          {t('web.floor.waits', { count: waiting })}
        </p>
      )}
      {today.data ? <Part path={part?.path ?? ''} today={today.data.value} /> : today.error ? <Fault error={today.error} retry={() => void today.refetch()} /> : <Loading />}
      <footer className="s m3">
        <span>{t(`web.floor.as.${session.floor.kind}`, { name: session.floor.name, unit: name })}</span>
        <button type="button" className="lk" onClick={() => setLeaving(true)}>
          {t('web.floor.leave')}
        </button>
      </footer>
      <Dialog title={t('web.floor.leave')} opened={leaving} onClose={() => setLeaving(false)}>
        <Leave waiting={waiting} onDone={() => setLeaving(false)} />
      </Dialog>
    </Frame>
  );
}

function Part({ path, today }: { path: string; today: TodayOf }) {
  if (path === '/vandaag/melden') return <Report today={today} />;
  if (path === '/vandaag/verhaal') return <Stories today={today} />;
  if (path === '/vandaag/beloften') return <Promised today={today} />;
  return <Today today={today} />;
}

function Leave({ waiting, onDone }: { waiting: number; onDone: () => void }) {
  const { t } = useWords();
  const [fault, setFault] = useState<unknown>(null);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        ask('DELETE', '/session')
          .then(async () => {
            await forgetKept();
            await dropAll();
            client.clear();
            location.assign('/vandaag');
          })
          .catch(setFault);
      }}
    >
      <p>{t('web.floor.leave_what')}</p>
      {waiting > 0 && <p className="notice bad">{t('web.floor.leave_waits', { count: waiting })}</p>}
      {fault ? (
        <p className="notice bad" role="alert">
          {faultText(fault, t)}
        </p>
      ) : null}
      <div className="row wrap">
        <button type="submit" className="btn p">
          {t('web.floor.leave')}
        </button>
        <button type="button" className="btn" onClick={onDone}>
          {t('web.cancel')}
        </button>
      </div>
    </form>
  );
}
