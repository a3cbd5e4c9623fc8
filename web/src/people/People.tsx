import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { accountsQuery, invitationsQuery, rolesQuery, unitsQuery } from '../api/queries';
import { client, sessionQuery, useSession } from '../api/session';
import type { Account, Invitation, RoleName } from '../api/types';
import { moment } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { byLevel } from './job_roles';
import { Roles } from './Roles';

const ROLES: RoleName[] = ['owner', 'cx_manager', 'hr_manager', 'unit_manager', 'analyst', 'employee'];

export default function People() {
  const { t, language } = useWords();
  const accounts = useQuery(accountsQuery);
  const roles = useQuery(rolesQuery).data;
  const [editing, setEditing] = useState<Account | null>(null);
  const [renewing, setRenewing] = useState<Account | null>(null);
  const [inviting, setInviting] = useState(false);
  return (
    <>
    <section className="card" aria-label={t('web.manage.mensen')}>
      <div className="row" style={{ marginBottom: 8 }}>
        <button type="button" className="btn" onClick={() => setInviting(true)}>
          <Icon name="plus" />
          {t('web.people.invite')}
        </button>
      </div>
      <Fetched of={accounts}>
        {(rows) => (
          <Table
            caption={t('web.manage.mensen')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                name: t('web.name'),
                kind: 'head',
                cell: (row) => (
                  <>
                    {row.name}
                    {!row.active && <span className="chip" style={{ marginLeft: 8 }}>{t('web.people.inactive')}</span>}
                  </>
                ),
              },
              { name: t('web.email'), cell: (row) => row.email },
              { name: t('web.people.role'), cell: (row) => t(`web.role.${row.role}`) },
              { name: t('web.people.job'), cell: (row) => own(roles?.find((one) => one.id === row.role_id)?.name, language) || '–' },
              { name: t('web.unit'), cell: (row) => row.unit?.name ?? '–' },
              {
                name: t('web.actions'),
                kind: 'acts',
                cell: (row) => (
                  <span className="row" style={{ justifyContent: 'flex-end' }}>
                    <button type="button" className="btn sm" onClick={() => setEditing(row)}>
                      {t('web.change')}
                      <span className="vh">: {row.name}</span>
                    </button>
                    {row.active && (
                      <button type="button" className="btn sm" onClick={() => setRenewing(row)}>
                        {t('web.people.renew')}
                        <span className="vh">: {row.name}</span>
                      </button>
                    )}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Fetched>
      <Dialog title={editing?.name ?? ''} opened={editing !== null} onClose={() => setEditing(null)}>
        {editing && <Edit account={editing} onDone={() => setEditing(null)} />}
      </Dialog>
      <Dialog title={t('web.people.invite')} opened={inviting} onClose={() => setInviting(false)}>
        <Invite onDone={() => setInviting(false)} />
      </Dialog>
      <Dialog title={renewing ? t('web.people.renew_of', { name: renewing.name }) : ''} opened={renewing !== null} onClose={() => setRenewing(null)}>
        {renewing && <Renew account={renewing} onDone={() => setRenewing(null)} />}
      </Dialog>
    </section>
    <Open accounts={accounts.data ?? []} />
    <Roles accounts={accounts.data ?? []} />
    </>
  );
}

/** What was handed out and not used yet; a link on its way can be called back. */
function Open({ accounts }: { accounts: Account[] }) {
  const { t, language } = useWords();
  const invitations = useQuery(invitationsQuery);
  const [withdrawing, setWithdrawing] = useState<Invitation | null>(null);
  const who = (one: Invitation) => accounts.find((account) => account.id === one.account)?.name ?? one.email;
  return (
    <section className="card" aria-labelledby="open-invitations">
      <div className="ch">
        <h2 id="open-invitations">{t('web.people.open')}</h2>
      </div>
      <Fetched of={invitations}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('web.people.open_none')} />
          ) : (
            <Table
              caption={t('web.people.open')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { name: t('web.email'), kind: 'head', cell: (row) => row.email },
                { name: t('web.people.for'), cell: (row) => (row.account ? t('web.people.for_password') : [t(`web.role.${row.role}`), row.unit?.name].filter(Boolean).join(', ')) },
                { name: t('web.people.until'), cell: (row) => moment(row.expires_at, language) },
                { name: t('web.people.by'), cell: (row) => row.by },
                {
                  name: t('web.actions'),
                  kind: 'acts',
                  cell: (row) => (
                    <button type="button" className="btn sm" onClick={() => setWithdrawing(row)}>
                      {t('web.people.withdraw')}
                      <span className="vh">: {row.email}</span>
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Fetched>
      <Dialog title={withdrawing ? t('web.people.withdraw_of', { name: who(withdrawing) }) : ''} opened={withdrawing !== null} onClose={() => setWithdrawing(null)}>
        {withdrawing && <Withdraw invitation={withdrawing} onDone={() => setWithdrawing(null)} />}
      </Dialog>
    </section>
  );
}

function Withdraw({ invitation, onDone }: { invitation: Invitation; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('DELETE', `/invitations/${invitation.id}`),
    () => {
      handedOut();
      toast(t('web.people.withdrawn'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.people.withdraw_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.people.withdraw')} onCancel={onDone} />
    </form>
  );
}

const handedOut = () => void client.invalidateQueries({ queryKey: ['invitations'] });
type Made = { url: string; expires_at: string };

function Renew({ account, onDone }: { account: Account; onDone: () => void }) {
  const { t, language } = useWords();
  const [made, setMade] = useState<Made | null>(null);
  const { busy, fault, submit } = useSend(
    () => ask<Made>('POST', `/accounts/${account.id}/invitation`),
    (link) => {
      handedOut();
      setMade(link);
    },
  );
  if (made) return <HandedOut made={made} said={t('web.people.renewed', { email: account.email, until: moment(made.expires_at, language) })} label={t('web.people.renew')} onDone={onDone} />;
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.people.renew_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.people.renew_make')} onCancel={onDone} />
    </form>
  );
}

function HandedOut({ made, said, label, onDone }: { made: Made; said: string; label: string; onDone: () => void }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <p>{said}</p>
      <Once value={made.url} label={label} />
      <div className="row">
        <button type="button" className="btn p" onClick={onDone}>
          {t('web.close')}
        </button>
      </div>
    </div>
  );
}

/** A select shows its first choice before anyone chose: what is sent is what is shown. */
function useUnitChoice(chosen: string) {
  const units = useQuery(unitsQuery());
  const tree = placed(units.data ?? []);
  return { tree, shown: chosen || tree[0]?.unit.id || '' };
}

function RoleAndUnit({ role, unit, onRole, onUnit, fault }: { role: RoleName; unit: string; onRole: (role: RoleName) => void; onUnit: (unit: string) => void; fault: (path: string) => string | undefined }) {
  const { t } = useWords();
  const { tree, shown } = useUnitChoice(unit);
  return (
    <>
      <NativeSelect label={t('web.people.role')} description={t(`web.role.${role}.may`)} value={role} onChange={(event) => onRole(event.currentTarget.value as RoleName)} data={ROLES.map((one) => ({ value: one, label: t(`web.role.${one}`) }))} error={fault('role')} />
      {role === 'unit_manager' && (
        <NativeSelect label={t('web.unit')} value={shown} onChange={(event) => onUnit(event.currentTarget.value)} data={tree.map(({ unit: one, depth }) => ({ value: one.id, label: `${'  '.repeat(depth)}${one.name}` }))} error={fault('unit')} />
      )}
    </>
  );
}

function Edit({ account, onDone }: { account: Account; onDone: () => void }) {
  const { t, language } = useWords();
  const session = useSession();
  const roles = useQuery(rolesQuery).data ?? [];
  const kept = roles.find((one) => one.id === account.role_id && one.ended);
  const [name, setName] = useState(account.name);
  const [role, setRole] = useState(account.role);
  const [job, setJob] = useState(account.role_id ?? '');
  const [unit, setUnit] = useState(account.unit?.id ?? '');
  const { shown } = useUnitChoice(unit);
  const [active, setActive] = useState(account.active);
  const { busy, fault, submit } = useSend(
    () => ask('PATCH', `/accounts/${account.id}`, { body: { name, role, ...(role === 'unit_manager' ? { unit: shown } : {}), ...(job === (account.role_id ?? '') ? {} : { role_id: job || null }), active, revision: account.revision } }),
    () => {
      for (const key of ['accounts', 'invitations']) void client.invalidateQueries({ queryKey: [key] });
      if (account.id === session.account.id) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TextInput label={t('web.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required data-autofocus />
      <RoleAndUnit role={role} unit={unit} onRole={setRole} onUnit={setUnit} fault={fault.field} />
      {roles.length > 0 && (
        <NativeSelect
          label={t('web.people.job')}
          description={t('web.people.job_what')}
          value={job}
          onChange={(event) => setJob(event.currentTarget.value)}
          data={[{ value: '', label: '–' }, ...byLevel(roles, t, language), ...(kept ? [{ value: kept.id, label: t('web.roles.ended', { role: own(kept.name, language) }) }] : [])]}
          error={fault.field('role_id')}
        />
      )}
      <Checkbox label={t('web.people.active')} description={t('web.people.active_what')} checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function Invite({ onDone }: { onDone: () => void }) {
  const { t, language } = useWords();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<RoleName>('cx_manager');
  const [unit, setUnit] = useState('');
  const { shown } = useUnitChoice(unit);
  const [made, setMade] = useState<Made | null>(null);
  const { busy, fault, submit } = useSend(
    () => ask<Made>('POST', '/invitations', { body: { email, role, ...(role === 'unit_manager' ? { unit: shown } : {}) } }),
    (link) => {
      handedOut();
      setMade(link);
    },
  );
  if (made) return <HandedOut made={made} said={t('web.people.invited', { email, until: moment(made.expires_at, language) })} label={t('web.people.link')} onDone={onDone} />;
  return (
    <form className="form" onSubmit={submit}>
      <TextInput type="email" label={t('web.email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={fault.field('email')} required data-autofocus />
      <RoleAndUnit role={role} unit={unit} onRole={setRole} onUnit={setUnit} fault={fault.field} />
      <FormEnd fault={fault} busy={busy} label={t('web.people.make_invitation')} onCancel={onDone} />
    </form>
  );
}

/** Something that is shown this once: an invitation, a key. */
export function Once({ value, label }: { value: string; label: string }) {
  const { t } = useWords();
  return (
    <div className="row wrap">
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} style={{ flex: '1 1 240px' }} data-autofocus />
      <button
        type="button"
        className="btn"
        style={{ alignSelf: 'flex-end' }}
        onClick={() =>
          void navigator.clipboard?.writeText(value).then(
            () => toast(t('web.copied')),
            () => undefined,
          )
        }
      >
        {t('web.copy')}
      </button>
    </div>
  );
}
