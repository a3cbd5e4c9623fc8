import { useQuery } from '@tanstack/react-query';
import { scaleLinear } from 'd3-scale';
import { whole } from '../format';
import { Empty, Fetched } from '../kit/States';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { useWords } from '../words';
import { ladderQuery } from './queries';
import { RUNGS, type LadderRound, type Rung } from './shapes';
import { groupName, isExact, isNearly, roundName, toldRange, toldText, toldWhole } from './told';
import './rounds.css';

const TONE: Record<Rung, string> = { ambassador: 'var(--ink)', proud: 'var(--ink2)', neutral: 'var(--stone)', lets_go: 'var(--brick)' };
const ROW = 33;
const HEAD = 34;

/** Two rounds as two pictures beside each other. Nobody is followed from one to the other, so no line joins them. */
export function LadderPictures({ unit }: { unit: string | undefined }) {
  const { t, language } = useWords();
  const ladder = useQuery(ladderQuery(unit));
  return (
    <section className="card laddercard" aria-labelledby="ladder">
      <div className="ch">
        <h2 id="ladder">{t('web.ladder')}</h2>
        <span className="s m3">{t('web.ladder.what')}</span>
      </div>
      <Fetched of={ladder}>
        {(data) => {
          if (!data.rounds.some((one) => one.rungs.length)) return <Empty title={t('web.ladder.none')}>{t('web.ladder.none_text')}</Empty>;
          const summary = data.rounds.map((one) => ladderSentence(one)).join(' ');
          return (
            <>
              <Side rounds={data.rounds} sentence={ladderSentence} />
              <p className="s m2">{t('web.ladder.not_followed')}</p>
              <AsTable
                caption={t('web.ladder')}
                summary={summary}
                rows={data.rounds.flatMap((one) => one.rungs.map((rung) => ({ one, rung })))}
                rowKey={({ one, rung }) => `${one.round.id}${rung.key}`}
                columns={[
                  { name: t('web.rounds.round'), kind: 'head', cell: ({ one }) => roundName(one.round, t, language) },
                  { name: t('web.rounds.group'), cell: ({ one }) => groupName(one.group, t, language) },
                  { name: t('web.ladder.rung'), cell: ({ rung }) => t(`web.ladder.${rung.key}`) },
                  { name: t('web.rounds.share'), kind: 'number', cell: ({ rung }) => toldText(rung.figure, t, language) },
                  { name: t('web.interval'), kind: 'number', cell: ({ rung }) => toldRange(rung.figure, language) ?? '–' },
                  { name: 'n', kind: 'number', cell: ({ one }) => (one.n === null ? '–' : whole(one.n, language)) },
                ]}
              />
            </>
          );
        }}
      </Fetched>
    </section>
  );

  function ladderSentence(one: LadderRound): string {
    const rungs = RUNGS.flatMap((key) => one.rungs.filter((rung) => rung.key === key)).map((rung) => `${t(`web.ladder.${rung.key}`)} ${toldWhole({ ...rung.figure, n: null }, t, language)}`);
    return `${roundName(one.round, t, language)}, ${groupName(one.group, t, language)}, n ${one.n === null ? '–' : whole(one.n, language)}: ${rungs.join(', ')}.`;
  }
}

const NAMES = 92;
const BETWEEN = 24;
const VALUES = 104;
const WIDEST = 400;
function Side({ rounds, sentence }: { rounds: LadderRound[]; sentence: (one: LadderRound) => string }) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const side = width >= 430 && rounds.length > 1;
  const each = Math.floor(side ? (width - NAMES - BETWEEN * (rounds.length - 1)) / rounds.length : width);
  const one_width = Math.min(WIDEST, each);
  return (
    <div ref={ref} className="two">
      {width > 0 && rounds.map((one, at) => <Picture key={one.round.id} one={one} width={side && at === 0 ? one_width + NAMES : one_width} names={side && at > 0 ? 0 : NAMES} latest={at === rounds.length - 1} label={sentence(one)} />)}
    </div>
  );
}

function Picture({ one, width, names, latest, label }: { one: LadderRound; width: number; names: number; latest: boolean; label: string }) {
  const { t, language } = useWords();
  const highest = Math.max(0.4, ...one.rungs.flatMap(({ figure }) => (isExact(figure) ? [figure.interval?.[1] ?? figure.value] : isNearly(figure) ? [1] : [])));
  const x = scaleLinear([0, highest], [0, Math.max(40, width - names - VALUES)]);
  const rungs = RUNGS.flatMap((key) => one.rungs.filter((rung) => rung.key === key));
  return (
    <svg width={width} height={HEAD + rungs.length * ROW} role="img" aria-label={label}>
      <text x={names} y={11} className="st" fontWeight={latest ? 600 : 400}>
        {roundName(one.round, t, language)}
      </text>
      <text x={names} y={26} className="sm">
        {one.group.is === 'unit' ? '' : `${groupName(one.group, t, language)}, `}n {one.n === null ? '–' : whole(one.n, language)}
      </text>
      {rungs.map(({ key, figure }, at) => {
        const y = HEAD + at * ROW;
        const value = isExact(figure) ? figure.value : figure.shown === 'nearly_all' ? highest : 0;
        const range = isExact(figure) ? figure.interval : null;
        const end = Math.max(x(value), range ? x(range[1]) : 0);
        return (
          <g key={key}>
            {names > 0 && (
              <text x={0} y={y + 13} className="st">
                {t(`web.ladder.${key}`)}
              </text>
            )}
            {value > 0 && <rect x={names} y={y} width={x(value)} height={17} rx={3} fill={TONE[key]} opacity={latest ? 0.92 : 0.45} />}
            {range && <line x1={names + x(range[0])} x2={names + x(range[1])} y1={y + 21} y2={y + 21} stroke="var(--ink3)" strokeWidth="2" />}
            <text x={names + (value > 0 ? end + 7 : 0)} y={y + 13} className="st" fontWeight={latest ? 650 : 400}>
              {toldText(figure, t, language)}
              {isExact(figure) && (
                <tspan className="sm" fontWeight={400} dx="5">
                  {toldRange(figure, language)}
                </tspan>
              )}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
