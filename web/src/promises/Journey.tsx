import { Link } from '@tanstack/react-router';
import { curveBumpX, line } from 'd3-shape';
import { scaleLinear } from 'd3-scale';
import { may, useSession } from '../api/session';
import type { JourneyFigure, MomentFigure, PromiseFigure } from '../api/types';
import { difference, differenceInterval, interval, isClear, keptFigure, keptText, percent, scored, whole } from '../format';
import { Icon } from '../kit/icons';
import { StateMark, StateShape, stateKey } from '../kit/marks';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { own, ownLanguage, useWords, type Language, type Say } from '../words';
import { groupName, otherGroup, toldText } from '../rounds/told';
import { floorOf, isAsked, journeyRows, others, sharedNorm, weakest, type Row, type Segment } from './journey_layout';
import { toldOf } from './with_employees';
import './journey.css';

const LIST_BELOW = 620;
const HEIGHT = 84;
const TOP = 8;
const DEPTH = 58;

export function Legend() {
  const { t } = useWords();
  return (
    <div className="legend" aria-hidden="true">
      {(['met', 'below', 'broken', 'not_yet'] as const).map((state) => (
        <span key={state}>
          <StateMark state={state} />
          {t(stateKey(state))}
        </span>
      ))}
      <span>
        <svg width="14" height="3">
          <rect width="14" height="1.5" y=".7" fill="var(--brick)" />
        </svg>
        {t('web.red_line')}
      </span>
      <span>
        <svg width="20" height="6">
          <rect width="20" height="6" rx="3" fill="var(--stone-s)" />
          <rect width="8" height="6" rx="3" fill="var(--gold-f)" />
        </svg>
        {t('web.journey.legend_stories')}
      </span>
      <span>{t('web.journey.legend_bar')}</span>
      <span>{t('web.journey.legend_trend')}</span>
    </div>
  );
}

/** What stands for a number that employees' figures do not have: nearly all, or not shown. */
export function wordsOf(promise: PromiseFigure | null, t: Say, language: Language): string | null {
  const told = toldOf(promise);
  return told && told.figure.shown !== 'exact' ? toldText(told.figure, t, language) : null;
}

export function momentSentence(moment: MomentFigure, t: Say, language: Language): string {
  const name = own(moment.name, language);
  const promise = weakest(moment);
  if (!promise) return `${name}: ${t('web.journey.no_promise')}`;
  const words = wordsOf(promise, t, language);
  if (words) return `${name}: ${words}${promise.kept.n ? `, n ${whole(promise.kept.n, language)}` : ''}`;
  if (!isAsked(promise.kept)) return `${name}: ${t(stateKey('not_asked'))}`;
  const range = interval(promise.kept, language);
  return `${name} ${keptText(promise.kept, language)}${range ? ` (${range})` : ''}, n ${whole(promise.kept.n, language)}, ${t(stateKey(promise.kept.state))}`;
}

export function Journey({ journey, withLegend, round, onAssign }: { journey: JourneyFigure; withLegend: boolean; round?: string | undefined; onAssign: (segment: Segment) => void }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLDivElement>();
  const asked = journey.moments.some((moment) => moment.promises.some((promise) => isAsked(promise.kept) || toldOf(promise)));
  const summary = `${own(journey.name, language)}, ${t('web.journey.kept_per_moment')}: ${journey.moments.map((moment) => momentSentence(moment, t, language)).join('; ')}.`;
  const promisesOf = journey.moments.flatMap((moment): { moment: MomentFigure; promise: PromiseFigure | null }[] => (moment.promises.length ? moment.promises.map((promise) => ({ moment, promise })) : [{ moment, promise: null }]));
  return (
    <section className="band" aria-labelledby={`band-${journey.id}`}>
      <div className="lab">
        <h2 id={`band-${journey.id}`}>{own(journey.name, language)}</h2>
        <span>
          {t(`web.journey.${journey.audience}`)}
          {round && asked ? `, ${round}` : ''}
        </span>
        {!asked && journey.moments.length > 0 && <span>{t(`web.journey.not_asked.${journey.audience}`)}</span>}
        {withLegend && <Legend />}
      </div>
      <div ref={ref} className="bandbody">
        {width > 0 && width < LIST_BELOW && <JourneyList journey={journey} width={width} onAssign={onAssign} />}
        {width >= LIST_BELOW &&
          journeyRows(journey.moments, width).map((row, at) => (
            <JourneyRow key={at} row={row} journey={journey} width={width} asked={asked} onAssign={onAssign} summary={summary} />
          ))}
      </div>
      {asked && (
        <AsTable
          caption={`${own(journey.name, language)}, ${t('web.journey.kept_per_moment')}`}
          summary={summary}
          rows={promisesOf}
          rowKey={({ moment, promise }) => `${moment.id}/${promise?.id ?? ''}`}
          columns={[
            { name: t('web.moment'), kind: 'head', cell: ({ moment }) => own(moment.name, language) },
            { name: t('web.stage'), cell: ({ moment }) => t(`web.stage.${moment.stage}`) },
            { name: t('web.promise'), cell: ({ promise }) => (promise ? own(promise.text, language) : t('web.journey.no_promise')) },
            { name: t('web.kept'), kind: 'number', cell: ({ promise }) => wordsOf(promise, t, language) ?? (promise && isAsked(promise.kept) ? keptText(promise.kept, language) : '–') },
            { name: t('web.interval'), kind: 'number', cell: ({ promise }) => (promise ? (interval(promise.kept, language) ?? '–') : '–') },
            { name: 'n', kind: 'number', cell: ({ promise }) => (promise ? whole(promise.kept.n, language) : '–') },
            { name: t('web.norm'), kind: 'number', cell: ({ promise }) => (promise ? percent(promise.norm) : '–') },
            { name: t('web.red_line'), kind: 'number', cell: ({ promise }) => (promise ? percent(promise.red_line) : '–') },
            { name: t('web.state'), cell: ({ promise }) => (promise ? t(stateKey(promise.kept.state)) : '–') },
            { name: t('web.score'), kind: 'number', cell: ({ moment }) => (moment.score?.value != null ? `${scored(moment.score, moment.score_max, language)} (${interval(moment.score, language) ?? '–'}), n ${whole(moment.score.n, language)}` : '–') },
            { name: t('web.trend'), kind: 'number', cell: ({ moment }) => (moment.trend?.difference.value != null ? `${difference(moment.trend.difference, language)} (${differenceInterval(moment.trend.difference, language) ?? '–'}), n ${whole(moment.trend.difference.n, language)}` : '–') },
            { name: t('web.stories'), kind: 'number', cell: ({ moment }) => whole(moment.stories.n, language) },
          ]}
        />
      )}
    </section>
  );
}

function StageHead({ segment, journey, onAssign }: { segment: Segment; journey: JourneyFigure; onAssign: (segment: Segment) => void }) {
  const { t, language } = useWords();
  const session = useSession();
  const stage = journey.stages.find((one) => one.stage === segment.stage);
  const owner = stage?.owner_role;
  const roomy = segment.width > 300;
  const allowed = may(session.account.role, 'journeys', journey.audience);
  const name = t(`web.stage.${segment.stage}`);
  // an organisation's own words may begin with the stage's name, which stands there already
  const sub = own(stage?.name, language).replace(new RegExp(`^${name}\\s*[:,]\\s*`, 'i'), '');
  return (
    <div className={`stage ${!owner && segment.stage === 'care' ? 'no' : ''}`} style={{ width: segment.width }}>
      <b>{name}</b>
      {roomy && <span className="sub">{segment.continued ? t('web.journey.continued') : sub && sub !== name ? sub : t(`web.stage.${segment.stage}.what`)}</span>}
      {owner ? (
        <span className="sp own-name">{owner}</span>
      ) : (
        <span className={`sp unowned ${roomy ? 'roomy' : ''}`}>
          {roomy && <Icon name="warn" size={12} />}
          {roomy || !allowed ? <span>{t('web.journey.no_owner')}</span> : null}
          {allowed && (
            <button type="button" className={roomy ? 'assign' : 'lk'} onClick={() => onAssign(segment)}>
              {roomy ? t('web.journey.assign') : t('web.journey.no_owner')}
              <span className="vh">: {name}</span>
            </button>
          )}
        </span>
      )}
    </div>
  );
}

function Stories({ moment }: { moment: MomentFigure }) {
  const { t, language } = useWords();
  const { n, better } = moment.stories;
  if (!n) return null;
  const said = t('web.journey.stories_said', { n: whole(n, language), better: percent(better / n) });
  return (
    <span className="stories" title={said}>
      <span aria-hidden="true">{whole(n, language)}</span>
      <svg width="20" height="6" aria-hidden="true">
        <rect width="20" height="6" rx="3" fill="var(--stone-s)" />
        <rect width={(20 * better) / n} height="6" rx="3" fill="var(--gold-f)" />
      </svg>
      <span className="vh">{said}</span>
    </span>
  );
}

function Trend({ moment }: { moment: MomentFigure }) {
  const { t, language } = useWords();
  const change = moment.trend?.difference;
  if (!change || change.value === null) return null;
  const clear = isClear(change);
  const text = difference(change, language);
  const said = t(clear ? 'web.trend.said' : 'web.trend.maybe', { difference: text, interval: differenceInterval(change, language) ?? '–' });
  return (
    <span className="sc">
      <span className={`trend ${clear ? '' : 'weak'}`}>
        <span aria-hidden="true">{clear ? `${change.value > 0 ? '▲' : '▼'} ${text.replace(/^[+−]/, '')}` : `≈ ${text}`}</span>
        <span className="vh">{said}, </span>
      </span>
      <span className="m3 parts">
        <span aria-hidden="true">{differenceInterval(change, language)}</span> <span>n {whole(change.n, language)}</span>
      </span>
    </span>
  );
}

/** The other promises of a moment, each by its state. */
function Others({ moment }: { moment: MomentFigure }) {
  const { t, language } = useWords();
  const more = others(moment);
  if (!more.length) return null;
  return (
    <span className="sp more">
      <span aria-hidden="true">+</span>
      {more.map((one) => (
        <span key={one.id} title={`“${own(one.text, language)}”: ${t(stateKey(one.kept.state))}`}>
          <StateMark state={one.kept.state} />
          <span className="vh">{t('web.journey.another', { state: t(stateKey(one.kept.state)) })}</span>
        </span>
      ))}
    </span>
  );
}

function MomentCard({ moment, asked, withScore, withDerived }: { moment: MomentFigure; asked: boolean; withScore: boolean; withDerived: boolean }) {
  const { t, language } = useWords();
  const promise = weakest(moment);
  const kept = promise?.kept;
  const name = own(moment.name, language);
  const words = wordsOf(promise, t, language);
  if (promise && kept && words)
    return (
      <Link to="/momenten/$id" params={{ id: moment.id }} className="mo" title={`“${own(promise.text, language)}”`}>
        <span className="nm" lang={ownLanguage(moment.name, language)}>
          {name}
        </span>
        <span className="kv">
          <b className="words">{words}</b>
          <Stories moment={moment} />
        </span>
        <span className="sl">
          {t(kept.state === 'not_asked' ? 'web.told.no_number' : stateKey(kept.state))}
          <Others moment={moment} />
        </span>
        <OfGroup promise={promise} n={kept.n} />
      </Link>
    );
  if (!asked || !promise || !kept || !isAsked(kept)) {
    return (
      <Link to="/momenten/$id" params={{ id: moment.id }} className="mo quiet">
        <span className="nm">{name}</span>
        {promise ? (
          <span className="voice" lang={ownLanguage(promise.text, language)}>
            “{own(promise.text, language)}”
          </span>
        ) : (
          <span className="m3 s">{t('web.journey.no_promise')}</span>
        )}
        {promise && (
          <span className="sl">
            {kept && kept.state !== 'not_asked' ? <StateMark state={kept.state} /> : <StateMark state="not_asked" />} {t(kept && kept.state !== 'not_asked' ? 'web.state.no_answers' : 'web.state.not_asked.short')}
          </span>
        )}
      </Link>
    );
  }
  const { lead, rest } = keptFigure(kept, language);
  return (
    <Link to="/momenten/$id" params={{ id: moment.id }} className={`mo ${kept.state === 'broken' ? 'bad' : ''}`} title={`“${own(promise.text, language)}”`}>
      <span className="nm" lang={ownLanguage(moment.name, language)}>
        {name}
      </span>
      <span className="kv">
        <b>
          {lead} {rest ? <i className={rest === '%' ? 'tight' : ''}>{rest}</i> : null}
        </b>
        <Stories moment={moment} />
      </span>
      <span className={`sl ${kept.state}`}>
        {t(stateKey(kept.state))}
        <Others moment={moment} />
      </span>
      <OfGroup promise={promise} />
      {withScore && (
        <span className="under">
          <Trend moment={moment} />
          {moment.score?.value != null ? (
            <span className="sc">
              <span>
                {t('web.score').toLocaleLowerCase()} {scored(moment.score, moment.score_max, language)}
              </span>
              <span className="m3 parts">
                <span>{interval(moment.score, language)}</span> <span>n {whole(moment.score.n, language)}</span>
              </span>
            </span>
          ) : null}
        </span>
      )}
      {withDerived && <span className="sc">{kept.proposal ? t('web.derived.short') : kept.proof === 'derived' ? t('web.derived.confirmed') : ''}</span>}
    </Link>
  );
}

/** A figure of employees that is of another group than was asked for says so on its card. */
function OfGroup({ promise, n }: { promise: PromiseFigure; n?: number }) {
  const { t, language } = useWords();
  const { group } = toldOf(promise) ?? {};
  const other = group && otherGroup(group, null) ? groupName(group, t, language) : '';
  const answers = n ? `n ${whole(n, language)}` : '';
  return other || answers ? <span className="sc">{[other, answers].filter(Boolean).join(', ')}</span> : null;
}

function JourneyRow({ row, journey, width, asked, onAssign, summary }: { row: Row; journey: JourneyFigure; width: number; asked: boolean; onAssign: (segment: Segment) => void; summary: string }) {
  const { t, language } = useWords();
  const columns = `${row.columns.map((column) => `${column.width}px`).join(' ')}`;
  const placed = row.columns.flatMap((column) => {
    const promise = column.moment ? weakest(column.moment) : null;
    return promise && column.moment && isAsked(promise.kept) ? [{ x: column.x + column.width / 2, column, promise }] : [];
  });
  const long = row.columns.some((column) => column.moment && own(column.moment.name, language).length * 5.9 > column.width - 18);
  const withScore = asked && row.columns.some((column) => column.moment?.score?.value != null || column.moment?.trend?.difference.value != null);
  const withDerived = asked && row.columns.some((column) => column.moment && weakest(column.moment)?.kept.proof === 'derived');
  return (
    <>
      <div className="stages">
        {row.segments.map((segment) => (
          <StageHead key={segment.stage} segment={segment} journey={journey} onAssign={onAssign} />
        ))}
      </div>
      <ol className={`moments ${long ? 'long' : ''}`} style={{ gridTemplateColumns: columns }}>
        {row.columns.map((column) => (
          <li key={column.moment?.id ?? column.stage}>
            {column.moment ? <MomentCard moment={column.moment} asked={asked} withScore={withScore} withDerived={withDerived} /> : <span className="mo none">{t('web.journey.no_moment')}</span>}
          </li>
        ))}
      </ol>
      {placed.length > 0 && <Road placed={placed} width={width} summary={summary} />}
    </>
  );
}

type Placed = { x: number; promise: PromiseFigure };
function Road({ placed, width, summary }: { placed: Placed[]; width: number; summary: string }) {
  const { t, language } = useWords();
  const promises = placed.map((one) => one.promise);
  const floor = floorOf(promises);
  const y = scaleLinear([1, floor], [TOP, TOP + DEPTH]);
  const norm = sharedNorm(promises);
  const path = line<Placed>()
    .x((one) => one.x)
    .y((one) => y(one.promise.kept.value ?? 0))
    .curve(curveBumpX)(placed);
  return (
    <svg className="road" width={width} height={HEIGHT} role="img" aria-label={summary}>
      {norm !== null && (
        <>
          <line x1={0} x2={width} y1={y(norm)} y2={y(norm)} stroke="var(--stone)" strokeDasharray="2 4" />
          <text x={2} y={y(norm) + 14} className="sm halo">
            {t('web.norm').toLocaleLowerCase()} {percent(norm)}
          </text>
        </>
      )}
      {placed.length > 1 && <path d={path ?? ''} fill="none" stroke="var(--line2)" strokeWidth="2" />}
      {placed.map(({ x, promise }) => {
        const { kept } = promise;
        const at = y(kept.value ?? 0);
        const tone = kept.state === 'broken' ? 'var(--brick)' : kept.state === 'met' ? 'var(--ink)' : 'var(--stone)';
        const range = interval(kept, language);
        const low = Math.min(at + 8, HEIGHT - 18);
        const room = Math.max((range ?? '').length, whole(kept.n, language).length + 2) * 7 + 8;
        // at the end of the row the words stand before their mark
        const before = x + 13 + room > width;
        const words = before ? { x: x - 13, textAnchor: 'end' as const } : { x: x + 15 };
        return (
          <g key={promise.id + x}>
            {kept.interval && <line x1={x} x2={x} y1={y(kept.interval[0])} y2={y(kept.interval[1])} stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".26" />}
            {norm === null && <line x1={x - 20} x2={x + 20} y1={y(promise.norm)} y2={y(promise.norm)} stroke="var(--stone)" strokeDasharray="2 3" />}
            {kept.state !== 'met' && <line x1={x - 11} x2={x + 11} y1={y(promise.red_line)} y2={y(promise.red_line)} stroke="var(--brick)" strokeWidth="1.5" />}
            <StateShape state={kept.state} x={x} y={at} />
            {/* the road and the norm end behind these words: nothing strikes them through */}
            <rect x={before ? x - 11 - room : x + 13} y={low - 11} width={room} height={27} fill="var(--surface)" />
            <text {...words} y={low} className="sm halo">
              {range}
            </text>
            <text {...words} y={low + 13} className="sm halo">
              n {whole(kept.n, language)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** One bar 0 to 100 with norm, red line, interval and mark: the road of a moment where there is no width for a row. */
export function IntervalBar({ promise, width = 132 }: { promise: PromiseFigure; width?: number }) {
  const { kept } = promise;
  if (kept.value === null || !kept.interval) return null;
  const x = scaleLinear([0, 1], [8, width - 8]);
  const tone = kept.state === 'broken' ? 'var(--brick)' : kept.state === 'met' ? 'var(--ink)' : 'var(--stone)';
  return (
    <svg width={width} height={20} aria-hidden="true">
      <line x1={x(0)} x2={x(1)} y1={10} y2={10} stroke="var(--line2)" />
      <line x1={x(promise.norm)} x2={x(promise.norm)} y1={2} y2={18} stroke="var(--ink2)" strokeDasharray="2 2" />
      <line x1={x(promise.red_line)} x2={x(promise.red_line)} y1={3} y2={17} stroke="var(--brick)" strokeWidth="1.5" />
      <line x1={x(kept.interval[0])} x2={x(kept.interval[1])} y1={10} y2={10} stroke={tone} strokeWidth="7" strokeLinecap="round" opacity=".26" />
      <StateShape state={kept.state} x={x(kept.value)} y={10} size={0.9} />
    </svg>
  );
}

function JourneyList({ journey, width, onAssign }: { journey: JourneyFigure; width: number; onAssign: (segment: Segment) => void }) {
  const { t, language } = useWords();
  return journey.stages.map(({ stage }) => {
    const own_moments = journey.moments.filter((moment) => moment.stage === stage);
    return (
      <div key={stage} className="liststage">
        <StageHead segment={{ stage, x: 0, width, continued: false }} journey={journey} onAssign={onAssign} />
        {own_moments.length === 0 && <p className="s m3 none">{t('web.journey.no_moment')}</p>}
        <ol>
          {own_moments.map((moment) => {
            const promise = weakest(moment);
            const kept = promise?.kept;
            const words = wordsOf(promise, t, language);
            const shown = kept && isAsked(kept);
            return (
              <li key={moment.id}>
                <Link to="/momenten/$id" params={{ id: moment.id }} className={`mrow ${kept?.state === 'broken' ? 'bad' : ''}`}>
                  <span className="mname">
                    <b>{own(moment.name, language)}</b>
                    {promise && !shown && !words && (
                      <span className="voice" lang={ownLanguage(promise.text, language)}>
                        “{own(promise.text, language)}”
                      </span>
                    )}
                    <span className="s m2 row" style={{ gap: 5 }}>
                      {promise && <StateMark state={kept?.state ?? 'not_asked'} />}
                      {promise ? t(stateKey(kept?.state ?? 'not_asked')) : t('web.journey.no_promise')}
                      {kept?.proposal ? `, ${t('web.derived.short')}` : ''}
                    </span>
                  </span>
                  {promise && words ? (
                    <span className="mfig">
                      <b className="words">{words}</b>
                      <OfGroup promise={promise} n={kept?.n ?? 0} />
                    </span>
                  ) : null}
                  {promise && shown ? (

                    <span className="mfig">
                      <b className={kept.state === 'broken' ? 'brick' : ''}>{keptText(kept, language)}</b>
                      <IntervalBar promise={promise} />
                      <span className="s m3 tn">
                        {interval(kept, language)} · n {whole(kept.n, language)}
                      </span>
                      <OfGroup promise={promise} />
                    </span>
                  ) : null}
                  {shown && (moment.stories.n > 0 || (promise && others(moment).length > 0)) && (
                    <span className="s m2 tn all row" style={{ gap: 14 }}>
                      {moment.stories.n > 0 && (
                        <span className="row" style={{ gap: 5 }}>
                          <Stories moment={moment} /> <span aria-hidden="true">{t('web.stories').toLocaleLowerCase()}</span>
                        </span>
                      )}
                      <Others moment={moment} />
                    </span>
                  )}
                  {shown && moment.trend?.difference.value != null && (
                    <span className="s m2 tn all">
                      <Trend moment={moment} />
                    </span>
                  )}
                  {moment.score?.value != null && (
                    <span className="s m2 tn all">
                      {t('web.score').toLocaleLowerCase()} {scored(moment.score, moment.score_max, language)} ({interval(moment.score, language)}), n {whole(moment.score.n, language)}
                    </span>
                  )}
                </Link>
              </li>
            );
          })}
        </ol>
      </div>
    );
  });
}
