import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import { clock } from '../format';
import { Icon } from '../kit/icons';
import { Floating } from '../kit/Floating';
import { Empty, Fetched, Stale } from '../kit/States';
import { ClarityMatrix } from '../rounds/ClarityMatrix';
import { clarityQuery, roundsQuery } from '../rounds/queries';
import type { RoundLine } from '../rounds/shapes';
import { roundName } from '../rounds/told';
import { UnitPick } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useWords } from '../words';
import { FollowUps, Private, PromisesKept, Seen } from './Gives';
import { Bare } from './KitPage';
import { MakeKit, makesKits } from './MakeKit';
import { Barriers } from './Owes';
import { boardQuery } from './kit_queries';
import type { TeamBoard } from './shapes';
import { thisWeek } from './week';
import './board.css';

const MINUTE_MS = 60_000;
// its forms come with it, and a board is read more often than written
const KudosList = lazy(() => import('../stories/Kudos').then((part) => ({ default: part.KudosList })));

/** A team's own board. It may hang on a wall: nothing on it is of one person. */
export default function Team() {
  const { t } = useWords();
  const session = useSession();
  const { unit: inAddress } = useParams({ strict: false }) as { unit?: string };
  const chosen = useSearch({ strict: false }) as { ronde?: string; unit?: string; scherm?: 1 };
  const wall = chosen.scherm === 1;
  const navigate = useNavigate();
  const units = useQuery(unitsQuery());
  const rounds = useQuery({ ...roundsQuery, ...(wall ? { refetchInterval: MINUTE_MS, refetchIntervalInBackground: true } : {}) });
  const released = (rounds.data?.rounds ?? []).filter((one) => one.state === 'released').sort((a, b) => b.number - a.number);
  const round = released.find((one) => one.id === chosen.ronde) ?? released[0] ?? null;
  const id = inAddress ?? chosen.unit ?? session.account.unit?.id;
  const unit = units.data?.find((one) => one.id === id) ?? (id ? null : units.data?.find((one) => !one.parent || !units.data?.some((other) => other.id === one.parent)));
  const board = useQuery({ ...boardQuery(unit?.id ?? '', wall), enabled: !!unit });
  const name = unit?.name ?? '';
  const title = name ? t('web.team.of', { unit: name }) : t('web.nav.team');
  const go = (to: string | undefined) =>
    void (to ? navigate({ to: '/team/$unit', params: { unit: to }, search: ((before: Record<string, unknown>) => ({ ...before, unit: undefined })) as never }) : navigate({ to: '/team', search: ((before: Record<string, unknown>) => ({ ...before, unit: undefined })) as never }));
  if (wall && unit) {
    return (
      <Bare title={title}>
        <div className="wall">
          <div className="hd">
            <div>
              <h1>{title}</h1>
              <p>{t('web.team.what')}</p>
            </div>
            <Updated at={board.dataUpdatedAt} failed={!!board.error} />
          </div>
          <Fetched of={board}>{(data) => <Parts board={data} round={round} unit={unit.id} wall />}</Fetched>
        </div>
      </Bare>
    );
  }
  return (
    <Page
      title={title}
      filters={
        <>
          {round && <RoundPick rounds={released} chosen={round} onPick={(to) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ronde: to })) as never })} />}
          <UnitPick chosen={unit?.id} onPick={go} />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{title}</h1>
          <p>{t('web.team.what')}</p>
        </div>
        {unit && <Acts board={board.data} unit={unit.id} round={round} />}
      </div>
      {id && !unit && units.data ? <p className="notice">{t('web.team.no_unit')}</p> : unit ? <Fetched of={board}>{(data) => <Parts board={data} round={round} unit={unit.id} wall={false} />}</Fetched> : null}
    </Page>
  );
}

function Acts({ board, unit, round }: { board: TeamBoard | undefined; unit: string; round: RoundLine | null }) {
  const { t } = useWords();
  const { role } = useSession().account;
  const kit = board?.kit?.week === thisWeek() ? board.kit : null;
  return (
    <div className="row wrap noprint">
      {makesKits(role) ? (
        <>
          <span className="s m2">{t(kit?.held ? 'web.team.kit_held' : 'web.team.kit_week')}</span>
          <MakeKit unit={unit} there={!!kit} />
        </>
      ) : (
        kit &&
        role === 'employee' && (
          <Link className="btn" to="/team/$unit/teamstart/$week" params={{ unit, week: kit.week }}>
            {t('web.kit.open')}
          </Link>
        )
      )}
      {round && (
        <Link className="btn" to="/metingen/rondes/$id" params={{ id: round.id }} search={{ unit } as never}>
          <Icon name="measure" />
          {t('web.team.all_figures')}
        </Link>
      )}
      <Link className="btn" to="/team/$unit" params={{ unit }} search={((before: Record<string, unknown>) => ({ ...before, scherm: 1, unit: undefined })) as never}>
        <Icon name="screen" />
        {t('web.team.on_screen')}
      </Link>
      <button type="button" className="btn" onClick={() => window.print()}>
        <Icon name="print" />
        {t('web.team.print')}
      </button>
    </div>
  );
}

/** First what the team is owed, then what it gives the guest. */
function Parts({ board, round, unit, wall }: { board: TeamBoard; round: RoundLine | null; unit: string; wall: boolean }) {
  const { t } = useWords();
  return (
    <div className="board">
      <h2 className="vh">{t('web.team.owed')}</h2>
      <div className="two">
        <Matrix round={round} unit={unit} wall={wall} />
        <Barriers board={board} wall={wall} />
      </div>
      <h2 className="vh">{t('web.team.given')}</h2>
      <div className="three">
        <PromisesKept board={board} wall={wall} />
        <div className="stack">
          <FollowUps board={board} wall={wall} />
          <Private board={board} />
        </div>
        <div className="stack">
          <Seen board={board} wall={wall} />
          {!wall && (
            <Suspense>
              <KudosList unit={unit} most={2} />
            </Suspense>
          )}
        </div>
      </div>
    </div>
  );
}

const ROWS_ON_A_WALL = 6;
function Matrix({ round, unit, wall }: { round: RoundLine | null; unit: string; wall: boolean }) {
  const { t } = useWords();
  const clarity = useQuery({ ...clarityQuery(round?.id ?? '', unit), enabled: !!round });
  if (!round)
    return (
      <section className="card">
        <Empty
          title={t('web.team.none')}
          action={
            wall ? undefined : (
              <Link className="btn" to="/metingen/$part" params={{ part: 'rondes' }}>
                {t('web.team.to_rounds')}
              </Link>
            )
          }
        >
          {t('web.team.none_text')}
        </Empty>
      </section>
    );
  return (
    <Fetched of={clarity}>
      {(data) => {
        if (data.columns.length === 0 || data.rows.length === 0)
          return (
            <section className="card">
              <Empty title={t('web.team.not_asked')}>{t('web.team.not_asked_text')}</Empty>
            </section>
          );
        const parts = data.rows.filter((row) => !row.whole);
        const cut = wall ? Math.max(0, parts.length - ROWS_ON_A_WALL) : 0;
        const shown = cut ? data.rows.filter((row) => row.whole || parts.indexOf(row) < ROWS_ON_A_WALL) : data.rows;
        return <ClarityMatrix data={{ ...data, rows: shown }} plain={wall} more={cut ? t('web.team.more_groups', { count: cut }) : undefined} />;
      }}
    </Fetched>
  );
}

function Updated({ at, failed }: { at: number; failed: boolean }) {
  const { t, language } = useWords();
  if (!at) return null;
  return failed ? <Stale at={at} /> : <span className="s m3">{t('web.team.updated', { time: clock(new Date(at).toISOString(), language) })}</span>;
}

function RoundPick({ rounds, chosen, onPick }: { rounds: RoundLine[]; chosen: RoundLine; onPick: (id: string) => void }) {
  const { t, language } = useWords();
  return (
    <Floating
      label={t('web.rounds.round')}
      target={(props) => (
        <button type="button" className="fil" {...props}>
          <span>{t('web.rounds.round')}</span>
          <span>{roundName(chosen, t, language)}</span>
          <Icon name="down" size={12} />
        </button>
      )}
    >
      {(close) => (
        <div className="pop">
          <div className="opts">
            {rounds.map((round) => (
              <button
                key={round.id}
                type="button"
                aria-pressed={round.id === chosen.id}
                onClick={() => {
                  onPick(round.id);
                  close();
                }}
              >
                {roundName(round, t, language)}
              </button>
            ))}
          </div>
        </div>
      )}
    </Floating>
  );
}
