import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { client } from '../api/session';
import { whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { Textarea } from '../kit/fields';
import { Fetched } from '../kit/States';
import { toast } from '../shell/toast';
import { useWords } from '../words';

/** The names that are looked for before a story travels: colleagues come by themselves, customers are pasted by people. */
export default function Names() {
  const lists = useQuery({ queryKey: ['names'], queryFn: ({ signal }) => ask<{ names: string[] }>('GET', '/stories/names', { signal }).then(({ names }) => names) });
  return <Fetched of={lists}>{(data) => <Lists key={data.length} known={data} />}</Fetched>;
}

const namesIn = (text: string) => [...new Set(text.split(/[\n;,\t]+/).map((one) => one.trim().replace(/\s+/g, ' ')).filter(Boolean))];

function Lists({ known }: { known: string[] }) {
  const { t, language } = useWords();
  const [text, setText] = useState(known.join('\n'));
  const names = namesIn(text);
  const { busy, fault, submit } = useSend(
    () => ask('PUT', '/stories/names', { body: { names } }),
    () => {
      void client.invalidateQueries({ queryKey: ['names'] });
      void client.invalidateQueries({ queryKey: ['stories'] });
      toast(t('web.saved'));
    },
  );
  return (
    <div className="grid two even">
      <section className="card" aria-labelledby="customers">
        <div className="ch">
          <h2 id="customers">{t('web.names.customers')}</h2>
        </div>
        <form className="form" onSubmit={submit}>
          <Textarea label={t('web.names.list')} description={t('web.names.list_what')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('names')} autosize={false} rows={12} spellCheck={false} autoComplete="off" />
          <p className="s m2 tn" role="status">
            {t('web.names.n', { count: names.length, n: whole(names.length, language) })}
          </p>
          <FormEnd fault={fault} busy={busy} label={t('web.save')} />
        </form>
      </section>
      <section className="card" aria-labelledby="colleagues">
        <div className="ch">
          <h2 id="colleagues">{t('web.names.colleagues')}</h2>
        </div>
        <p className="s m2">{t('web.names.colleagues_what')}</p>
        <p className="notice s" style={{ marginTop: 10 }}>
          <b>{t('web.check.names')}</b> {t('web.check.names_why')}
        </p>
      </section>
    </div>
  );
}
