import { useQuery } from '@tanstack/react-query';
import { Link as To, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { importsQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { Kept, PromiseOf } from '../api/types';
import { kitChanged, makeKit } from '../actions/kit_queries';
import { weekOf } from '../actions/week';
import { addDays, interval, isoDay, keptText, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { stateKey } from '../kit/marks';
import { isAsked } from '../promises/journey_layout';
import { changed, ProofForm } from '../promises/ProofForm';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';

/** Last year's answers: a file, and which of its questions prove which promise. */
export function LastYear({ promises }: { promises: PromiseOf[] }) {
  const { t, language } = useWords();
  const imports = useQuery(importsQuery);
  const [proving, setProving] = useState<PromiseOf | null>(null);
  const done = (imports.data ?? []).some((row) => row.state === 'done');
  const open = promises.filter((promise) => promise.audience === 'customer' && (!promise.proof || promise.proof.proposal));
  const confirm = (promise: PromiseOf) =>
    ask('POST', `/promises/${promise.id}/proof/confirm`).then(
      () => {
        changed();
        toast(t('web.proof.confirmed'));
      },
      (error: unknown) => toast(error instanceof Error ? error.message : ''),
    );
  return (
    <section className="card" aria-labelledby="hourfile">
      <div className="ch">
        <h2 id="hourfile">{t('web.first.file')}</h2>
      </div>
      <p className="m2">{t('web.first.file_what')}</p>
      <p className="below">
        <To className="btn" to="/metingen/$part" params={{ part: 'imports' }}>
          <Icon name="file" />
          {t('web.first.file_open')}
        </To>
      </p>
      {done && open.length > 0 && (
        <>
          <p className="b">{t('web.first.which_question')}</p>
          <ul className="proofs">
            {open.map((promise) => (
              <li key={promise.id}>
                <span className="voice">“{own(promise.text, language)}”</span>
                <span className="s m3">{t(promise.proof ? 'web.first.proposed' : 'web.proof.none')}</span>
                <span className="row wrap">
                  {promise.proof && (
                    <button type="button" className="btn sm" onClick={() => void confirm(promise)}>
                      {t('web.proof.confirm')}
                      <span className="vh">: {own(promise.text, language)}</span>
                    </button>
                  )}
                  <button type="button" className="btn sm" onClick={() => setProving(promise)}>
                    {t('web.first.other_question')}
                    <span className="vh">: {own(promise.text, language)}</span>
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Dialog title={t('web.first.which_question')} opened={proving !== null} onClose={() => setProving(null)}>
        {proving && <ProofForm promise={proving} onDone={() => setProving(null)} />}
      </Dialog>
    </section>
  );
}

const weekOfTomorrow = () => weekOf(addDays(isoDay(new Date()), 1));

/** The sheet for tomorrow's team start. */
export function Tomorrow({ units }: { units: { id: string; name: string }[] }) {
  const { t } = useWords();
  const [unit, setUnit] = useState('');
  const id = unit || units[0]?.id || '';
  const navigate = useNavigate();
  const { busy, fault, submit } = useSend(
    () => makeKit(id, weekOfTomorrow()),
    () => {
      kitChanged();
      void navigate({ to: '/team/$unit/teamstart/$week', params: { unit: id, week: weekOfTomorrow() } });
    },
  );
  return (
    <section className="card" aria-labelledby="hourkit">
      <div className="ch">
        <h2 id="hourkit">{t('web.first.kit')}</h2>
      </div>
      <p className="m2 below">{t('web.first.kit_what')}</p>
      <form className="form" onSubmit={submit}>
        {units.length > 1 && <NativeSelect label={t('web.unit')} value={id} onChange={(event) => setUnit(event.currentTarget.value)} data={units.map((one) => ({ value: one.id, label: one.name }))} />}
        <FormEnd fault={fault} busy={busy} label={t('web.first.kit_make')} tone="p" />
      </form>
    </section>
  );
}

/** What the overview says of a promise, as one line. */
function known(promise: PromiseOf, kept: Kept | undefined, t: ReturnType<typeof useWords>['t'], language: ReturnType<typeof useWords>['language']): { certain: boolean; text: string } {
  if (promise.audience === 'employee') return { certain: false, text: t('web.first.no_round') };
  if (!kept || !isAsked(kept)) return { certain: false, text: t(promise.proof ? 'web.first.no_answer' : 'web.first.not_asked') };
  const n = whole(kept.n, language);
  if (kept.shown_as === 'count') return { certain: false, text: t('web.first.until30', { n, count: kept.n }) };
  return { certain: kept.state !== 'not_yet', text: t('web.first.figure', { kept: keptText(kept, language), interval: interval(kept, language) ?? '–', n, state: t(stateKey(kept.state)) }) };
}

/** The card of the first hour: what was promised, what nobody knows yet, what to ask tomorrow. */
export function Ending({ standing, figures }: { standing: PromiseOf[]; figures: Map<string, Kept> }) {
  const { t, language } = useWords();
  const { account } = useSession();
  if (!standing.length) return null;
  const three = standing.slice(0, 3).map((promise) => ({ promise, ...known(promise, figures.get(promise.id), t, language) }));
  const certain = three.filter((one) => one.certain).length;
  return (
    <section className="end" aria-label={t('web.first.card')}>
      <div>
        <h2>{t('web.first.promised')}</h2>
        <ol>
          {three.map(({ promise }, at) => (
            <li key={promise.id}>
              <span aria-hidden="true">{at + 1}</span>
              <span>{own(promise.text, language)}</span>
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h2>{t(certain === three.length ? 'web.first.known' : certain ? 'web.first.partly' : 'web.first.unknown')}</h2>
        <ul>
          {three.map(({ promise, certain: sure, text }) => (
            <li key={promise.id}>
              <span aria-hidden="true">{sure ? '●' : '○'}</span>
              <span>
                <span className="m2">{own(promise.text, language)}</span>
                <br />
                {text}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2>{t('web.first.tomorrow')}</h2>
        <ul>
          <li>
            <span aria-hidden="true">→</span>
            <span>{t('web.first.tomorrow1')}</span>
          </li>
          <li>
            <span aria-hidden="true">→</span>
            <span>{t('web.first.tomorrow2')}</span>
          </li>
          {may(account.role, 'rounds') && three.some((one) => one.promise.audience === 'employee') && (
            <li>
              <span aria-hidden="true">→</span>
              <span>{t('web.first.tomorrow3')}</span>
            </li>
          )}
        </ul>
        <button type="button" className="btn savecard" onClick={() => window.print()}>
          <Icon name="print" />
          {t('web.first.save_card')}
        </button>
      </div>
    </section>
  );
}
