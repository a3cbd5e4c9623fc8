import { Link, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { may, useSession } from '../api/session';
import type { RoleName } from '../api/types';
import { Loading } from '../kit/States';
import { Page } from '../shell/Page';
import { useWords } from '../words';

const Promises = lazy(() => import('../promises/Promises'));
const Journeys = lazy(() => import('../moments/Journeys'));
const People = lazy(() => import('./People'));
const Employees = lazy(() => import('./Employees'));
const Units = lazy(() => import('./Units'));
const Passes = lazy(() => import('./Passes'));
const Values = lazy(() => import('./Values'));
const Names = lazy(() => import('./Names'));
const Brand = lazy(() => import('./Brand'));
const Keys = lazy(() => import('./Keys'));
const Audit = lazy(() => import('./Audit'));
const Limits = lazy(() => import('../barriers/Limits'));
const Letters = lazy(() => import('../actions/Letters'));

const both = (role: RoleName) => may(role, 'journeys') || may(role, 'journeys', 'employee');
const PARTS: { part: string; allowed: (role: RoleName) => boolean; show: () => ReactNode }[] = [
  { part: 'beloften', allowed: both, show: () => <Promises /> },
  { part: 'reizen', allowed: both, show: () => <Journeys /> },
  { part: 'tijdslimieten', allowed: both, show: () => <Limits /> },
  { part: 'onderdelen', allowed: (role) => may(role, 'units'), show: () => <Units /> },
  { part: 'mensen', allowed: (role) => may(role, 'people'), show: () => <People /> },
  { part: 'medewerkers', allowed: (role) => may(role, 'rounds'), show: () => <Employees /> },
  { part: 'vloer', allowed: (role) => may(role, 'passes'), show: () => <Passes /> },
  { part: 'waarden', allowed: both, show: () => <Values /> },
  { part: 'namen', allowed: (role) => may(role, 'themes'), show: () => <Names /> },
  { part: 'merk', allowed: (role) => may(role, 'brand'), show: () => <Brand /> },
  { part: 'sleutels', allowed: (role) => may(role, 'keys'), show: () => <Keys /> },
  { part: 'post', allowed: (role) => role === 'owner', show: () => <Letters /> },
  { part: 'audit', allowed: (role) => may(role, 'audit'), show: () => <Audit /> },
];

export default function Manage() {
  const { t } = useWords();
  const { account } = useSession();
  const { part } = useParams({ strict: false }) as { part: string };
  const parts = PARTS.filter((one) => one.allowed(account.role));
  const at = parts.find((one) => one.part === part) ?? parts[0];
  return (
    <Page title={t('web.nav.manage')}>
      <div className="hd">
        <div>
          <h1>{at ? t(`web.manage.${at.part}`) : t('web.nav.manage')}</h1>
          <p>{at ? t(`web.manage.${at.part}.what`) : t('web.fault.forbidden')}</p>
        </div>
        <nav className="seg" aria-label={t('web.nav.manage')}>
          {parts.map((one) => (
            <Link key={one.part} to="/beheer/$part" params={{ part: one.part }} aria-current={one === at ? 'page' : undefined} activeProps={{}}>
              {t(`web.manage.${one.part}`)}
            </Link>
          ))}
        </nav>
      </div>
      <Suspense fallback={<Loading />}>{at?.show()}</Suspense>
    </Page>
  );
}
