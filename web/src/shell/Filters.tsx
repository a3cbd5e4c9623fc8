import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import type { Period, Unit } from '../api/types';
import { addDays, isoDay, period as periodText, whole } from '../format';
import { Floating } from '../kit/Floating';
import { Icon } from '../kit/icons';
import { own, useWords } from '../words';
import { useSetView, useView } from './view';

const SPANS = [
  { key: 'web.filter.weeks4', days: 28 },
  { key: 'web.filter.weeks12', days: 84 },
  { key: 'web.filter.months12', days: 365 },
];

export function PeriodFilter({ shown }: { shown: Period | null | undefined }) {
  const { t, language } = useWords();
  const view = useView();
  const set = useSetView();
  const today = isoDay(new Date());
  const [from, setFrom] = useState(view.from ?? '');
  const [to, setTo] = useState(view.to ?? '');
  const name = view.from && view.to ? periodText({ from: view.from, to: view.to }, language) : shown ? periodText(shown, language) : t('web.filter.all_time');
  return (
    <Floating
      label={t('web.filter.period')}
      target={(props) => (
        <button type="button" className="fil" {...props}>
          <span>{t('web.filter.period')}</span>
          <span>{name}</span>
          <Icon name="down" size={12} />
        </button>
      )}
    >
      {(close) => (
        <div className="pop">
          <div className="opts">
            <button
              type="button"
              aria-pressed={!view.from && !view.to}
              onClick={() => {
                set({ from: undefined, to: undefined, all: 1 });
                close();
              }}
            >
              {t('web.filter.all_time')}
            </button>
            {SPANS.map((span) => {
              const start = addDays(today, 1 - span.days);
              return (
                <button
                  key={span.key}
                  type="button"
                  aria-pressed={view.from === start && view.to === today}
                  onClick={() => {
                    set({ from: start, to: today, all: undefined });
                    close();
                  }}
                >
                  {t(span.key)}
                </button>
              );
            })}
          </div>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (!from || !to || from > to) return;
              set({ from, to, all: undefined });
              close();
            }}
          >
            <div className="row">
              <label className="s">
                {t('web.filter.from')}
                <input className="plain" type="date" value={from} max={to || undefined} onChange={(event) => setFrom(event.target.value)} required />
              </label>
              <label className="s">
                {t('web.filter.to')}
                <input className="plain" type="date" value={to} min={from || undefined} onChange={(event) => setTo(event.target.value)} required />
              </label>
            </div>
            <button type="submit" className="btn sm">
              {t('web.filter.show')}
            </button>
          </form>
        </div>
      )}
    </Floating>
  );
}

export type Placed = { unit: Unit; depth: number };
/** The tree as a flat list: parents before their children, siblings by name. */
export function placed(units: Unit[]): Placed[] {
  const known = new Set(units.map((unit) => unit.id));
  const children = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = unit.parent && known.has(unit.parent) ? unit.parent : '';
    children.set(parent, [...(children.get(parent) ?? []), unit]);
  }
  const out: Placed[] = [];
  const walk = (parent: string, depth: number) => {
    for (const unit of (children.get(parent) ?? []).sort((a, b) => a.name.localeCompare(b.name))) {
      out.push({ unit, depth });
      walk(unit.id, depth + 1);
    }
  };
  walk('', 0);
  return out;
}

export function UnitFilter() {
  const view = useView();
  const set = useSetView();
  return <UnitPick chosen={view.unit} onPick={(unit) => set({ unit })} />;
}

export function UnitPick({ chosen: id, onPick }: { chosen: string | undefined; onPick: (unit: string | undefined) => void }) {
  const { t, language } = useWords();
  const session = useSession();
  const { data: units = [] } = useQuery(unitsQuery());
  const [wanted, setWanted] = useState('');
  const tree = useMemo(() => placed(units), [units]);
  if (units.length < 2) return null;
  // Those that guests come to; the departments under them are too many to name the choice by.
  const visited = units.filter((unit) => unit.volume);
  const deepest = Math.max(...(visited.length ? visited : units).map((unit) => unit.level));
  const leaves = units.filter((unit) => unit.level === deepest).length;
  const level = session.org.units_levels?.find((one) => one.level === deepest);
  const chosen = units.find((unit) => unit.id === id);
  // Who sees one branch sees it by name, not as "all" of one.
  const roots = tree.filter(({ depth }) => depth === 0);
  const top = roots.length === 1 && roots[0] && roots[0].unit.level > 0 ? roots[0].unit : undefined;
  const named = chosen ?? top;
  const found = wanted ? tree.filter(({ unit }) => unit.name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase())) : tree;
  return (
    <Floating
      label={t('web.filter.unit')}
      target={(props) => (
        <button type="button" className="fil" {...props}>
          <span>{named?.level_name ? own(named.level_name, language) : level && !named ? own(level.name, language) : t('web.filter.unit')}</span>
          <span>{named?.name ?? t('web.filter.all_units', { n: leaves })}</span>
          <Icon name="down" size={12} />
        </button>
      )}
    >
      {(close) => (
        <div className="pop">
          {units.length > 12 && (
            <label className="s">
              {t('web.filter.search_unit')}
              <input className="plain" value={wanted} onChange={(event) => setWanted(event.target.value)} />
            </label>
          )}
          <div className="opts">
            {!top && (
              <button
                type="button"
                aria-pressed={!id}
                onClick={() => {
                  onPick(undefined);
                  close();
                }}
              >
                {t('web.filter.all_units', { n: leaves })}
              </button>
            )}
            {found.map(({ unit, depth }) => (
              <button
                key={unit.id}
                type="button"
                aria-pressed={id === unit.id || (!id && unit.id === top?.id)}
                style={{ paddingLeft: 8 + (wanted ? 0 : depth * 14) }}
                onClick={() => {
                  onPick(unit.id);
                  close();
                }}
              >
                {unit.name}
                {unit.level_name ? <span className="m3 s">{own(unit.level_name, language)}</span> : null}
              </button>
            ))}
          </div>
        </div>
      )}
    </Floating>
  );
}

/** Suspect answers (one code, many at once) count along unless someone looks without them; the address remembers. */
export function SuspectsFilter({ n }: { n?: number | undefined }) {
  const { t, language } = useWords();
  const view = useView();
  const set = useSetView();
  const without = view.with_suspects === 0;
  return (
    <button type="button" className="fil full" aria-pressed={without} onClick={() => set({ with_suspects: without ? undefined : 0 })}>
      <span>{t('web.filter.suspects')}</span>
      <span>
        {t(without ? 'web.filter.suspects.without' : 'web.filter.suspects.with')}
        {n === undefined ? '' : ` (${whole(n, language)})`}
      </span>
    </button>
  );
}
