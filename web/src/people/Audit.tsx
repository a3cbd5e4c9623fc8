import { useInfiniteQuery } from '@tanstack/react-query';
import { auditQuery } from '../api/queries';
import { moment } from '../format';
import { Fault, Loading } from '../kit/States';
import { Table } from '../kit/Table';
import { useWords } from '../words';
import { useNames } from './history';
import { described, spoken } from './history_words';

/** Who acted without an account: goud itself, a program with a key. */
const MACHINES = ['system', 'key'];

export default function Audit() {
  const { t, language } = useWords();
  const rows = useInfiniteQuery(auditQuery);
  const name = useNames();
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
          { name: t('web.audit.who'), cell: (row) => (row.actor && MACHINES.includes(row.actor.name) ? spoken(t, 'web.entity.', row.actor.name) : row.actor?.name) ?? '–' },
          { name: t('web.audit.what'), cell: (row) => spoken(t, 'web.verb.', row.verb) },
          { name: t('web.audit.where'), cell: (row) => <Which entity={spoken(t, 'web.entity.', row.entity)} name={name(row.entity, row.id)} /> },
          { name: t('web.audit.detail'), cell: (row) => <span className="s m2">{described(row.detail, t, language, name)}</span> },
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

function Which({ entity, name }: { entity: string; name: string | undefined }) {
  return name ? (
    <>
      <span className="s m3">{entity}</span>
      <br />
      {name}
    </>
  ) : (
    entity
  );
}
