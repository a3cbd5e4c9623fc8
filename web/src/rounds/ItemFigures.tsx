import { scaleLinear } from 'd3-scale';
import { whole } from '../format';
import { AsTable } from '../kit/Table';
import { useWidth } from '../kit/width';
import { own, ownLanguage, useWords } from '../words';
import type { About, Figures, Group, ItemFigure, Told } from './shapes';
import { asCount, groupName, isExact, isNearly, otherGroup, roundName, toldDifference, toldRange, toldText, toldWhole } from './told';

/** A share from 0 to 100 with its interval; the round before as a hollow mark; what nearly all said as a full bar without a number. */
export function ToldBar({ figure, previous, width }: { figure: Told; previous?: Told | null | undefined; width: number }) {
  const points = figure.unit === 'points';
  const x = scaleLinear(points ? [-100, 100] : [0, 1], [7, width - 7]);
  const [low, high] = x.domain() as [number, number];
  return (
    <svg width={width} height="18" viewBox={`0 0 ${width} 18`} aria-hidden="true">
      <line x1={x(low)} x2={x(high)} y1="9" y2="9" stroke="var(--line2)" />
      {points && <line x1={x(0)} x2={x(0)} y1="3" y2="15" stroke="var(--line2)" />}
      {figure.shown === 'hidden' && <rect x={x(low)} width={x(high) - x(low)} y="5" height="8" rx="4" fill="url(#hatch)" opacity=".5" />}
      {isNearly(figure) && <line x1={figure.shown === 'nearly_all' ? x(high) - (x(high) - x(low)) * 0.12 : x(low)} x2={figure.shown === 'nearly_all' ? x(high) : x(low) + (x(high) - x(low)) * 0.12} y1="9" y2="9" stroke="var(--ink2)" strokeWidth="7" strokeLinecap="round" />}
      {isExact(figure) && figure.interval && <line x1={x(figure.interval[0])} x2={x(figure.interval[1])} y1="9" y2="9" stroke="var(--ink2)" strokeWidth="7" strokeLinecap="round" opacity=".3" />}
      {isExact(previous) && <circle cx={x(previous.value)} cy="9" r="4" fill="var(--surface)" stroke="var(--stone)" strokeWidth="1.6" />}
      {isExact(figure) && <circle cx={x(figure.value)} cy="9" r="5" fill="var(--ink)" />}
    </svg>
  );
}

/** The figure in words beside its bar; of a promise under thirty answers its count. */
export function ToldFigure({ figure, counted = false }: { figure: Told; counted?: boolean }) {
  const { t, language } = useWords();
  const range = toldRange(figure, language);
  return (
    <span className="v">
      <b className={isExact(figure) ? '' : 'words'}>{toldText(counted ? asCount(figure) : figure, t, language)}</b>
      <br />
      <span className="s m3">
        {range ? `${range}, ` : ''}
        {figure.shown !== 'hidden' && figure.n !== null ? `n ${whole(figure.n, language)}` : ''}
      </span>
    </span>
  );
}

export function ItemFigures({ about, items, data, shared, part }: { about: About; items: ItemFigure[]; data: Figures; shared: Group | null; part: string | null }) {
  const { t, language } = useWords();
  const [ref, width] = useWidth<HTMLUListElement>();
  const floor = data.round.floor;
  const bar = width < 620 ? Math.max(120, width - 124) : Math.max(120, Math.min(320, width * 0.3));
  const before = items.find((item) => item.previous)?.previous?.round;
  const title = t(`web.rounds.about.${about}`);
  const summary = `${title}: ${items.map((item) => `${own(item.text, language)} ${toldWhole(item.figure, t, language)}`).join('; ')}.`;
  const anyHidden = items.some((item) => item.figure.shown === 'hidden' || (part && item.facets.some((facet) => facet.key === part && facet.classes.some((one) => one.figure.shown === 'hidden'))));
  const facets = items.some((item) => item.facets.length > 0);
  return (
    <section className="card" aria-labelledby={`about-${about}`}>
      <div className="ch">
        <h2 id={`about-${about}`}>{title}</h2>
        <span className="s m3">{t(`web.rounds.about.${about}.what`)}</span>
        {before && (
          <span className="r s m3">
            <svg width="12" height="12" aria-hidden="true">
              <circle cx="6" cy="6" r="4" fill="var(--surface)" stroke="var(--stone)" strokeWidth="1.6" />
            </svg>
            {roundName(before, t, language)}
          </span>
        )}
      </div>
      <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
        <defs>
          <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2" height="5" fill="var(--stone)" />
          </pattern>
        </defs>
      </svg>
      <ul className="figs" ref={ref} style={{ '--fig': `${bar}px` } as React.CSSProperties}>
        {items.map((item) => {
          const change = toldDifference(item.difference, language);
          return (
            <li key={item.key}>
              <div className="figrow">
                <div className="q">
                  <p lang={ownLanguage(item.text, language)}>{own(item.text, language)}</p>
                  {!shared && otherGroup(item.group, data.unit) && <p className="s m2">{t('web.rounds.of_group', { group: groupName(item.group, t, language) })}</p>}
                </div>
                {width > 0 && <ToldBar figure={item.figure} previous={item.previous?.figure} width={bar} />}
                <ToldFigure figure={item.figure} counted={about === 'promise'} />
                <span className="d">
                  {change ? (
                    <>
                      <b>{change.text}</b> {change.range && `(${change.range})`}
                    </>
                  ) : item.previous && !isExact(item.previous.figure) ? (
                    t('web.rounds.before_was', { round: roundName(item.previous.round, t, language), figure: toldText(item.previous.figure, t, language) })
                  ) : (
                    ''
                  )}
                </span>
              </div>
              {part && width > 0 && <Classes item={item} facet={part} bar={bar} />}
            </li>
          );
        })}
      </ul>
      {before && <p className="s m2">{t('web.rounds.two_measurements')}</p>}
      {anyHidden && <p className="s m2">{t('web.told.hidden_why', { floor: whole(floor, language) })}</p>}
      <AsTable
        caption={title}
        summary={summary}
        rows={items.flatMap((item) => [{ item, name: own(item.text, language), figure: item.figure, part: '' }, ...item.facets.flatMap((facet) => facet.classes.map((one) => ({ item, name: own(item.text, language), figure: one.figure, part: `${own(facet.text, language)}: ${own(one.label, language)}` })))])}
        rowKey={(row, at) => `${row.item.key}${at}`}
        columns={[
          { name: t('web.rounds.question'), kind: 'head', cell: (row) => row.name },
          { name: t('web.rounds.group'), cell: (row) => groupName(row.item.group, t, language) },
          ...(facets ? [{ name: t('web.rounds.facet'), cell: (row: { part: string }) => row.part || '–' }] : []),
          { name: t('web.rounds.share'), kind: 'number' as const, cell: (row) => toldText(row.figure, t, language) },
          { name: t('web.interval'), kind: 'number' as const, cell: (row) => toldRange(row.figure, language) ?? '–' },
          { name: 'n', kind: 'number' as const, cell: (row) => (row.figure.shown === 'hidden' || row.figure.n === null ? '–' : whole(row.figure.n, language)) },
          ...(before
            ? [
                { name: roundName(before, t, language), kind: 'number' as const, cell: (row: { item: ItemFigure; part: string }) => (row.part || !row.item.previous ? '–' : toldWhole(row.item.previous.figure, t, language)) },
                { name: t('web.rounds.difference'), kind: 'number' as const, cell: (row: { item: ItemFigure; part: string }) => { const change = row.part ? null : toldDifference(row.item.difference, language); return change ? `${change.text} (${change.range || '–'})` : '–'; } },
              ]
            : []),
        ]}
      />
    </section>
  );
}

/** One item by the classes of one attribute: neighbours that were too small stand together, what cannot be told says so. */
function Classes({ item, facet, bar }: { item: ItemFigure; facet: string; bar: number }) {
  const { t, language } = useWords();
  const classes = item.facets.find((one) => one.key === facet)?.classes ?? [];
  if (!classes.length) return <p className="s m3 facetfigs">{t('web.rounds.facet_withheld')}</p>;
  return (
    <ul className="facetfigs">
      {classes.map((one, at) => (
        <li key={at} className="figrow">
          <span className="q s">{own(one.label, language)}</span>
          <ToldBar figure={one.figure} width={bar} />
          <ToldFigure figure={one.figure} />
        </li>
      ))}
    </ul>
  );
}
