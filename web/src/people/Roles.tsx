import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { historyQuery, rolesQuery } from '../api/queries';
import { client } from '../api/session';
import type { Account, JobRole } from '../api/types';
import { day } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { named, TwoNames } from '../kit/TwoNames';
import { toast } from '../shell/toast';
import { own, ownLanguage, useWords } from '../words';
import { HistoryList } from './history';
import { LEVELS } from './job_roles';
import './roles.css';

const changed = () => {
  for (const key of ['roles', 'journeys']) void client.invalidateQueries({ queryKey: [key] });
};
type Doing = { deed: 'new' } | { deed: 'change' | 'end' | 'history'; role: JobRole } | null;

/** What someone is in the organisation, from the board to the floor: who can own a stage or a moment. */
export function Roles({ accounts }: { accounts: Account[] }) {
  const { t, language } = useWords();
  const roles = useQuery(rolesQuery);
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => setDoing(null);
  const name = (role: JobRole) => own(role.name, language);
  const held = (role: JobRole) => accounts.filter((one) => one.active && one.role_id === role.id).length;
  const title = { new: 'web.roles.new', change: 'web.change', end: 'web.end', history: 'web.history' };
  return (
    <section className="card" aria-labelledby="roles">
      <div className="ch">
        <h2 id="roles">{t('web.roles')}</h2>
        <span className="r row">
          <button type="button" className="btn sm" onClick={() => setDoing({ deed: 'new' })}>
            <Icon name="plus" />
            {t('web.roles.new')}
          </button>
        </span>
      </div>
      <p className="s m2" style={{ marginBottom: 8 }}>{t('web.roles.what')}</p>
      <Fetched of={roles}>
        {(all) => {
          const open = all.filter((role) => !role.ended);
          const past = all.filter((role) => role.ended);
          return (
            <>
              {open.length === 0 ? (
                <Empty title={t('web.roles.none')}>{t('web.roles.none_text')}</Empty>
              ) : (
                LEVELS.map((level) => ({ level, row: open.filter((role) => role.level === level) }))
                  .filter(({ row }) => row.length > 0)
                  .map(({ level, row }) => (
                    <div key={level} className="rolelevel">
                      <h3 id={`roles-${level}`} className="s m3">
                        {t(`web.role_level.${level}`)}
                      </h3>
                      <ul aria-labelledby={`roles-${level}`}>
                        {row.map((role) => (
                          <li key={role.id}>
                            <b lang={ownLanguage(role.name, language)}>{name(role)}</b>
                            <span className="s m3">{held(role) > 0 && t('web.roles.accounts_n', { count: held(role) })}</span>
                            <span className="deeds row">
                              {(['change', 'end', 'history'] as const).map((deed) => (
                                <button key={deed} type="button" className="btn sm" onClick={() => setDoing({ deed, role })}>
                                  {t(title[deed])}
                                  <span className="vh">: {name(role)}</span>
                                </button>
                              ))}
                            </span>
                          </li>
                        ))}
                      </ul>
                    </div>
                  ))
              )}
              {past.length > 0 && (
                <details className="s" style={{ marginTop: 8 }}>
                  <summary>{t('web.roles.ended_n', { count: past.length })}</summary>
                  <ul className="stack">
                    {past.map((role) => (
                      <li key={role.id} className="row wrap">
                        <span className="m2">
                          <span lang={ownLanguage(role.name, language)}>{name(role)}</span>, {t(`web.role_level.${role.level}`)}, {t('web.roles.until', { day: day(role.ended ?? '', language) })}
                        </span>
                        <button type="button" className="btn sm" onClick={() => setDoing({ deed: 'history', role })}>
                          {t('web.history')}
                          <span className="vh">: {name(role)}</span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          );
        }}
      </Fetched>
      <Dialog title={doing ? (doing.deed === 'new' ? t('web.roles.new') : `${t(title[doing.deed])}: ${name(doing.role)}`) : ''} opened={doing !== null} onClose={done}>
        {doing?.deed === 'new' && <RoleForm onDone={done} />}
        {doing?.deed === 'change' && <RoleForm role={doing.role} onDone={done} />}
        {doing?.deed === 'end' && <End role={doing.role} onDone={done} />}
        {doing?.deed === 'history' && <Happened id={doing.role.id} />}
      </Dialog>
    </section>
  );
}

function RoleForm({ role, onDone }: { role?: JobRole; onDone: () => void }) {
  const { t } = useWords();
  const [nl, setNl] = useState(role?.name.nl ?? '');
  const [en, setEn] = useState(role?.name.en ?? '');
  const [level, setLevel] = useState(role?.level ?? 5);
  const { busy, fault, submit } = useSend(
    () => {
      const body = { name: named(nl, en), level };
      return role ? ask('PATCH', `/roles/${role.id}`, { body: { ...body, revision: role.revision } }) : ask('POST', '/roles', { body });
    },
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      {role && <p className="s m2">{t('web.roles.change_what')}</p>}
      <TwoNames nl={nl} en={en} onNl={setNl} onEn={setEn} fault={fault.field} />
      <NativeSelect label={t('web.roles.level')} value={String(level)} onChange={(event) => setLevel(Number(event.currentTarget.value))} data={LEVELS.map((one) => ({ value: String(one), label: t(`web.role_level.${one}`) }))} error={fault.field('level')} />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function End({ role, onDone }: { role: JobRole; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('POST', `/roles/${role.id}/end`),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.roles.end_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.end')} onCancel={onDone} />
    </form>
  );
}

function Happened({ id }: { id: string }) {
  const { t, language } = useWords();
  const history = useQuery(historyQuery('roles', id));
  return <Fetched of={history}>{(rows) => <HistoryList rows={rows} empty={t('web.history.none')} language={language} />}</Fetched>;
}
