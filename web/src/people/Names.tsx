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

type NameLists = { colleagues: string[]; customers: string[] };

/** The names that are looked for before a story travels: colleagues come by themselves, customers are pasted by people. */
export default function Names() {
  const lists = useQuery({ queryKey: ['names'], queryFn: ({ signal }) => ask<NameLists>('GET', '/stories/names', { signal }) });
  return <Fetched of={lists}>{(data) => <Lists key={data.customers.length} data={data} />}</Fetched>;
}

const namesIn = (text: string) => [...new Set(text.split(/[\n;,\t]+/).map((one) => one.trim().replace(/\s+/g, ' ')).filter(Boolean))];

function Lists({ data }: { data: NameLists }) {
  const { t, language } = useWords();
  const [text, setText] = useState(data.customers.join('\n'));
  const names = namesIn(text);
  const { busy, fault, submit } = useSend(
    () => ask('PUT', '/stories/names', { body: { customers: names } }),
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
          <Textarea label={t('web.names.list')} description={t('web.names.list_what')} value={text} onChange={(event) => setText(event.currentTarget.value)} error={fault.field('customers')} autosize={false} rows={12} spellCheck={false} autoComplete="off" />
          <p className="s m2 tn" role="status">
            {t('web.names.n', { count: names.length, n: whole(names.length, language) })}
          </p>
          <FormEnd fault={fault} busy={busy} label={t('web.save')} />
        </form>
      </section>
      <section className="card" aria-labelledby="colleagues">
        <div className="ch">
          <h2 id="colleagues">{t('web.names.colleagues')}</h2>
          <span className="r s m3 tn">{t('web.names.n', { count: data.colleagues.length, n: whole(data.colleagues.length, language) })}</span>
        </div>
        <p className="s m2">{t('web.names.colleagues_what')}</p>
        {data.colleagues.length > 0 && (
          <details className="astable">
            <summary>{t('web.names.show')}</summary>
            <ul className="s" style={{ columns: '2 160px' }}>
              {data.colleagues.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </details>
        )}
        <p className="notice s" style={{ marginTop: 10 }}>
          <b>{t('web.check.names')}</b> {t('web.check.names_why')}
        </p>
      </section>
    </div>
  );
}
