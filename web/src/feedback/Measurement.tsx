import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { may, useSession } from '../api/session';
import { Loading } from '../kit/States';
import { PeriodFilter, UnitFilter } from '../shell/Filters';
import { Page } from '../shell/Page';
import { useWords } from '../words';
import { Imports } from './Imports';
import { Instruments } from './Instruments';
import { Links } from './Links';
import { ResponsePart } from './ResponsePart';

const Rounds = lazy(() => import('../rounds/Rounds'));

// employees stand first
const PARTS = ['rondes', 'vragenlijsten', 'links', 'respons', 'imports'] as const;
type Part = (typeof PARTS)[number];

export default function Measurement() {
  const { t } = useWords();
  const { account } = useSession();
  const { part } = useParams({ strict: false }) as { part: string };
  const opens: Record<Part, boolean> = { rondes: true, vragenlijsten: account.role !== 'employee', links: may(account.role, 'links'), respons: true, imports: may(account.role, 'imports') };
  const parts = PARTS.filter((one) => opens[one]);
  const at: Part = parts.find((one) => one === part) ?? parts[0] ?? 'respons';
  return (
    <Page
      title={t('web.nav.measure')}
      filters={
        at === 'respons' ? (
          <>
            <PeriodFilter shown={null} />
            <UnitFilter />
          </>
        ) : undefined
      }
    >
      <div className="hd">
        <div>
          <h1>{t(`web.measure.${at}`)}</h1>
          <p>{t(`web.measure.${at}.what`)}</p>
        </div>
        <nav className="seg" aria-label={t('web.nav.measure')}>
          {parts.map((one) => (
            <Link key={one} to="/metingen/$part" params={{ part: one }} aria-current={one === at ? 'page' : undefined} activeProps={{}}>
              {t(`web.measure.${one}`)}
            </Link>
          ))}
        </nav>
      </div>
      {at === 'rondes' && (
        <Suspense fallback={<Loading />}>
          <Rounds />
        </Suspense>
      )}
      {at === 'vragenlijsten' && <Instruments />}
      {at === 'links' && <Links />}
      {at === 'respons' && <ResponsePart />}
      {at === 'imports' && <Imports />}
    </Page>
  );
}
