import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { makesKits } from '../actions/MakeKit';
import { instrumentsQuery, journeysQuery, linksQuery, overviewQuery, promisesQuery, unitsQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { PromiseOf, Underlined } from '../api/types';
import { Icon } from '../kit/icons';
import { Loading } from '../kit/States';
import { placed } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { useWords } from '../words';
import { FirstPicks, OwnPromise } from './FirstPicks';
import { Ending, LastYear, Tomorrow } from './FirstNext';
import { FirstSheet } from './FirstSheet';
import { FirstTexts } from './FirstTexts';
import { found, type Candidate, type Pasted } from './first_texts';
import './first_hour.css';

/** How often it is asked whether somebody answered: within two seconds it is on the screen. */
const LIVE_MS = 1500;
const EMPTY: Pasted[] = [
  { kind: 'website', text: '' },
  { kind: 'vacancy', text: '' },
];

/** One to employees in front, the rest as they were made. */
function inOrder(promises: PromiseOf[]): PromiseOf[] {
  const all = promises.filter((promise) => !promise.withdrawn);
  const lead = all.find((promise) => promise.audience === 'employee');
  return lead ? [lead, ...all.filter((one) => one !== lead && one.audience === 'customer'), ...all.filter((one) => one !== lead && one.audience === 'employee')] : all;
}

/** The first hour: texts in, three promises out of them, one question on a wall, a first answer. Every step can be done again. */
export default function FirstHour() {
  const { t } = useWords();
  const { account } = useSession();
  const promises = useQuery(promisesQuery);
  const journeys = useQuery(journeysQuery);
  const hangs = may(account.role, 'links');
  const links = useQuery({ ...linksQuery, refetchInterval: LIVE_MS, enabled: hangs });
  const instruments = useQuery({ ...instrumentsQuery, enabled: hangs });
  const units = useQuery(unitsQuery());
  const overview = useQuery(overviewQuery(useView()));
  const [texts, setTexts] = useState(EMPTY);
  const [candidates, setCandidates] = useState<Candidate[]>([]);
  const [about, setAbout] = useState<Underlined | null>(null);
  const ready = promises.data && journeys.data && overview.data && (!hangs || (links.data && instruments.data)) && units.data;
  const standing = inOrder(promises.data ?? []);
  const open = (links.data ?? []).filter((link) => link.active);
  const used = (links.data ?? []).reduce((sum, link) => sum + link.used, 0);
  // what came in by a code since is in the figures too
  useEffect(() => {
    if (used) void client.invalidateQueries({ queryKey: ['overview'] });
  }, [used]);
  const figures = new Map((overview.data?.journeys ?? []).flatMap((journey) => journey.moments.flatMap((moment) => moment.promises.map((one) => [one.id, one.kept] as const))));
  const answers = Math.max(used, overview.data?.answers.customer ?? 0);
  const shapes = may(account.role, 'promises') || may(account.role, 'promises', 'employee');
  const done = [standing.length > 0 || texts.some((one) => one.read), standing.length >= 3, open.length > 0 || answers > 0, answers > 0];
  const at = done.indexOf(false);
  const steps = ['web.first.step0', 'web.first.step1', 'web.first.step2', 'web.first.step3'];
  const places = placed(units.data ?? []).map(({ unit, depth }) => ({ id: unit.id, name: `${'  '.repeat(depth)}${unit.name}` }));
  const read = (next: Pasted[]) => {
    setTexts(next);
    setCandidates((all) => found(next, all));
  };
  return (
    <Page title={t('web.first')}>
      <div className="hd">
        <div>
          <h1>{t('web.first.title')}</h1>
          <p>{t('web.first.what')}</p>
        </div>
        <ol className="hsteps" aria-label={t('web.first.steps')}>
          {steps.map((key, place) => (
            <li key={key} aria-current={at === place ? 'step' : undefined}>
              <b>{place + 1}</b> {t(key)}
              {done[place] && (
                <>
                  <span className="vh">{t('web.first.done')}</span>
                  <Icon name="check" />
                </>
              )}
            </li>
          ))}
        </ol>
      </div>
      {!ready ? (
        <Loading />
      ) : (
        <>
          <p className="hlegend s">
            <span className="pr">{t('web.first.legend.promise')}</span> {t('web.first.legend.promise_what')} <span className="em">{t('web.first.legend.says_nothing')}</span> {t('web.first.legend.says_nothing_what')}
          </p>
          <div className="hourcols">
            {shapes && (
              <div className="stack">
                <FirstTexts texts={texts} onTexts={read} onPromise={setAbout} />
                {about ? (
                  <section className="card" aria-label={t('web.first.make_promise')}>
                    <OwnPromise
                      key={about.quote}
                      about={about.quote}
                      employee={about.audience === 'employee'}
                      onMade={(one) => {
                        setCandidates((all) => [...all.filter((other) => other.key !== one.key), one]);
                        setAbout(null);
                      }}
                      onCancel={() => setAbout(null)}
                    />
                  </section>
                ) : (
                  <details className="card ownwords">
                    <summary>{t('web.first.own_words')}</summary>
                    <OwnPromise employee={!standing.length} onMade={(one) => setCandidates((all) => [...all.filter((other) => other.key !== one.key), one])} />
                  </details>
                )}
              </div>
            )}
            <FirstPicks candidates={candidates} onCandidates={setCandidates} standing={standing} journeys={journeys.data ?? []} instruments={instruments.data ?? []} />
            <FirstSheet promises={standing} journeys={journeys.data ?? []} instruments={instruments.data ?? []} units={places} open={open} kept={figures} />
          </div>
          <div className="hourmore">
            {may(account.role, 'imports') && <LastYear promises={standing} />}
            {standing.length > 0 && makesKits(account.role) && <Tomorrow units={places} />}
          </div>
          <Ending standing={standing} figures={figures} />
        </>
      )}
    </Page>
  );
}
