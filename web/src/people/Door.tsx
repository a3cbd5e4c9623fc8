import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { metaQuery } from '../api/queries';
import { Logo } from '../kit/icons';
import { Seg } from '../kit/Seg';
import { setLanguage, useWords } from '../words';

/** The pages before one is inside: one card, one task. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { t, language } = useWords();
  const { data: meta } = useQuery(metaQuery);
  return (
    <main className="door" id="inhoud">
      <title>{`${title}${meta?.simulation ? ` · ${t('web.simulation')}` : ''} · goud`}</title>
      <div className="mark">
        <Logo size={32} />
        <b>goud</b>
      </div>
      {meta?.simulation && (
        <aside className="simline" aria-label={t('web.simulation')}>
          <b>{t('web.simulation')}</b>
          <span>{t('web.simulation.door')}</span>
        </aside>
      )}
      {lead && <p className="lead">{lead}</p>}
      <section className="card" aria-labelledby="door">
        <h1 id="door">{title}</h1>
        {children}
      </section>
      <Seg
        label={t('web.me.language')}
        value={language}
        options={[
          { value: 'nl', name: 'Nederlands' },
          { value: 'en', name: 'English' },
        ]}
        onPick={(value) => void setLanguage(value)}
      />
    </main>
  );
}
