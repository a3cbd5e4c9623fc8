import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSession } from '../api/session';
import { Seg } from '../kit/Seg';
import { setLanguage, useWords } from '../words';
import { PhoneMe } from './Shell';

let visited = false;

/** The frame of a page inside: where it stands, what it is seen through, whether it is a simulation, its one main. */
export function Page({ title, above = [], filters, children }: { title: string; above?: { name: string; to: string }[]; filters?: ReactNode; children: ReactNode }) {
  const { t, language } = useWords();
  const session = useSession();
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  // whoever goes to another page lands in its content, not at the top of the menu; the first page is left as it is
  useEffect(() => {
    if (visited) main.current?.focus({ preventScroll: true });
    visited = true;
  }, [pathname]);
  return (
    <>
      <title>{`${title} · ${session.org.name}${session.org.simulation ? ` · ${t('web.simulation')}` : ''} · goud`}</title>
      <header className="top">
        <nav className="crumb s" aria-label={t('web.crumbs')}>
          <span>{session.org.name}</span>
          {above.map((one) => (
            <span key={one.to} className="row">
              <span aria-hidden="true">/</span>
              <Link to={one.to as '/belofte'}>{one.name}</Link>
            </span>
          ))}
          <span aria-hidden="true">/</span>
          <b aria-current="page">{title}</b>
        </nav>
        <PhoneMe session={session} />
        <div className="sp row filters">
          {filters}
          <span className="notphone">
            <Seg
              label={t('web.me.language')}
              value={language}
              options={[
                { value: 'nl', name: 'NL', spoken: 'Nederlands' },
                { value: 'en', name: 'EN', spoken: 'English' },
              ]}
              onPick={(value) => void setLanguage(value)}
            />
          </span>
        </div>
      </header>
      {session.org.simulation && (
        <aside className="simline" aria-label={t('web.simulation')}>
          <b>{t('web.simulation')}</b>
          <span>{t('web.simulation.text', { name: session.org.name })}</span>
        </aside>
      )}
      <main ref={main} className="page" id="inhoud" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
