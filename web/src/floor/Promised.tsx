import { between, day, hundredths, whole } from '../format';
import { StateMark, stateKey } from '../kit/marks';
import { Empty } from '../kit/States';
import { own, ownLanguage, useWords } from '../words';
import type { Today, ToldKept } from './shapes';

/** The pulse opens apart from any sign-in: a window of its own that knows nothing of this one. */
export function RoundBox({ today }: { today: Today }) {
  const { t, language } = useWords();
  if (!today.round) return null;
  const last = new Date(Date.parse(`${today.round.closes}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return (
    <section className="bx ron" aria-labelledby="floor-round">
      <div>
        <h2 id="floor-round" lang={ownLanguage(today.round.name, language)}>
          {own(today.round.name, language)}
        </h2>
        <p className="s m2">{t('web.floor.round', { count: today.round.questions, day: day(last, language, false) })}</p>
      </div>
      <a className="btn tall sp" href="/r" target="_blank" rel="noopener noreferrer">
        {t('web.floor.open')}
        <span className="vh"> {t('web.floor.new_window')}</span>
      </a>
    </section>
  );
}

function ToldChip({ figure }: { figure: ToldKept }) {
  const { t, language } = useWords();
  const limits = figure.interval ? ` (${between(hundredths(figure.interval[0]), hundredths(figure.interval[1]), language)})` : '';
  const n = figure.n === null ? '' : `, n ${whole(figure.n, language)}`;
  const said =
    figure.state === 'not_asked'
      ? t('web.floor.not_asked')
      : figure.shown === 'hidden'
        ? t('web.floor.hidden')
        : figure.shown !== 'exact'
          ? t(`web.floor.${figure.shown}`) + n
          : figure.value === null
            ? t('web.floor.not_yet_said')
            : `${figure.shown_as === 'count' && figure.kept != null && figure.n !== null ? t('web.floor.of', { kept: figure.kept, n: figure.n }) : `${hundredths(figure.value)}%`}${limits}${figure.shown_as === 'count' ? '' : n}`;
  return (
    <span className={`chip ${figure.state === 'broken' ? 'brick' : ''}`}>
      <StateMark state={figure.state} />
      <span className="vh">{t(stateKey(figure.state))}: </span>
      {said}
    </span>
  );
}

const RANK = { broken: 0, below: 1, not_yet: 2, met: 3, not_asked: 4 } as const;
/** What was kept least leads. */
const weakestFirst = (promised: Today['promised']) => [...promised].sort((a, b) => RANK[a.figure.state] - RANK[b.figure.state] || (a.figure.value ?? 1) - (b.figure.value ?? 1));

export function PromisedList({ today, most }: { today: Today; most: number }) {
  const { language } = useWords();
  return (
    <ul className="lines">
      {weakestFirst(today.promised).slice(0, most).map((one) => (
        <li key={one.promise}>
          <span lang={ownLanguage(one.text, language)}>{own(one.text, language)}</span>
          <ToldChip figure={one.figure} />
        </li>
      ))}
    </ul>
  );
}

export function Promised({ today }: { today: Today }) {
  const { t, language } = useWords();
  return (
    <>
      <section className="bx" aria-labelledby="floor-promised">
        <h1 id="floor-promised">{t('web.floor.promised')}</h1>
        <p className="s m2">{t('web.floor.promised_what')}</p>
        {today.promised.length > 0 ? <PromisedList today={today} most={50} /> : <Empty title={t('web.floor.promised_none')}>{t('web.floor.promised_none_text')}</Empty>}
      </section>
      <RoundBox today={today} />
      {today.values.length > 0 && (
        <section className="bx" aria-labelledby="floor-values">
          <h2 id="floor-values">{t('web.floor.values')}</h2>
          <dl className="values">
            {today.values.map((one) => (
              <div key={one.id}>
                <dt lang={ownLanguage(one.name as { nl?: string }, language)}>{own(one.name, language)}</dt>
                <dd className="m2" lang={ownLanguage(one.meaning as { nl?: string }, language)}>
                  {own(one.meaning as { nl?: string }, language)}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
