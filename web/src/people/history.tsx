import { useQuery } from '@tanstack/react-query';
import { accountsQuery, instrumentsQuery, journeysQuery, keysQuery, linksQuery, promisesQuery, rolesQuery, unitsQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { HistoryRow } from '../api/types';
import { moment } from '../format';
import { own, type Language, useWords } from '../words';
import { described, spoken } from './history_words';

/** What an id of the log is called now; nothing for what is gone or may not be seen. */
export function useNames(): (entity: string, id: string) => string | undefined {
  const { language } = useWords();
  const { account, org } = useSession();
  const hangs = may(account.role, 'links');
  const promises = useQuery(promisesQuery).data;
  const journeys = useQuery(journeysQuery).data;
  const units = useQuery(unitsQuery()).data;
  const roles = useQuery(rolesQuery).data;
  const links = useQuery({ ...linksQuery, enabled: hangs }).data;
  const instruments = useQuery({ ...instrumentsQuery, enabled: account.role !== 'employee' }).data;
  const accounts = useQuery({ ...accountsQuery, enabled: may(account.role, 'people') }).data;
  const keys = useQuery({ ...keysQuery, enabled: may(account.role, 'keys') }).data;
  const by = <One extends { id: string }>(all: One[] | undefined, id: string) => all?.find((one) => one.id === id);
  return (entity, id) => {
    if (!id) return undefined;
    switch (entity) {
      case 'promise': {
        const found = by(promises, id);
        return found && `“${own(found.text, language)}”`;
      }
      case 'moment':
        return own(by(journeys?.flatMap((journey) => journey.moments), id)?.name, language) || undefined;
      case 'journey':
        return own(by(journeys, id)?.name, language) || undefined;
      case 'unit':
        return by(units, id)?.name;
      case 'link': {
        const found = by(links, id);
        return found && [found.unit.name, own(found.moment?.name, language), found.code].filter(Boolean).join(', ');
      }
      case 'instrument':
        return own(by(instruments, id)?.title, language) || undefined;
      case 'role':
        return own(by(roles, id)?.name, language) || undefined;
      case 'account':
        return by(accounts, id)?.name;
      case 'key':
        return by(keys, id)?.name;
      case 'organisation':
        return org.name;
      default:
        return undefined;
    }
  };
}

export function HistoryList({ rows, empty, language }: { rows: HistoryRow[]; empty: string; language: Language }) {
  const { t } = useWords();
  const name = useNames();
  if (!rows.length) return <p className="m2">{empty}</p>;
  return (
    <ol className="stack">
      {rows.map((row, at) => (
        <li key={at}>
          <b>{spoken(t, 'web.verb.', row.verb)}</b>
          <span className="s m2">
            {' '}
            {row.at ? moment(row.at, language) : ''}
            {row.actor ? `, ${typeof row.actor === 'string' ? row.actor : row.actor.name}` : ''}
          </span>
          <p className="s m3">{described(row.detail, t, language, name)}</p>
        </li>
      ))}
    </ol>
  );
}
