import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery } from '../api/queries';
import { moment } from '../format';
import { Fault, Loading } from '../kit/States';
import { Table } from '../kit/Table';
import { useWords } from '../words';
import { describe, spoken } from './history';

export default function Audit() {
  const { t, language } = useWords();
  const rows = useInfiniteQuery(auditQuery);
  if (rows.isPending) return <Loading />;
  if (rows.error) return <Fault error={rows.error} retry={() => void rows.refetch()} />;
  return (
    <section className="card" aria-label={t('web.manage.audit')}>
      <Table
        caption={t('web.manage.audit')}
        rows={rows.data.pages.flatMap((page) => page.items)}
        rowKey={(row, at) => `${at}${row.at}`}
        columns={[
          { name: t('web.audit.when'), kind: 'head', cell: (row) => <time dateTime={row.at}>{moment(row.at, language)}</time> },
          { name: t('web.audit.who'), cell: (row) => row.actor?.name ?? '–' },
          { name: t('web.audit.what'), cell: (row) => spoken(t, 'web.verb.', row.verb) },
          { name: t('web.audit.where'), cell: (row) => spoken(t, 'web.entity.', row.entity) },
          { name: t('web.audit.detail'), cell: (row) => <span className="s m2">{describe(row.detail)}</span> },
        ]}
      />
      {rows.hasNextPage && (
        <button type="button" className="btn" onClick={() => void rows.fetchNextPage()}>
          {t('web.more')}
        </button>
      )}
    </section>
  );
}
