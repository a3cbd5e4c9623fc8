import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { unitsQuery } from '../api/queries';
import { useSession } from '../api/session';
import { Icon } from '../kit/icons';
import { Floating } from '../kit/Floating';
import { Empty, Fetched } from '../kit/States';
import { UnitPick } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useWords } from '../words';
import { ClarityMatrix } from './ClarityMatrix';
import { clarityQuery, roundsQuery } from './queries';
import type { RoundLine } from './shapes';
import { roundName } from './told';
import './rounds.css';

/** A team's own board. It may hang on a wall: nothing on it is of one person. */
export default function Team() {
  const { t } = useWords();
  const session = useSession();
  const { unit: inAddress } = useParams({ strict: false }) as { unit?: string };
  const chosen = useSearch({ strict: false }) as { ronde?: string; unit?: string };
  const navigate = useNavigate();
  const units = useQuery(unitsQuery());
  const rounds = useQuery(roundsQuery);
  const released = (rounds.data?.rounds ?? []).filter((one) => one.state === 'released').sort((a, b) => b.number - a.number);
  const round = released.find((one) => one.id === chosen.ronde) ?? released[0] ?? null;
  const id = inAddress ?? chosen.unit ?? session.account.unit?.id;
  const unit = units.data?.find((one) => one.id === id) ?? (id ? null : units.data?.find((one) => !one.parent || !units.data?.some((other) => other.id === one.parent)));
  const name = unit?.name ?? '';
  const go = (to: string | undefined) =>
    void (to ? navigate({ to: '/team/$unit', params: { unit: to }, search: ((before: Record<string, unknown>) => ({ ...before, unit: undefined })) as never }) : navigate({ to: '/team', search: ((before: Record<string, unknown>) => ({ ...before, unit: undefined })) as never }));
  return (
    <Page
      title={name ? t('web.team.of', { unit: name }) : t('web.nav.team')}
      filters={
        <>
          {round && <RoundPick rounds={released} chosen={round} onPick={(to) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ronde: to })) as never })} />}
          <UnitPick chosen={unit?.id} onPick={go} />
        </>
      }
    >
      <div className="hd">
        <div>
          <h1>{name ? t('web.team.of', { unit: name }) : t('web.nav.team')}</h1>
          <p>{t('web.team.what')}</p>
        </div>
        {round && unit && (
          <div className="row wrap noprint">
            <Link className="btn" to="/metingen/rondes/$id" params={{ id: round.id }} search={{ unit: unit.id } as never}>
              <Icon name="measure" />
              {t('web.team.all_figures')}
            </Link>
            <button type="button" className="btn" onClick={() => window.print()}>
              <Icon name="print" />
              {t('web.team.print')}
            </button>
          </div>
        )}
      </div>
      <Fetched of={rounds}>
        {() =>
          !round ? (
            <section className="card">
              <Empty
                title={t('web.team.none')}
                action={
                  <Link className="btn" to="/metingen/$part" params={{ part: 'rondes' }}>
                    {t('web.team.to_rounds')}
                  </Link>
                }
              >
                {t('web.team.none_text')}
              </Empty>
            </section>
          ) : id && !unit && units.data ? (
            <p className="notice">{t('web.team.no_unit')}</p>
          ) : unit ? (
            <Matrix round={round.id} unit={unit.id} />
          ) : null
        }
      </Fetched>
    </Page>
  );
}

function Matrix({ round, unit }: { round: string; unit: string }) {
  const { t } = useWords();
  const clarity = useQuery(clarityQuery(round, unit));
  return (
    <Fetched of={clarity}>
      {(data) =>
        data.columns.length === 0 || data.rows.length === 0 ? (
          <section className="card">
            <Empty title={t('web.team.not_asked')}>{t('web.team.not_asked_text')}</Empty>
          </section>
        ) : (
          <ClarityMatrix data={data} />
        )
      }
    </Fetched>
  );
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
