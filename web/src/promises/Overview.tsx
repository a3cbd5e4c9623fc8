import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { journeysQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { JourneyFigure, Overview as OverviewOf } from '../api/types';
import { figure, interval, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { OwnerRole } from '../people/OwnerRole';
import { PeriodFilter, SuspectsFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { toast } from '../shell/toast';
import { useView } from '../shell/view';
import { own, useWords, type Language, type Say } from '../words';
import { Call } from './Call';
import { Journey } from './Journey';
import { employeesFirst, isAsked, type Segment } from './journey_layout';
import { LadderPictures } from '../rounds/LadderPictures';
import { roundName } from '../rounds/told';
import { useOverview } from './use_overview';

/** "7 onder de norm, 2 gebroken, …": only what there is. */
export function headlineRest(headline: OverviewOf['headline'], t: Say, language: Language): string {
  const parts = (['below', 'broken', 'not_yet', 'not_asked'] as const)
    .filter((state) => headline[state] > 0)
    .map((state) => t(`web.headline.${state}`, { n: whole(headline[state], language), count: headline[state] }));
  if (!parts.length) return '';
  return `${parts.join(', ')}. `;
}

const hasFigures = (journey: JourneyFigure) => journey.moments.some((moment) => moment.promises.some((promise) => isAsked(promise.kept)));

export default function Overview() {
  const { t, language } = useWords();
  const session = useSession();
  const view = useView();
  const { overview, round, fault } = useOverview(view);
  const [assigning, setAssigning] = useState<{ journey: JourneyFigure; segment: Segment } | null>(null);
  const share = async () => {
    // Who opens it next month sees these weeks, not theirs.
    const address = new URL(location.href);
    if (view.from) address.searchParams.set('from', view.from);
    if (view.to) address.searchParams.set('to', view.to);
    if (!view.from && !view.to) address.searchParams.set('all', 'true');
    await navigator.clipboard?.writeText(address.href).catch(() => undefined);
    toast(t('web.share.done'));
  };
  const makes = may(session.account.role, 'promises') || may(session.account.role, 'promises', 'employee');
  return (
    <Page
      title={t('web.nav.promise')}
      filters={
        <>
          <PeriodFilter shown={overview.data?.period} />
          <UnitFilter />
          <SuspectsFilter n={overview.data?.suspects} />
        </>
      }
    >
      {!overview.data && <h1 className="vh">{t('web.nav.promise')}</h1>}
      <Fetched of={overview} bones={undefined}>
        {(data) => (
          <>
            <div className="hd">
              <div>
                <h1>{data.headline.of ? t('web.headline', { met: whole(data.headline.met, language), of: whole(data.headline.of, language), count: data.headline.of }) : t('web.headline.none')}</h1>
                <p>
                  {headlineRest(data.headline, t, language)}
                  {round ? `${t(view.unit ? 'web.headline.employees_all' : 'web.headline.employees', { round: roundName(round, t, language), n: whole(round.ballots ?? 0, language), count: round.ballots ?? 0 })} ` : ''}
                  {t('web.headline.answers', { n: whole(data.answers.customer, language), count: data.answers.customer })} {data.headline.of > 0 ? t('web.headline.weakest') : ''}
                  {overview.isPlaceholderData ? ` ${t('web.refreshing')}` : ''}
                </p>
              </div>
              <div className="row wrap noprint">
                <button type="button" className="btn" onClick={() => void share()}>
                  <Icon name="share" />
                  {t('web.share')}
                </button>
                {makes && (
                  <Link className="btn" to="/beheer/$part" params={{ part: 'beloften' }}>
                    <Icon name="plus" />
                    {t('web.promise.make')}
                  </Link>
                )}
              </div>
            </div>
            {data.warnings.length > 0 && (
              <ul className="notice s">
                {data.warnings.map((warning) => (
                  <li key={warning.code}>{warning.text}</li>
                ))}
              </ul>
            )}
            {fault && <p className="notice bad s">{t('web.overview.employees_fault')}</p>}
            {data.biggest && <Call biggest={data.biggest} />}
            {data.headline.of === 0 && data.journeys.every((journey) => journey.moments.length === 0) ? (
              <section className="card">
                <Empty
                  title={t('web.overview.empty')}
                  action={
                    makes ? (
                      <Link className="btn g" to="/eerste-uur">
                        {t('web.overview.start')}
                      </Link>
                    ) : undefined
                  }
                >
                  {t('web.overview.empty_text')}
                </Empty>
              </section>
            ) : (
              <div className="jr">
                {employeesFirst(data.journeys).map((journey, _, all) => (
                    <Journey key={journey.id} journey={journey} withLegend={journey === (all.find(hasFigures) ?? all[0])} round={journey.audience === 'employee' && round ? roundName(round, t, language) : undefined} onAssign={(segment) => setAssigning({ journey, segment })} />
                  ))}
              </div>
            )}
            <div className="bot">
              {round && <LadderPictures unit={view.unit} />}
              <div className="stack">
            {data.nps && data.nps.value !== null && (
              <section className="card nps" aria-labelledby="nps">
                <div>
                  <h2 id="nps">{t('web.nps')}</h2>
                  <p className="s m3">{t('web.nps.what')}</p>
                </div>
                <p className="npsfig tn">
                  <b>{figure(data.nps, language)}</b> <span className="s m3">{t('web.nps.range', { interval: interval(data.nps, language) ?? '–', n: whole(data.nps.n, language) })}</span>
                </p>
              </section>
            )}
            {data.outcomes.map((outcome) => (
              <section className="card nps" key={outcome.text.en ?? outcome.text.nl ?? ''}>
                <div>
                  <h2>{own(outcome.text, language)}</h2>
                  <p className="s m3">{t('web.outcome.what', { values: outcome.reached.join(', ') })}</p>
                </div>
                <p className="npsfig tn">
                  <b>{figure(outcome.share, language) ?? '–'}</b> <span className="s m3">{t('web.nps.range', { interval: interval(outcome.share, language) ?? '–', n: whole(outcome.share.n, language) })}</span>
                </p>
              </section>
            ))}
              </div>
            </div>
            <Dialog title={assigning ? t('web.assign.title', { stage: t(`web.stage.${assigning.segment.stage}`) }) : ''} opened={assigning !== null} onClose={() => setAssigning(null)}>
              {assigning && <Assign journey={assigning.journey} segment={assigning.segment} onDone={() => setAssigning(null)} />}
            </Dialog>
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Assign({ journey, segment, onDone }: { journey: JourneyFigure; segment: Segment; onDone: () => void }) {
  const { t, language } = useWords();
  const journeys = useQuery(journeysQuery);
  const revision = journeys.data?.find((one) => one.id === journey.id)?.revision;
  const [role, setRole] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask('PATCH', `/journeys/${journey.id}/stages/${segment.stage}`, { body: { owner_role: role, revision } }),
    () => {
      void client.invalidateQueries({ queryKey: ['overview'] });
      void client.invalidateQueries({ queryKey: ['journeys'] });
      toast(t('web.assign.done'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.assign.what', { journey: own(journey.name, language) })}</p>
      <OwnerRole value={role} onChange={setRole} error={fault.field('owner_role')} required focus />
      <FormEnd fault={fault} busy={busy} label={t('web.assign')} onCancel={onDone} />
    </form>
  );
}
