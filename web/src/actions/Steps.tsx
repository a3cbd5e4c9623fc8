import { figure, interval, whole } from '../format';
import { AsTable } from '../kit/Table';
import type { Estimate } from '../api/types';
import { useWords } from '../words';
import type { FollowUpSummary } from './queries';
import './follow_ups.css';

const counted = (estimate: Estimate) => (estimate.value === null ? 0 : Math.round(estimate.value * estimate.n));

type Step = { key: string; name: string; n: number; share: Estimate | null; base: string };
function stepsOf(summary: FollowUpSummary, t: (key: string, args?: Record<string, string | number>) => string, n: (value: number) => string): Step[] {
  return [
    { key: 'heard', name: t('web.follow_ups.heard'), n: summary.heard, share: null, base: t('web.follow_ups.reachable', { n: n(summary.reachable) }) },
    { key: 'called', name: t('web.follow_ups.called'), n: counted(summary.called), share: summary.called, base: t('web.follow_ups.of_reachable', { n: n(summary.called.n) }) },
    { key: 'solved', name: t('web.follow_ups.solved'), n: counted(summary.solved), share: summary.solved, base: t('web.follow_ups.of_heard', { n: n(summary.solved.n) }) },
    { key: 'confirmed', name: t('web.follow_ups.confirmed'), n: counted(summary.confirmed), share: summary.confirmed, base: t('web.follow_ups.of_solved', { n: n(summary.confirmed.n) }) },
  ];
}

/** From heard to confirmed: how many, and which share of whom. */
export function Steps({ summary, table = false }: { summary: FollowUpSummary; table?: boolean }) {
  const { t, language } = useWords();
  const n = (value: number) => whole(value, language);
  const steps = stepsOf(summary, t, n);
  const said = (share: Estimate | null) => (share && share.value !== null ? `${figure(share, language)} (${interval(share, language) ?? '–'})` : '–');
  const inTime = summary.called_in_time;
  const summaryText = t('web.follow_ups.summary', { heard: n(summary.heard), called: n(steps[1]?.n ?? 0), solved: n(steps[2]?.n ?? 0), confirmed: n(steps[3]?.n ?? 0), noted: n(summary.noted) });
  return (
    <>
      <ol className="loop fsteps num" aria-label={t('web.follow_ups.steps')}>
        {steps.map((step) => (
          <li key={step.key} className={step.key === 'confirmed' ? 'ok' : ''}>
            <span className="s">{step.name}</span>
            <b>{n(step.n)}</b>
            {step.share && step.share.value !== null && <span className="s tn">{said(step.share)}</span>}
            <span className="s">{step.base}</span>
          </li>
        ))}
      </ol>
      <p className="s m2">
        {inTime.value === null ? t('web.follow_ups.in_time_none') : t('web.follow_ups.in_time', { share: said(inTime), n: n(inTime.n) })}{' '}
        {summary.noted > 0 && t('web.follow_ups.noted_n', { count: summary.noted, n: n(summary.noted) })} {summary.not_confirmed > 0 && t('web.follow_ups.not_yet_n', { count: summary.not_confirmed, n: n(summary.not_confirmed) })}{' '}
        {summary.dropped > 0 && t('web.follow_ups.dropped_n', { count: summary.dropped, n: n(summary.dropped) })}
      </p>
      {table && (
        <AsTable
          caption={t('web.follow_ups.steps')}
          summary={summaryText}
          rows={[...steps, { key: 'in_time', name: t('web.follow_ups.called_in_time'), n: counted(inTime), share: inTime, base: t('web.follow_ups.of_due', { n: n(inTime.n) }) }]}
          rowKey={(row) => row.key}
          columns={[
            { name: t('web.follow_ups.step'), kind: 'head', cell: (row) => row.name },
            { name: t('web.follow_ups.number'), kind: 'number', cell: (row) => n(row.n) },
            { name: t('web.follow_ups.share'), kind: 'number', cell: (row) => said(row.share) },
            { name: t('web.follow_ups.base'), cell: (row) => row.base },
          ]}
        />
      )}
    </>
  );
}
