import type { Expectation, KeptState } from '../api/types';

/** The five marks of a promise's state, drawn around (x, y): never colour alone. */
export function StateShape({ state, x, y, size = 1 }: { state: KeptState; x: number; y: number; size?: number }) {
  const s = size;
  switch (state) {
    case 'met':
      return <circle cx={x} cy={y} r={5.5 * s} fill="var(--ink)" />;
    case 'below':
      return <path d={`M${x - 5.5 * s},${y - 4.1 * s}h${11 * s}l${-5.5 * s},${8.8 * s}z`} fill="var(--stone)" />;
    case 'broken': {
      const a = 2.31 * s;
      return (
        <>
          <circle cx={x} cy={y} r={6.5 * s} fill="var(--brick)" />
          <path d={`M${x - a},${y - a}l${2 * a},${2 * a}m0,${-2 * a}l${-2 * a},${2 * a}`} stroke="var(--surface)" strokeWidth="1.6" />
        </>
      );
    }
    case 'not_yet':
      return <circle cx={x} cy={y} r={4.7 * s} fill="var(--surface)" stroke="var(--ink2)" strokeWidth="1.7" />;
    case 'not_asked':
      return <circle cx={x} cy={y} r={4.7 * s} fill="none" stroke="var(--stone)" strokeWidth="1.5" strokeDasharray="2 2" />;
  }
}

export function StateMark({ state }: { state: KeptState }) {
  return (
    <svg width="13" height="13" viewBox="0 0 13 13" aria-hidden="true">
      <StateShape state={state} x={6.5} y={6.5} size={0.8} />
    </svg>
  );
}

export const stateKey = (state: KeptState) => `web.state.${state}`;
export const EXPECTATION_MARK: Record<Expectation, string> = { less: '▼', as: '●', better: '▲' };
export const EXPECTATION_TONE: Record<Expectation, string> = { less: 'brick', as: 'm2', better: 'gold' };
