import { useState } from 'react';
import { ask } from '../api/client';
import { FormEnd, useSend } from '../kit/Dialog';
import { Textarea } from '../kit/fields';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { storiesChanged } from './queries';
import type { Story } from './shapes';

const WHY = ['person', 'unclear', 'internal'] as const;
/** Not shared, with why: said to whoever looks later, never to the teller. */
export function KeepBack({ story, onDone }: { story: string; onDone: (kept?: Story) => void }) {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<Story>('POST', `/stories/${encodeURIComponent(story)}/keep-back`, { body: { because: why.trim() } }),
    (kept) => {
      storiesChanged();
      toast(t('web.check.kept'));
      onDone(kept ?? undefined);
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.check.keep_what')}</p>
      <div className="row wrap">
        {WHY.map((one) => (
          <button key={one} type="button" className="btn sm" aria-pressed={why === t(`web.check.why.${one}`)} onClick={() => setWhy(t(`web.check.why.${one}`))}>
            {t(`web.check.why.${one}`)}
          </button>
        ))}
      </div>
      <Textarea label={t('web.check.because')} value={why} onChange={(event) => setWhy(event.currentTarget.value)} error={fault.field('because')} maxLength={300} autosize={false} rows={2} required data-autofocus />
      <FormEnd fault={fault} busy={busy} label={t('web.check.keep')} onCancel={() => onDone()} />
    </form>
  );
}
