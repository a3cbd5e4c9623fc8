import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { journeysQuery } from '../api/queries';
import { decimal, interval, whole } from '../format';
import { Seg } from '../kit/Seg';
import { Empty, Fault, Loading, Stale } from '../kit/States';
import { AsTable } from '../kit/Table';
import { UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { usePlace } from '../shell/place';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import { ClockBar, DipBeside } from './Parts';
import { type Barrier, type BarrierSummary, type BoardState, boardQuery } from './queries';
import { atLeast, clockOf, titleOf } from './told';
import '../moments/moment.css';
import './barriers.css';

export default function Board() {
  const { t, language } = useWords();
  const { unit } = useView();
  const navigate = useNavigate();
  const { moment, stand = 'open' } = useSearch({ strict: false }) as { moment?: string; stand?: BoardState };
  const board = useInfiniteQuery(boardQuery({ unit, moment, state: stand }));
  const journeys = useQuery(journeysQuery);
  const moments = (journeys.data ?? []).flatMap((journey) => journey.moments);
  const change = (next: Record<string, string | undefined>) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ...next })) as never });
  const items = board.data?.pages.flatMap((page) => page.items) ?? [];
  const summary = board.data?.pages[0]?.summary;
  const chosen = moments.find((one) => one.id === moment);
  return (
    <Page title={t('web.nav.barriers')} filters={<UnitFilter />}>
      <div className="hd">
        <div>
          <h1>{chosen ? t('web.barriers.at', { moment: own(chosen.name, language) }) : t('web.nav.barriers')}</h1>
          <p>{t('web.barriers.what')}</p>
        </div>
        <div className="row wrap">
          <label className="row s">
            {t('web.moment')}
            <select className="plain inline" value={moment ?? ''} onChange={(event) => change({ moment: event.target.value || undefined })}>
              <option value="">{t('web.stories.all_moments')}</option>
              {moments.map((one) => (
                <option key={one.id} value={one.id}>
                  {own(one.name, language)}
                </option>
              ))}
            </select>
          </label>
          <Seg
            label={t('web.barriers.which')}
            value={stand}
            options={[
              { value: 'open', name: t('web.barriers.open') },
              { value: 'overdue', name: t('web.barriers.overdue') },
              { value: 'all', name: t('web.barriers.all') },
            ]}
            onPick={(value) => change({ stand: value === 'open' ? undefined : value })}
          />
        </div>
      </div>
      {summary && <Sums summary={summary} open={stand !== 'all'} />}
      {board.isPending ? (
        <Loading />
      ) : board.error && !items.length ? (
        <Fault error={board.error} retry={() => void board.refetch()} />
      ) : items.length === 0 ? (
        <section className="card">
          <Empty title={t(stand === 'overdue' ? 'web.barriers.none_overdue' : chosen ? 'web.barriers.none_here' : 'web.barriers.none', { moment: own(chosen?.name, language) })}>{t('web.barriers.none_text')}</Empty>
        </section>
      ) : (
        <section className="card" aria-label={t('web.nav.barriers')}>
          {board.error ? <Stale at={board.dataUpdatedAt} /> : null}
          <div className="brow bhead s m3" aria-hidden="true">
            <span>{t('web.barriers.it')}</span>
            <span>{t('web.barriers.dip.short')}</span>
            <span>{t('web.barriers.owner')}</span>
            <span>{t('web.barriers.time')}</span>
          </div>
          <ul className="blist">
            {items.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </ul>
          <p className="s m3 bfoot">{t('web.barriers.dip.foot')}</p>
          {board.hasNextPage && (
            <button type="button" className="btn" onClick={() => void board.fetchNextPage()}>
              {board.isFetchingNextPage ? t('web.busy') : t('web.more')}
            </button>
          )}
          <BoardTable items={items} />
        </section>
      )}
    </Page>
  );
}

function Sums({ summary, open }: { summary: BarrierSummary; open: boolean }) {
  const { t, language } = useWords();
  const { k, n, figure } = summary.acknowledged_in_time;
  const parts: { key: string; name: string; value: string; below: string; bad?: boolean }[] = [
    { key: 'open', name: t('web.barriers.open'), value: whole(summary.open, language), below: summary.median_age_days === null ? '' : t('web.barriers.median', { n: decimal(summary.median_age_days, summary.median_age_days % 1 ? 1 : 0, language) }) },
    { key: 'overdue', name: t('web.barriers.overdue'), value: whole(summary.overdue, language), below: t('web.barriers.overdue.below'), bad: summary.overdue > 0 },
    { key: 'reports', name: t('web.barriers.reports'), value: whole(summary.reports, language), below: t(open ? 'web.barriers.of_open' : 'web.barriers.of_all') },
    { key: 'hours', name: t('web.barriers.lost'), value: atLeast(summary.minutes_at_least, t, language), below: t('web.barriers.lost.below') },
    { key: 'answered', name: t('web.barriers.answered'), value: n ? t('web.barriers.k_of_n', { k: whole(k, language), n: whole(n, language) }) : '–', below: n ? `${t('web.barriers.answered.below')}, ${interval(figure, language) ?? '–'}%` : t('web.barriers.answered.below') },
  ];
  return (
    <dl className="keys num bsums">
      {parts.map((part) => (
        <div key={part.key}>
          <dt className="s m3">{part.name}</dt>
          <dd>
            <b className={part.bad ? 'brick' : ''}>{part.value}</b>
            <span className="s m3">{part.below}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Row({ one }: { one: Barrier }) {
  const { t, language } = useWords();
  const place = usePlace();
  return (
    <li className="brow">
      <div>
        <p className="row wrap">
          <Link to={'/belemmeringen/$id' as '/momenten/$id'} params={{ id: one.id }} className="btitle" {...(one.title ? { lang: one.language } : {})}>
            {titleOf(one, t)}
          </Link>
          {one.escalated > 0 && <span className="chip brick">{t('web.barriers.rose', { count: one.escalated })}</span>}
          {one.mine && <span className="chip o">{t('web.barriers.mine')}</span>}
        </p>
        <p className="s m2">
          {[place(one.unit), own(one.moment.name, language), t('web.barriers.times', { count: one.reports, n: whole(one.reports, language) }), t('web.barriers.at_least', { time: atLeast(one.minutes_at_least, t, language) })].join(' · ')}
        </p>
      </div>
      <div>
        <span className="onlysmall s m3">{t('web.barriers.dip.short')}: </span>
        <DipBeside id={one.id} />
      </div>
      <div className="s">{one.owner?.name ?? <span className="m3">{t('web.barriers.no_owner')}</span>}</div>
      <ClockBar one={one} />
    </li>
  );
}

function BoardTable({ items }: { items: Barrier[] }) {
  const { t, language } = useWords();
  const place = usePlace();
  const now = Date.now();
  return (
    <AsTable
      caption={t('web.nav.barriers')}
      summary={t('web.barriers.table', { n: whole(items.length, language) })}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        { name: t('web.barriers.it'), kind: 'head', cell: (one) => titleOf(one, t) },
        { name: t('web.filter.unit'), cell: (one) => place(one.unit) },
        { name: t('web.moment'), cell: (one) => own(one.moment.name, language) },
        { name: t('web.barriers.reports'), kind: 'number', cell: (one) => whole(one.reports, language) },
        { name: t('web.barriers.lost'), kind: 'number', cell: (one) => atLeast(one.minutes_at_least, t, language) },
        { name: t('web.barriers.age'), kind: 'number', cell: (one) => t('web.barriers.days', { n: whole(one.age_days, language) }) },
        { name: t('web.barriers.owner'), cell: (one) => one.owner?.name ?? '–' },
        { name: t('web.barriers.time'), cell: (one) => clockOf(one, now, t, language).text },
      ]}
    />
  );
}
