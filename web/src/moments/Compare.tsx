import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { comparisonQuery, unitsQuery } from '../api/queries';
import type { Comparison, Estimate, Kept, Unit } from '../api/types';
import { difference, differenceInterval, interval, isClear, keptText, scored, whole } from '../format';
import { NativeSelect } from '../kit/fields';
import { Fetched } from '../kit/States';
import { AsTable } from '../kit/Table';
import { placed } from '../shell/Filters';
import { useChosen, useSetView, useView } from '../shell/view';
import { own, ownLanguage, useWords } from '../words';

/** What can be held against a unit: no part of it, and not what it is a part of. */
export function apartFrom(units: Unit[], id: string): Unit[] {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const above = (unit: Unit | undefined): string[] => (unit ? [unit.id, ...above(unit.parent ? known.get(unit.parent) : undefined)] : []);
  const over = new Set(above(known.get(id)));
  return units.filter((unit) => !over.has(unit.id) && !above(unit).includes(id));
}

/** Two units beside each other on one moment; which two stands in the address. */
export function Compare({ moment, promise, max }: { moment: string; promise: string; max: number | null }) {
  const { t } = useWords();
  const { first = '', second = '' } = useChosen();
  const set = useSetView();
  const { data: units = [] } = useQuery(unitsQuery());
  const below = useMemo(() => placed(units.filter((unit) => unit.level > 0)), [units]);
  const fit = useMemo(() => new Set(apartFrom(units, first).map((unit) => unit.id)), [units, first]);
  if (below.length < 2) return null;
  const choices = (list: typeof below) => [{ value: '', label: t('web.compare.choose') }, ...list.map(({ unit, depth }) => ({ value: unit.id, label: `${'  '.repeat(depth)}${unit.name}` }))];
  const chosen = first && second && (!units.length || fit.has(second));
  return (
    <div className="compare">
      <h3>{t('web.compare')}</h3>
      <div className="row wrap">
        <NativeSelect
          label={t('web.compare.first')}
          value={first}
          data={choices(below)}
          onChange={(event) => {
            const id = event.currentTarget.value;
            const stays = second && apartFrom(units, id).some((unit) => unit.id === second);
            set({ first: id || undefined, second: stays ? second : undefined });
          }}
        />
        <NativeSelect label={t('web.compare.second')} value={second} data={choices(below.filter(({ unit }) => !first || fit.has(unit.id)))} onChange={(event) => set({ second: event.currentTarget.value || undefined })} />
      </div>
      {chosen && <Said moment={moment} promise={promise} first={first} second={second} max={max} />}
    </div>
  );
}

type Sides<Figure> = { of_unit: Figure; of_compared: Figure; difference: Estimate };

function Said({ moment, promise, first, second, max }: { moment: string; promise: string; first: string; second: string; max: number | null }) {
  const { t, language } = useWords();
  const view = useView();
  const comparison = useQuery(comparisonQuery(moment, view, first, second));
  const keptOf = (kept: Kept) => (kept.value === null ? '–' : keptText(kept, language));
  const scoreOf = (score: Estimate) => scored(score, max, language);
  const sentence = <Figure extends Estimate>(data: Comparison, sides: Sides<Figure>, text: (figure: Figure) => string) => {
    const names = { a: data.unit.name, a_value: text(sides.of_unit), b: data.compared.name, b_value: text(sides.of_compared) };
    const said = differenceInterval(sides.difference, language);
    if (said === null) return t('web.compare.unsaid', { ...names, reason: t(`web.cannot.${sides.difference.reason ?? 'too_few'}`) });
    return t(isClear(sides.difference) ? 'web.compare.clear' : 'web.compare.maybe', { ...names, difference: difference(sides.difference, language), interval: said });
  };
  return (
    <Fetched of={comparison}>
      {(data) => {
        if (!data) return null;
        const here = data.promises.find((one) => one.id === promise);
        const rows = [
          ...data.promises.map((one) => ({ key: one.id, name: own(one.text, language), sides: one as Sides<Estimate>, text: (side: Estimate) => keptOf(side as Kept) })),
          ...(data.score ? [{ key: 'score', name: t('web.score'), sides: data.score as Sides<Estimate>, text: scoreOf }] : []),
        ];
        const cell = (side: Estimate, text: (side: Estimate) => string) => `${text(side)} (${interval(side, language) ?? '–'}), n ${whole(side.n, language)}`;
        const kept = here ? sentence(data, here, keptOf) : '';
        return (
          <div aria-live="polite">
            {here && <p>{kept}</p>}
            {data.promises
              .filter((one) => one !== here)
              .map((one) => (
                <p key={one.id} className="s m2">
                  <span lang={ownLanguage(one.text, language)}>“{own(one.text, language)}”</span> {sentence(data, one, keptOf)}
                </p>
              ))}
            {data.score && (
              <p className="s m2">
                {t('web.score')}: {sentence(data, data.score, scoreOf)}
              </p>
            )}
            <AsTable
              caption={t('web.compare.table')}
              summary={kept}
              rows={rows}
              rowKey={(row) => row.key}
              columns={[
                { name: t('web.compare.what'), kind: 'head', cell: (row) => row.name },
                { name: data.unit.name, kind: 'number', cell: ({ sides, text }) => cell(sides.of_unit, text) },
                { name: data.compared.name, kind: 'number', cell: ({ sides, text }) => cell(sides.of_compared, text) },
                {
                  name: t('web.compare.difference'),
                  kind: 'number',
                  cell: ({ sides }) => (sides.difference.interval ? `${difference(sides.difference, language)} (${differenceInterval(sides.difference, language)})` : t(`web.cannot.${sides.difference.reason ?? 'too_few'}`)),
                },
              ]}
            />
          </div>
        );
      }}
    </Fetched>
  );
}
