import { useQuery } from '@tanstack/react-query';
import { Link as To } from '@tanstack/react-router';
import { ask } from '../api/client';
import { client, may, useSession } from '../api/session';
import type { PromiseOf, ProofQuestion } from '../api/types';
import { isoDay } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { leastFloors, newPlan } from '../rounds/plan';
import { consentQuery, roundsQuery } from '../rounds/queries';
import type { Round } from '../rounds/shapes';
import { own, useWords, type Language } from '../words';
import { counted } from './first_question';
import { questionKept } from './first_texts';

type Kept = { question: string; answers: ProofQuestion['answers']; language: Language };

/** A promise to employees is asked in a round, anonymously; here its question is put ready in one. */
export function RoundQuestion({ promise }: { promise: PromiseOf }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const plans = may(account.role, 'rounds');
  const rounds = useQuery({ ...roundsQuery, enabled: plans });
  const consent = useQuery({ ...consentQuery, enabled: plans });
  const said = localStorage.getItem(questionKept(promise.id));
  const kept = said ? (JSON.parse(said) as Kept) : null;
  const text = kept?.question ?? `“${own(promise.text, language)}”`;
  const { busy, fault, submit } = useSend(
    async () => {
      const words = kept?.language ?? language;
      const answers = kept?.answers ?? [];
      const counts = counted(answers);
      const plan = newPlan(isoDay(new Date()), leastFloors(rounds.data?.rounds ?? []));
      const item = answers.length
        ? { kind: 'choice' as const, options: answers.map(({ value, label }) => ({ value, label: { [words]: label } })), top: counts.kept, not_applicable: counts.not_applicable }
        : { kind: 'yes_no' as const, top: ['yes'], not_applicable: [] };
      return ask<Round>('POST', '/rounds', { body: { ...plan, name: { [words]: t('web.first.round_name') }, languages: [words], items: [{ key: 'first_promise', about: 'promise', promise: promise.id, week: 1, text: { [words]: text }, ...item }] } });
    },
    () => {
      localStorage.removeItem(questionKept(promise.id));
      void client.invalidateQueries({ queryKey: ['rounds'] });
    },
  );
  const planned = (rounds.data?.rounds ?? [])[0];
  return (
    <div className="proof">
      {kept && <b>{kept.question}</b>}
      <p className="s m3 below">{t('web.first.in_round')}</p>
      {planned ? (
        <To className="lk" to="/metingen/rondes/$id" params={{ id: planned.id }}>
          {t('web.first.to_round')}
        </To>
      ) : (
        plans &&
        rounds.data &&
        consent.data &&
        (consent.data.given ? (
          <form onSubmit={submit}>
            <FormEnd fault={fault} busy={busy} label={t('web.first.into_round')} />
          </form>
        ) : (
          <p className="s">
            {t('web.first.consent')}{' '}
            <To className="lk" to="/metingen/$part" params={{ part: 'rondes' }}>
              {t('web.first.to_rounds')}
            </To>
          </p>
        ))
      )}
    </div>
  );
}
