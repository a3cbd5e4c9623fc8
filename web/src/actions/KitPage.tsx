import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { address, ask } from '../api/client';
import { unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import { period } from '../format';
import { useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { isLanguage, type Language, useWords } from '../words';
import { After } from './After';
import { MakeKit, makesKits } from './MakeKit';
import { kitChanged, kitQuery, kitsQuery } from './kit_queries';
import { Sheet } from './Sheet';
import type { Kit, KitLine } from './shapes';
import { mondayIn, weekNumber } from './week';
import './kit.css';

/** The meeting sheet of a team and week: to print, on a screen, and what came of it. */
export default function KitPage() {
  const { t } = useWords();
  const { role } = useSession().account;
  const { unit, week } = useParams({ strict: false }) as { unit: string; week: string };
  const units = useQuery(unitsQuery());
  const name = units.data?.find((one) => one.id === unit)?.name ?? '';
  const kits = useQuery(kitsQuery(unit));
  const title = t('web.kit.title', { week: mondayIn(week) ? String(weekNumber(week)) : week });
  const here = kits.data?.find((one) => one.week === week);
  const found = here ? <Made id={here.id} kits={kits.data ?? []} unit={unit} /> : null;
  const screen = useOnScreen();
  if (screen && found) return found;
  return (
    <Page title={title} above={[{ to: `/team/${unit}`, name: name ? t('web.team.of', { unit: name }) : t('web.nav.team') }]}>
      <Fetched of={kits}>
        {() =>
          found ?? (
            <section className="card">
              <h1>{title}</h1>
              {mondayIn(week) ? (
                <Empty title={t('web.kit.none', { week: String(weekNumber(week)) })} action={makesKits(role) ? <MakeKit unit={unit} week={week} /> : undefined}>
                  {t('web.kit.none_text')} {makesKits(role) ? '' : t('web.kit.none_reader')}
                </Empty>
              ) : (
                <Empty title={t('web.kit.not_a_week')} />
              )}
            </section>
          )
        }
      </Fetched>
    </Page>
  );
}

const useOnScreen = () => (useSearch({ strict: false }) as { scherm?: 1 }).scherm === 1;

function Made({ id, kits, unit }: { id: string; kits: KitLine[]; unit: string }) {
  const { language } = useWords();
  const chosen = useSearch({ strict: false }) as { taal?: string };
  const shown: Language = isLanguage(chosen.taal) ? chosen.taal : language;
  const kit = useQuery(kitQuery(id, shown));
  const screen = useOnScreen();
  return <Fetched of={kit}>{(data) => (screen ? <OnScreen kit={data} /> : <OnPaper kit={data} shown={shown} earlier={kits.filter((one) => one.week < data.week)} unit={unit} />)}</Fetched>;
}

const searchWith = (change: Record<string, unknown>) => ((before: Record<string, unknown>) => ({ ...before, ...change })) as never;

function OnPaper({ kit, shown, earlier, unit }: { kit: Kit; shown: Language; earlier: KitLine[]; unit: string }) {
  const { t, language } = useWords();
  const { role } = useSession().account;
  const other: Language = shown === 'nl' ? 'en' : 'nl';
  const makes = makesKits(role);
  const skip = useSend(
    () => ask<Kit>('POST', `/kits/${kit.id}/another-story`),
    () => {
      kitChanged();
      toast(t('web.kit.other_done'));
    },
  );
  return (
    <div className="kitpage">
      <Sheet sheet={kit.sheet} />
      <div className="tools noprint">
        <section className="card" aria-labelledby="kit-ready">
          <h2 id="kit-ready">{t('web.kit.ready')}</h2>
          <p className="s m2">{t('web.kit.ready_text', { period: period(kit.period, language) })}</p>
          <button type="button" className="btn p" onClick={() => window.print()}>
            <Icon name="print" />
            {t('web.kit.print')}
          </button>
          <a className="btn" href={address(`/kits/${kit.id}/sheet.pdf`, { lang: shown })} target="_blank" rel="noreferrer">
            <Icon name="file_down" />
            {t('web.kit.pdf')}
          </a>
          <Link className="btn" to="." search={searchWith({ scherm: 1 })}>
            {t('web.kit.screen')}
          </Link>
          {makes && !kit.held && (
            <button type="button" className="btn" aria-disabled={skip.busy || undefined} onClick={() => void skip.submit()}>
              {skip.busy ? t('web.busy') : t('web.kit.other_story')}
            </button>
          )}
          <Link className="btn" to="." search={searchWith({ taal: other === language ? undefined : other })} replace>
            {t(`web.kit.to_${other}`)}
          </Link>
          {skip.fault.text && (
            <p className="notice bad s" role="alert">
              {skip.fault.text}
            </p>
          )}
        </section>
        <Calendar kit={kit} shown={shown} />
        <After key={`${kit.id}${kit.revision}`} kit={kit} makes={makes} />
        {earlier.length > 0 && (
          <section className="card" aria-labelledby="kit-earlier">
            <h2 id="kit-earlier">{t('web.kit.earlier')}</h2>
            <ul className="earlier s">
              {earlier.slice(0, 6).map((one) => (
                <li key={one.id}>
                  <Link className="lk" to="/team/$unit/teamstart/$week" params={{ unit, week: one.week }}>
                    {one.held ? t('web.kit.earlier_line', { week: String(weekNumber(one.week)), minutes: one.minutes ?? 0, people: one.people ?? 0 }) : t('web.kit.earlier_not', { week: String(weekNumber(one.week)) })}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}

function Calendar({ kit, shown }: { kit: Kit; shown: Language }) {
  const { t } = useWords();
  const [on, setOn] = useState(kit.monday);
  const [time, setTime] = useState('09:00');
  return (
    <section className="card" aria-labelledby="kit-calendar">
      <h2 id="kit-calendar">{t('web.kit.calendar')}</h2>
      <div className="row when">
        <label className="s">
          {t('web.kit.calendar_day')}
          <input className="plain" type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </label>
        <label className="s">
          {t('web.kit.calendar_time')}
          <input className="plain" type="time" value={time} onChange={(event) => setTime(event.target.value)} />
        </label>
      </div>
      <a className="btn" href={address(`/kits/${kit.id}/calendar.ics`, { at: on && time ? `${on}T${time}` : undefined, lang: shown })} download>
        {t('web.kit.calendar_get')}
      </a>
    </section>
  );
}

/** Large, for who stands around a screen; Escape leads back. */
function OnScreen({ kit }: { kit: Kit }) {
  const { t } = useWords();
  const navigate = useNavigate();
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void navigate({ to: '.', search: searchWith({ scherm: undefined }) });
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [navigate]);
  return (
    <Bare title={kit.sheet.title}>
      <Sheet sheet={kit.sheet} screen />
      <Link className="btn sm leave noprint" to="." search={searchWith({ scherm: undefined })}>
        {t('web.kit.back')}
      </Link>
    </Bare>
  );
}

/** A page without the house around it. */
export function Bare({ title, children }: { title: string; children: ReactNode }) {
  const session = useSession();
  return (
    <>
      <title>{`${title} · ${session.org.name} · goud`}</title>
      <main className="bare" id="inhoud" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
