import { useQuery } from '@tanstack/react-query';
import { responseQuery } from '../api/queries';
import { percent, whole } from '../format';
import { Empty, Fetched } from '../kit/States';
import { AsTable } from '../kit/Table';
import { useView } from '../shell/view';
import { useWords } from '../words';
import '../moments/moment.css';

const STEPS = ['asked', 'reached', 'started', 'finished'] as const;

export function ResponsePart() {
  const { t, language } = useWords();
  const view = useView();
  const response = useQuery(responseQuery(view));
  return (
    <section className="card" aria-label={t('web.measure.respons')}>
      <Fetched of={response}>
        {(data) => {
          const rows = STEPS.map((step) => ({ step, value: data[step] }));
          const base = data.asked ?? data.reached ?? data.started;
          if (!data.finished && !base) return <Empty title={t('web.response.none')}>{t('web.response.none_text')}</Empty>;
          const said = (value: number | null) => (value === null ? t('web.unknown') : whole(value, language));
          return (
            <>
              <p className="m2">{t('web.response.base', { base: t(`web.base.${data.base}`) })}</p>
              <dl className="loop num" style={{ marginTop: 10 }}>
                {rows.map(({ step, value }) => (
                  <div key={step}>
                    <dt className="s m3">{t(`web.response.${step}`)}</dt>
                    <dd>
                      <b>{said(value)}</b>
                      {base && value !== null && value !== base ? <span className="s m3">{percent(value / base)}</span> : null}
                    </dd>
                  </div>
                ))}
              </dl>
              {data.answers !== undefined && data.answers !== data.finished && (
                <p className="s m3">{t('web.response.answers', { n: whole(data.answers, language) })}</p>
              )}
              <AsTable
                caption={t('web.measure.respons')}
                summary={t('web.response.summary', { finished: said(data.finished), asked: said(base ?? null), base: t(`web.base.${data.base}`) })}
                rows={rows}
                rowKey={(row) => row.step}
                columns={[
                  { name: t('web.step'), kind: 'head', cell: (row) => t(`web.response.${row.step}`) },
                  { name: 'n', kind: 'number', cell: (row) => said(row.value) },
                  { name: '%', kind: 'number', cell: (row) => (base && row.value !== null ? percent(row.value / base) : '–') },
                ]}
              />
            </>
          );
        }}
      </Fetched>
    </section>
  );
}
