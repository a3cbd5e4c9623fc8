import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { keysQuery } from '../api/queries';
import { client } from '../api/session';
import type { ApiKey } from '../api/types';
import { addDays, day, isoDay } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { Once } from './People';

const SCOPES = ['answers:write', 'answers:read', 'figures:read'] as const;

export default function Keys() {
  const { t, language } = useWords();
  const keys = useQuery(keysQuery);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey | null>(null);
  return (
    <section className="card" aria-label={t('web.manage.sleutels')}>
      <div className="row" style={{ marginBottom: 8 }}>
        <button type="button" className="btn" onClick={() => setMaking(true)}>
          <Icon name="plus" />
          {t('web.keys.new')}
        </button>
      </div>
      <Fetched of={keys}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('web.keys.none')}>{t('web.keys.none_text')}</Empty>
          ) : (
            <Table
              caption={t('web.manage.sleutels')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { name: t('web.name'), kind: 'head', cell: (row) => row.name },
                { name: t('web.keys.may'), cell: (row) => row.scopes.map((scope) => t(`web.keys.scope.${scope.replace(':', '_')}`)).join(', ') },
                { name: t('web.keys.until'), cell: (row) => day(row.expires_at.slice(0, 10), language) },
                { name: t('web.keys.made'), cell: (row) => [day(row.created_at.slice(0, 10), language), row.by].filter(Boolean).join(', ') },
                {
                  name: t('web.actions'),
                  kind: 'acts',
                  cell: (row) => (
                    <button type="button" className="btn sm" onClick={() => setEnding(row)}>
                      {t('web.end')}
                      <span className="vh">: {row.name}</span>
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Fetched>
      <Dialog title={t('web.keys.new')} opened={making} onClose={() => setMaking(false)}>
        <NewKey onDone={() => setMaking(false)} />
      </Dialog>
      <Dialog title={t('web.keys.end')} opened={ending !== null} onClose={() => setEnding(null)}>
        {ending && <EndKey row={ending} onDone={() => setEnding(null)} />}
      </Dialog>
    </section>
  );
}

function NewKey({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['answers:write']);
  const [until, setUntil] = useState(addDays(isoDay(new Date()), 365));
  const [made, setMade] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<{ key: string }>('POST', '/keys', { body: { name, scopes, expires_at: `${until}T23:59:59Z` } }),
    (key) => {
      void client.invalidateQueries({ queryKey: ['keys'] });
      setMade(key.key);
    },
  );
  if (made) {
    return (
      <div className="stack">
        <p>{t('web.keys.once')}</p>
        <Once value={made} label={t('web.keys.key')} />
        <div className="row">
          <button type="button" className="btn p" onClick={onDone}>
            {t('web.close')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput label={t('web.name')} description={t('web.keys.name_what')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required data-autofocus />
      <fieldset className="stack">
        <legend className="s b">{t('web.keys.may')}</legend>
        {SCOPES.map((scope) => (
          <Checkbox key={scope} label={t(`web.keys.scope.${scope.replace(':', '_')}`)} checked={scopes.includes(scope)} onChange={(event) => setScopes(event.currentTarget.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))} />
        ))}
      </fieldset>
      <TextInput type="date" label={t('web.keys.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} error={fault.field('expires_at')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.keys.make')} onCancel={onDone} />
    </form>
  );
}

function EndKey({ row, onDone }: { row: ApiKey; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('DELETE', `/keys/${row.id}`),
    () => {
      void client.invalidateQueries({ queryKey: ['keys'] });
      toast(t('web.keys.ended'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.keys.end_what', { name: row.name })}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.end')} onCancel={onDone} />
    </form>
  );
}
