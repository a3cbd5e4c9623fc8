import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { unitsQuery } from '../api/queries';
import { client } from '../api/session';
import { whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, Textarea, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { TrustLink } from '../rounds/Consent';
import { placeName } from '../rounds/codes';
import { employeesQuery, roundsChanged } from '../rounds/queries';
import type { Employee, EmployeesByUnit } from '../rounds/shapes';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { addressesIn } from './addresses';
import { registerRows, upperLevels } from './register_rows';

const changed = () => {
  void client.invalidateQueries({ queryKey: ['employees'] });
  roundsChanged();
};

/** Who is asked when a round opens. It says where someone works and where a code goes; never whether anyone answered. */
export default function Employees() {
  const { t, language } = useWords();
  const employees = useInfiniteQuery(employeesQuery);
  const [adding, setAdding] = useState<'addresses' | 'heads' | null>(null);
  const [forgetting, setForgetting] = useState<Employee | null>(null);
  const units = useQuery(unitsQuery()).data ?? [];
  const end = () => setAdding(null);
  const buttons = (
    <div className="row wrap">
      <button type="button" className="btn" onClick={() => setAdding('addresses')}>
        <Icon name="mail" />
        {t('web.employees.paste')}
      </button>
      <button type="button" className="btn" onClick={() => setAdding('heads')}>
        <Icon name="team" />
        {t('web.employees.heads')}
      </button>
    </div>
  );
  return (
    <>
      <Fetched of={employees}>
        {(data) => {
          const by_unit = data.pages[0]?.by_unit ?? [];
          const persons = data.pages.flatMap((page) => page.employees).filter((one) => one.email);
          const total = by_unit.reduce((sum, unit) => sum + unit.people, 0);
          const reached = by_unit.reduce((sum, unit) => sum + unit.with_address, 0);
          if (total === 0)
            return (
              <section className="card">
                <Empty title={t('web.employees.none')} action={buttons}>
                  {t('web.employees.none_text')}
                </Empty>
              </section>
            );
          return (
            <>
              <section className="card" aria-labelledby="employees-units">
                <div className="ch">
                  <h2 id="employees-units">{t('web.employees.by_unit')}</h2>
                  <span className="s m3">{t('web.employees.sum', { count: total, n: whole(total, language), mail: whole(reached, language), cards: whole(total - reached, language) })}</span>
                  <span className="r">{buttons}</span>
                </div>
                <ByUnit by_unit={by_unit} />
                <p className="s m2" style={{ marginTop: 8 }}>
                  {t('web.employees.never')} <TrustLink />
                </p>
              </section>
              <section className="card" aria-labelledby="employees-list">
                <div className="ch">
                  <h2 id="employees-list">{t('web.employees.list')}</h2>
                  <span className="s m3">{t('web.employees.list_what')}</span>
                </div>
                {persons.length === 0 ? (
                  <p className="m2">{t('web.employees.list_none')}</p>
                ) : (
                  <Table<Employee>
                    caption={t('web.employees.list')}
                    rows={persons}
                    rowKey={(row) => row.id}
                    columns={[
                      { name: t('web.email'), kind: 'head', cell: (row) => row.email },
                      { name: t('web.unit'), cell: (row) => placeName(units, row.unit, row.unit_name) },
                      { name: t('web.employees.language'), cell: (row) => (row.language === 'nl' || row.language === 'en' ? t(`web.language.${row.language}`) : row.language) },
                      {
                        name: t('web.actions'),
                        kind: 'acts',
                        cell: (row) => (
                          <button type="button" className="btn sm" onClick={() => setForgetting(row)}>
                            {t('web.employees.forget')}
                            <span className="vh">: {row.email}</span>
                          </button>
                        ),
                      },
                    ]}
                  />
                )}
                {employees.hasNextPage && (
                  <button type="button" className="btn" style={{ marginTop: 10 }} aria-disabled={employees.isFetchingNextPage || undefined} onClick={() => void employees.fetchNextPage()}>
                    {t('web.more')}
                  </button>
                )}
              </section>
            </>
          );
        }}
      </Fetched>
      <Dialog title={t('web.employees.paste')} opened={adding === 'addresses'} onClose={end} wide>
        <Addresses onDone={end} />
      </Dialog>
      <Dialog title={t('web.employees.heads')} opened={adding === 'heads'} onClose={end}>
        <Heads by_unit={employees.data?.pages[0]?.by_unit ?? []} onDone={end} />
      </Dialog>
      <Dialog title={t('web.employees.forget')} opened={forgetting !== null} onClose={() => setForgetting(null)}>
        {forgetting && <Forget employee={forgetting} onDone={() => setForgetting(null)} />}
      </Dialog>
    </>
  );
}

/** Units in their tree, each with all under it; a deep tree shows its upper levels first. */
function ByUnit({ by_unit }: { by_unit: EmployeesByUnit[] }) {
  const { t, language } = useWords();
  const units = useQuery(unitsQuery()).data ?? [];
  const [all, setAll] = useState(false);
  const rows = registerRows(units, by_unit);
  const shown = all ? rows : upperLevels(rows);
  return (
    <>
      <Table
        caption={t('web.employees.by_unit')}
        rows={shown}
        rowKey={(row) => row.id}
        columns={[
          { name: t('web.unit'), kind: 'head', cell: (row) => <span style={{ paddingLeft: row.depth * 16 }}>{row.name}</span> },
          { name: t('web.employees.people'), kind: 'number', cell: (row) => whole(row.people, language) },
          { name: t('web.employees.with_address'), kind: 'number', cell: (row) => whole(row.with_address, language) },
          { name: t('web.employees.on_card'), kind: 'number', cell: (row) => whole(row.people - row.with_address, language) },
        ]}
      />
      {shown.length < rows.length && (
        <button type="button" className="lk s" onClick={() => setAll(true)}>
          {t('web.seen.all', { count: rows.length, n: whole(rows.length, language) })}
        </button>
      )}
    </>
  );
}

function useUnits(chosen: string) {
  const units = useQuery(unitsQuery());
  const tree = placed((units.data ?? []).filter((unit) => !unit.to));
  return { choices: tree.map(({ unit, depth }) => ({ value: unit.id, label: `${'  '.repeat(depth)}${unit.name}` })), unit: chosen || tree[0]?.unit.id || '' };
}

const AT_ONCE = 5000;
function Addresses({ onDone }: { onDone: () => void }) {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState('');
  const { choices, unit } = useUnits(chosen);
  const [text, setText] = useState('');
  const [spoken, setSpoken] = useState('nl');
  const found = addressesIn(text);
  const { busy, fault, submit } = useSend(
    async () => {
      for (let at = 0; at < found.addresses.length; at += AT_ONCE) await ask('POST', '/employees', { body: { rows: found.addresses.slice(at, at + AT_ONCE).map((email) => ({ unit, email, language: spoken })), heads: [] } });
    },
    () => {
      changed();
      toast(t('web.employees.added', { count: found.addresses.length, n: whole(found.addresses.length, language) }));
      onDone();
    },
  );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (found.addresses.length && !found.wrong.length) void submit(event);
      }}
    >
      <p className="s m2">{t('web.employees.paste_what')}</p>
      <div className="form two">
        <NativeSelect label={t('web.unit')} value={unit} onChange={(event) => setChosen(event.currentTarget.value)} data={choices} data-autofocus />
        <NativeSelect label={t('web.employees.language')} value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)} data={(['nl', 'en'] as const).map((one) => ({ value: one, label: t(`web.language.${one}`) }))} />
      </div>
      <Textarea label={t('web.employees.addresses')} description={t('web.employees.addresses_what')} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize={false} rows={8} required />
      <p className="s m2 tn" role="status">
        {t('web.employees.found', { count: found.addresses.length, n: whole(found.addresses.length, language) })}
        {found.double > 0 ? ` ${t('web.employees.double', { count: found.double, n: whole(found.double, language) })}` : ''}
      </p>
      {found.wrong.length > 0 && (
        <div className="notice bad s">
          <p>{t('web.employees.wrong', { count: found.wrong.length, n: whole(found.wrong.length, language) })}</p>
          <ul>
            {found.wrong.slice(0, 5).map((line) => (
              <li key={line}>
                <code>{line.slice(0, 80)}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {fault.list.length > 0 && (
        <ul className="notice bad s">
          {fault.list.slice(0, 5).map((one) => (
            <li key={one.path}>
              {found.addresses[Number(/rows\[(\d+)\]/.exec(one.path)?.[1] ?? -1)] ?? one.path}: {one.text}
            </li>
          ))}
        </ul>
      )}
      <FormEnd fault={fault} busy={busy} label={t('web.employees.add')} onCancel={onDone} />
    </form>
  );
}

function Heads({ by_unit, onDone }: { by_unit: EmployeesByUnit[]; onDone: () => void }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState('');
  const { choices, unit } = useUnits(chosen);
  const known = by_unit.find((one) => one.unit === unit);
  const now = known ? known.people - known.with_address : 0;
  const [people, setPeople] = useState<string | null>(null);
  const { busy, fault, submit } = useSend(
    () => ask('POST', '/employees', { body: { rows: [], heads: [{ unit, people: Number(people ?? now) }] } }),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{t('web.employees.heads_what')}</p>
      <NativeSelect
        label={t('web.unit')}
        value={unit}
        onChange={(event) => {
          setChosen(event.currentTarget.value);
          setPeople(null);
        }}
        data={choices}
        data-autofocus
      />
      <TextInput type="number" inputMode="numeric" min={0} max={100000} step={1} label={t('web.employees.heads_n')} description={t('web.employees.heads_replaces')} value={people ?? String(now)} onChange={(event) => setPeople(event.currentTarget.value)} error={fault.field('heads[0].people')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function Forget({ employee, onDone }: { employee: Employee; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('DELETE', `/employees/${employee.id}`),
    () => {
      changed();
      toast(t('web.employees.forgotten'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.employees.forget_what', { email: employee.email ?? '–' })}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.employees.forget')} onCancel={onDone} />
    </form>
  );
}
