import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { FormEnd, useSend } from '../kit/Dialog';
import { TextInput } from '../kit/fields';
import { Fetched } from '../kit/States';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { type BarrierLimits, limitsQuery } from './queries';

/** How long a barrier may take at each level before it goes to the one above. */
export default function Limits() {
  const limits = useQuery(limitsQuery);
  return <Fetched of={limits}>{(data) => <Form key={JSON.stringify(data)} limits={data} />}</Fetched>;
}

function Form({ limits }: { limits: BarrierLimits }) {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const [days, setDays] = useState(limits.levels.map((one) => String(one.days)));
  const { busy, fault, submit } = useSend(
    () => ask('PUT', '/barriers/limits', { body: { levels: limits.levels.map((one, place) => ({ level: one.level, days: Number(days[place]) })) } }),
    () => {
      toast(t('web.barriers.limits.kept'));
      void queries.invalidateQueries({ queryKey: limitsQuery.queryKey });
    },
  );
  return (
    <section className="card" aria-labelledby="limits" style={{ maxWidth: 560 }}>
      <div className="ch">
        <h2 id="limits">{t('web.barriers.limits')}</h2>
      </div>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {limits.levels.map((one, place) => (
          <TextInput
            key={one.level}
            type="number"
            min={1}
            max={365}
            required
            label={t('web.barriers.limits.days', { level: own(one.name, language) })}
            value={days[place]}
            onChange={(event) => {
              const value = event.currentTarget.value;
              setDays((before) => before.map((old, at) => (at === place ? value : old)));
            }}
            error={fault.field(`levels[${place}].days`)}
          />
        ))}
        <p className="s m3">{t('web.barriers.limits.what')}</p>
        <FormEnd fault={fault} busy={busy} label={t('web.save')} />
      </form>
    </section>
  );
}
