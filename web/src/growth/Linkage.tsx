import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { client, useSession } from '../api/session';
import type { Linkage as Figures, List, Measure, MeasurePair } from '../api/types';
import { day } from '../format';
import { Dialog } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { BringMeasures } from './BringMeasures';
import { Cloud } from './Cloud';
import { Hypotheses } from './Hypotheses';
import './linkage.css';

const measuresQuery = queryOptions({ queryKey: ['measures'], queryFn: ({ signal }) => ask<List<Measure>>('GET', '/measures', { signal }) });
const pairsQuery = queryOptions({ queryKey: ['linkage', 'pairs'], queryFn: ({ signal }) => ask<List<MeasurePair>>('GET', '/linkage/pairs', { signal }) });
type Pair = { x: string; y: string; lag: number };
const linkageQuery = (pair: Pair, language: string) =>
  queryOptions({ queryKey: ['linkage', pair, language], queryFn: ({ signal }) => ask<Figures>('GET', '/linkage', { query: pair, signal }) });

/** What is shown first: a pair that was declared, else the first measure with the next of its period. */
export function firstPair(measures: Measure[], pairs: MeasurePair[]): Pair | null {
  const declared = pairs.find((one) => one.beforehand) ?? pairs[0];
  if (declared) return { x: declared.x, y: declared.y, lag: declared.lag };
  const valued = measures.filter((one) => one.values > 0);
  for (const x of valued) {
    const y = valued.find((one) => one.key !== x.key && one.per === x.per);
    if (y) return { x: x.key, y: y.key, lag: 1 };
  }
  return null;
}

export default function Linkage() {
  const { t } = useWords();
  const { account } = useSession();
  const measures = useQuery(measuresQuery);
  const pairs = useQuery(pairsQuery);
  const [bringing, setBringing] = useState(false);
  const brings = account.role === 'owner' || account.role === 'cx_manager' || account.role === 'hr_manager';
  const bring = brings && (
    <button type="button" className="btn" onClick={() => setBringing(true)}>
      <Icon name="plus" />
      {t('web.linkage.bring')}
    </button>
  );
  const first = measures.data && pairs.data ? firstPair(measures.data.items, pairs.data.items) : null;
  return (
    <Page title={t('web.nav.linkage')}>
      <Fetched of={measures}>
        {(all) =>
          first && pairs.data ? (
            <Looked measures={all.items} pairs={pairs.data.items} first={first} bring={bring} />
          ) : (
            <>
              <div className="hd">
                <div>
                  <h1>{t('web.nav.linkage')}</h1>
                  <p>{t('web.linkage.what')}</p>
                </div>
              </div>
              {pairs.data && (
                <section className="card">
                  <Empty title={t('web.linkage.empty')} action={bring}>
                    {t('web.linkage.empty_text')}
                  </Empty>
                </section>
              )}
            </>
          )
        }
      </Fetched>
      <Dialog title={t('web.linkage.bring')} opened={bringing} onClose={() => setBringing(false)} wide>
        <BringMeasures known={measures.data?.items ?? []} onDone={() => setBringing(false)} />
      </Dialog>
    </Page>
  );
}

function Looked({ measures, pairs, first, bring }: { measures: Measure[]; pairs: MeasurePair[]; first: Pair; bring: React.ReactNode }) {
  const { t, language } = useWords();
  const [pair, setPair] = useState<Pair>(first);
  const looked = useQuery(linkageQuery(pair, language));
  const nameOf = (key: string) => own(measures.find((one) => one.key === key)?.name, language);
  const x = measures.find((one) => one.key === pair.x);
  const choices = (other: string, same: Measure['per'] | undefined) => measures.filter((one) => one.key !== other && (!same || one.per === same)).map((one) => ({ value: one.key, label: nameOf(one.key) }));
  return (
    <>
      <div className="hd">
        <div>
          <h1>{looked.data?.sentence ?? t('web.nav.linkage')}</h1>
          <p className="tn">{looked.data?.figure}</p>
        </div>
        {bring}
      </div>
      {pairs.length > 0 && (
        <section className="card" aria-labelledby="pairs">
          <div className="ch">
            <h2 id="pairs">{t('web.linkage.pairs')}</h2>
            <span className="s m3">{t('web.linkage.pairs_what')}</span>
            <span className="r chip o">{t('web.drivers.cause')}</span>
          </div>
          <ul className="pairs">
            {pairs.map((one) => (
              <li key={`${one.x} ${one.y} ${one.lag}`}>
                <button type="button" aria-pressed={one.x === pair.x && one.y === pair.y && one.lag === pair.lag} onClick={() => setPair({ x: one.x, y: one.y, lag: one.lag })}>
                  <span>
                    {nameOf(one.x)} → {nameOf(one.y)}
                  </span>
                  <span className={`chip${one.claim === 'supported' ? '' : ' o'}`}>{t(`web.linkage.claim.${one.claim}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="row wrap pickers">
        <NativeSelect label={t('web.linkage.x')} value={pair.x} onChange={(event) => setPair({ ...pair, x: event.currentTarget.value })} data={choices(pair.y, undefined)} />
        <NativeSelect label={t('web.linkage.y')} value={pair.y} onChange={(event) => setPair({ ...pair, y: event.currentTarget.value })} data={choices(pair.x, x?.per)} />
        <NativeSelect
          label={t('web.linkage.lag')}
          value={String(pair.lag)}
          onChange={(event) => setPair({ ...pair, lag: Number(event.currentTarget.value) })}
          data={[0, 1, 2, 3, 4].map((lag) => ({ value: String(lag), label: later(lag, x?.per ?? 'quarter', t) }))}
        />
      </div>
      <Fetched of={looked}>{(data) => <Shown data={data} pair={pair} />}</Fetched>
    </>
  );
}

type Say = ReturnType<typeof useWords>['t'];
export const later = (lag: number, per: Measure['per'], t: Say) => (lag === 0 ? t('web.linkage.lag0') : t(`web.linkage.later.${per}`, { count: lag }));

function Shown({ data, pair }: { data: Figures; pair: Pair }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const declares = account.role === 'owner' || account.role === 'cx_manager' || account.role === 'hr_manager';
  const declare = () =>
    ask('POST', '/linkage/pairs', { body: pair }).then(
      () => void client.invalidateQueries({ queryKey: ['linkage'] }),
      (error: unknown) => toast(error instanceof Error ? error.message : ''),
    );
  const declared = data.declared_at ? t(data.beforehand ? 'web.linkage.declared' : 'web.linkage.declared_late', { day: day(data.declared_at.slice(0, 10), language) }) : t('web.linkage.not_declared');
  return (
    <div className="grid linkgrid">
      <Cloud data={data} />
      <div className="stack">
        <section className="card" aria-labelledby="hypotheses">
          <div className="ch">
            <h2 id="hypotheses">{t('web.linkage.hypotheses')}</h2>
            <span className="chip o">{declared}</span>
          </div>
          <Hypotheses data={data} />
          {!data.declared_at && declares && (
            <p className="row wrap s m2">
              <button type="button" className="btn sm" onClick={() => void declare()}>
                {t('web.linkage.declare')}
              </button>
              {t('web.linkage.declare_what')}
            </p>
          )}
        </section>
        <section className="card" aria-labelledby="care">
          <h2 id="care">{t('web.linkage.care')}</h2>
          <ul className="care s m2">
            {data.care.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <h3 className="notshown">{t('web.linkage.not_shown')}</h3>
          <ul className="care s m2">
            {data.not_shown.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
