import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, askFile } from '../api/client';
import { rolesQuery, unitsQuery } from '../api/queries';
import { client, useSession } from '../api/session';
import type { components } from '../api/described';
import { day } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Seg } from '../kit/Seg';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';

type Pass = components['schemas']['Pass'];
type Made = Pass & { code: string };
const passesQuery = {
  queryKey: ['passes'],
  queryFn: async () => {
    const all: Pass[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: Pass[]; next: string | null } = await ask('GET', '/passes', { query: { cursor, limit: 200 } });
      all.push(...page.items);
      cursor = page.next;
    }
    return all;
  },
};
const changed = () => void client.invalidateQueries({ queryKey: ['passes'] });

/** Who has no e-mail address comes in with a code: of the team, or of one's own. */
export default function Passes() {
  const { t, language } = useWords();
  const { account } = useSession();
  const passes = useQuery(passesQuery);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made[]>([]);
  const [ending, setEnding] = useState<Pass | null>(null);
  const [forgetting, setForgetting] = useState<Pass | null>(null);
  const whose = (row: Pass) => (row.kind === 'unit' ? t('web.pass.kind.unit') : row.name || t('web.pass.gone'));
  return (
    <>
      {made.length > 0 && <Once made={made} />}
      <section className="card" aria-label={t('web.manage.vloer')}>
        <div className="row wrap" style={{ marginBottom: 8 }}>
          <button type="button" className="btn" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {t('web.pass.new')}
          </button>
        </div>
        <Fetched of={passes}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={t('web.pass.none')}>{t('web.pass.none_text')}</Empty>
            ) : (
              <Table<Pass>
                caption={t('web.manage.vloer')}
                rows={rows}
                rowKey={(row) => row.id}
                columns={[
                  { name: t('web.pass.kind'), kind: 'head', cell: whose },
                  { name: t('web.unit'), cell: (row) => row.unit?.name },
                  { name: t('web.pass.role'), cell: (row) => (row.role ? own(row.role.name, language) : t('web.card.everyone')) },
                  { name: t('web.pass.since'), cell: (row) => (row.ended ? t('web.pass.ended', { day: day(row.ended, language) }) : day(row.made, language)) },
                  {
                    name: t('web.actions'),
                    kind: 'acts',
                    cell: (row) => (
                      <>
                        {!row.ended && (
                          <button type="button" className="btn sm" onClick={() => setEnding(row)}>
                            {t('web.end')}
                            <span className="vh">: {`${whose(row)}, ${row.unit?.name ?? ''}`}</span>
                          </button>
                        )}{' '}
                        {row.kind === 'personal' && row.name && account.role !== 'unit_manager' && (
                          <button type="button" className="btn sm" onClick={() => setForgetting(row)}>
                            {t('web.pass.forget')}
                            <span className="vh">: {row.name}</span>
                          </button>
                        )}
                      </>
                    ),
                  },
                ]}
              />
            )
          }
        </Fetched>
      </section>
      <Dialog title={t('web.pass.new')} opened={making} onClose={() => setMaking(false)}>
        <NewPass
          onMade={(one) => {
            setMade((before) => [...before, one]);
            setMaking(false);
          }}
          onCancel={() => setMaking(false)}
        />
      </Dialog>
      <Dialog title={t('web.pass.end')} opened={ending !== null} onClose={() => setEnding(null)}>
        {ending && <Ends what={'web.pass.end_what'} label={t('web.end')} send={() => ask('DELETE', `/passes/${ending.id}`)} onDone={() => setEnding(null)} />}
      </Dialog>
      <Dialog title={t('web.pass.forget')} opened={forgetting !== null} onClose={() => setForgetting(null)}>
        {forgetting && <Ends what={'web.pass.forget_what'} label={t('web.pass.forget')} send={() => ask('POST', `/passes/${forgetting.id}/forget`)} onDone={() => setForgetting(null)} />}
      </Dialog>
    </>
  );
}

/** Codes as they were just made: in this page's memory and nowhere else. */
function Once({ made }: { made: Made[] }) {
  const { t } = useWords();
  const print = useSend(
    () => askFile('/passes/cards', { codes: made.map((one) => ({ name: one.name || null, unit_name: one.unit?.name ?? '', code: one.code, language: one.language })) }),
    (pdf) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(pdf);
      link.download = 'goud-vloer.pdf';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
  );
  return (
    <section className="card" aria-labelledby="passes-made">
      <div className="ch">
        <h2 id="passes-made">{t('web.pass.made')}</h2>
        <span className="r">
          <button type="button" className="btn p" onClick={() => void print.submit()} aria-disabled={print.busy || undefined}>
            <Icon name="print" />
            {print.busy ? t('web.busy') : t('web.pass.cards')}
          </button>
        </span>
      </div>
      <p className="notice">{t('web.pass.once')}</p>
      {print.fault.text && (
        <p className="notice bad" role="alert">
          {print.fault.text}
        </p>
      )}
      <Table<Made>
        caption={t('web.pass.made')}
        rows={made}
        rowKey={(row) => row.id}
        columns={[
          { name: t('web.pass.kind'), kind: 'head', cell: (row) => (row.kind === 'unit' ? t('web.pass.kind.unit') : row.name) },
          { name: t('web.unit'), cell: (row) => row.unit?.name },
          { name: t('web.pass.code'), cell: (row) => <code className="tn">{row.code}</code> },
        ]}
      />
    </section>
  );
}

function NewPass({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const [kind, setKind] = useState<'unit' | 'personal'>('unit');
  const [name, setName] = useState('');
  const [spoken, setSpoken] = useState<'nl' | 'en'>('nl');
  const [role, setRole] = useState('');
  const units = (useQuery(unitsQuery()).data ?? []).filter((unit) => !unit.to);
  const roles = (useQuery(rolesQuery).data ?? []).filter((one) => !one.ended);
  const tree = placed(units);
  const [chosen, setChosen] = useState(account.unit?.id ?? '');
  const unit = chosen || tree[0]?.unit.id || '';
  const { busy, fault, submit } = useSend(
    () => ask<Made>('POST', '/passes', { body: { kind, unit, language: spoken, ...(kind === 'personal' ? { name } : {}), ...(role ? { role_id: role } : {}) } }),
    (made) => {
      changed();
      onMade(made);
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <Seg
        label={t('web.pass.kind')}
        value={kind}
        options={[
          { value: 'unit', name: t('web.pass.kind.unit') },
          { value: 'personal', name: t('web.pass.kind.personal') },
        ]}
        onPick={setKind}
      />
      {kind === 'unit' ? <p className="s m2">{t('web.pass.kind.unit_what')}</p> : <TextInput label={t('web.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} maxLength={200} required />}
      <NativeSelect label={t('web.unit')} value={unit} onChange={(event) => setChosen(event.currentTarget.value)} data={tree.map((one) => ({ value: one.unit.id, label: `${'  '.repeat(one.depth)}${one.unit.name}` }))} error={fault.field('unit')} />
      <div className="form two">
        <NativeSelect label={t('web.pass.role')} value={role} onChange={(event) => setRole(event.currentTarget.value)} data={[{ value: '', label: t('web.pass.role_none') }, ...roles.map((one) => ({ value: one.id, label: own(one.name, language) }))]} error={fault.field('role_id')} />
        <NativeSelect label={t('web.me.language')} value={spoken} onChange={(event) => setSpoken(event.currentTarget.value === 'en' ? 'en' : 'nl')} data={(['nl', 'en'] as const).map((one) => ({ value: one, label: t(`web.language.${one}`) }))} />
      </div>
      <FormEnd fault={fault} busy={busy} label={t('web.pass.make')} onCancel={onCancel} />
    </form>
  );
}

function Ends({ what, label, send, onDone }: { what: string; label: string; send: () => Promise<unknown>; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(send, () => {
    changed();
    toast(t('web.pass.ended_done'));
    onDone();
  });
  return (
    <form className="form" onSubmit={submit}>
      <p>{t(what)}</p>
      <FormEnd fault={fault} busy={busy} label={label} onCancel={onDone} />
    </form>
  );
}
