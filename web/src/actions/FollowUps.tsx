import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { journeysQuery } from '../api/queries';
import { useSession } from '../api/session';
import { day, whole } from '../format';
import { Seg } from '../kit/Seg';
import { Empty, Fault, Fetched, Loading, Stale } from '../kit/States';
import { AsTable } from '../kit/Table';
import { PeriodFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useView } from '../shell/view';
import { own, useWords } from '../words';
import { Causes } from './Causes';
import { Item, stepText } from './Item';
import { Pauses } from './Pauses';
import { type FollowUp, followUpsQuery, inOrder, looksAfter, readsSums, sumsQuery, type Which } from './queries';
import { Steps } from './Steps';
import './follow_ups.css';

export default function FollowUps() {
  const { t } = useWords();
  const { account } = useSession();
  if (readsSums(account.role)) return <Whole />;
  return (
    <Page title={t('web.nav.follow_ups')}>
      <div className="hd">
        <h1>{t('web.nav.follow_ups')}</h1>
      </div>
      <section className="card">
        <Empty title={t('web.follow_ups.not_yours')}>{t('web.follow_ups.not_yours_text')}</Empty>
      </section>
    </Page>
  );
}

function Whole() {
  const { t, language } = useWords();
  const { account } = useSession();
  const { unit, from, to } = useView();
  const navigate = useNavigate();
  const { moment } = useSearch({ strict: false }) as { moment?: string };
  const journeys = useQuery(journeysQuery);
  const moments = (journeys.data ?? []).filter((journey) => journey.audience === 'customer').flatMap((journey) => journey.moments);
  const sums = useQuery(sumsQuery({ unit, moment, from, to }));
  const sees = looksAfter(account.role);
  return (
    <Page
      title={t('web.nav.follow_ups')}
      filters={
        <>
          <PeriodFilter shown={undefined} />
          <UnitFilter />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{t('web.nav.follow_ups')}</h1>
          <p>{t('web.follow_ups.what')}</p>
        </div>
        <label className="row s">
          {t('web.moment')}
          <select
            className="plain inline"
            value={moment ?? ''}
            onChange={(event) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, moment: event.target.value || undefined })) as never })}
          >
            <option value="">{t('web.stories.all_moments')}</option>
            {moments.map((one) => (
              <option key={one.id} value={one.id}>
                {own(one.name, language)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {sees && <Pauses unit={unit} />}
      <section className="card" aria-labelledby="steps">
        <div className="ch">
          <h2 id="steps">{t('web.follow_ups.how')}</h2>
        </div>
        <Fetched of={sums}>
          {({ summary }) => (summary.heard === 0 ? <Empty title={t('web.follow_ups.none')}>{t('web.follow_ups.none_text')}</Empty> : <Steps summary={summary} table />)}
        </Fetched>
      </section>
      {sees ? <List moment={moment} overdue={sums.data?.summary.overdue ?? 0} /> : <p className="s m3">{t('web.follow_ups.sums_only')}</p>}
      {sees && <Causes moments={moments} />}
    </Page>
  );
}

function List({ moment, overdue }: { moment: string | undefined; overdue: number }) {
  const { t, language } = useWords();
  const { unit, from, to } = useView();
  const navigate = useNavigate();
  const { wie = 'mine' } = useSearch({ strict: false }) as { wie?: Which };
  // what somebody has to do does not end with the period that is looked at
  const list = useInfiniteQuery(followUpsQuery(wie === 'all' ? { unit, moment, from, to } : { unit, moment }, wie));
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];
  const items = wie === 'all' ? found : inOrder(found);
  return (
    <section className="card" aria-labelledby="who">
      <div className="ch">
        <h2 id="who">{t('web.follow_ups.list')}</h2>
        <span className="r">
          <Seg
            label={t('web.follow_ups.which')}
            value={wie}
            options={[
              { value: 'mine', name: t('web.follow_ups.mine') },
              { value: 'late', name: `${t('web.follow_ups.late')} ${whole(overdue, language)}` },
              { value: 'all', name: t('web.follow_ups.all') },
            ]}
            onPick={(value) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, wie: value === 'mine' ? undefined : value })) as never })}
          />
        </span>
      </div>
      {list.isPending ? (
        <Loading />
      ) : list.error && !items.length ? (
        <Fault error={list.error} retry={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Empty title={t(`web.follow_ups.empty.${wie}`)}>{t('web.follow_ups.empty_text')}</Empty>
      ) : (
        <>
          {list.error ? <Stale at={list.dataUpdatedAt} /> : null}
          <ul className="fus">
            {items.map((one) => (
              <Item key={one.id} one={one} />
            ))}
          </ul>
          {list.hasNextPage && (
            <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
              {list.isFetchingNextPage ? t('web.busy') : t('web.more')}
            </button>
          )}
          <Rows items={items} />
        </>
      )}
    </section>
  );
}

function Rows({ items }: { items: FollowUp[] }) {
  const { t, language } = useWords();
  return (
    <AsTable
      caption={t('web.follow_ups.list')}
      summary={t('web.follow_ups.table', { n: whole(items.length, language) })}
      rows={items}
      rowKey={(one) => one.id}
      columns={[
        { name: t('web.follow_ups.told'), kind: 'head', cell: (one) => <span lang={one.language}>{one.text || t('web.follow_ups.no_words')}</span> },
        { name: t('web.filter.unit'), cell: (one) => one.unit.name },
        { name: t('web.moment'), cell: (one) => own(one.moment?.name, language) || '–' },
        { name: t('web.follow_ups.day'), cell: (one) => day(one.day, language) },
        { name: t('web.follow_ups.step'), cell: (one) => stepText(one, t, language) },
        { name: t('web.follow_ups.owner'), cell: (one) => one.owner?.name ?? '–' },
        { name: t('web.causes.one'), cell: (one) => one.cause?.name ?? '–' },
      ]}
    />
  );
}
