import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { historyQuery, unitsQuery } from '../api/queries';
import { client, may, sessionQuery, useSession } from '../api/session';
import type { Org, Unit } from '../api/types';
import { day, isoDay, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { placed, type Placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { HistoryList } from './history';

type Deed = 'rename' | 'move' | 'end' | 'history';

export default function Units() {
  const { t, language } = useWords();
  const { account } = useSession();
  const [on, setOn] = useState('');
  const units = useQuery(unitsQuery(on || undefined));
  const [making, setMaking] = useState(false);
  const [naming, setNaming] = useState(false);
  const [doing, setDoing] = useState<{ deed: Deed; unit: Unit } | null>(null);
  return (
    <section className="card" aria-label={t('web.manage.onderdelen')}>
      <div className="row wrap" style={{ marginBottom: 8 }}>
        <button type="button" className="btn" onClick={() => setMaking(true)}>
          <Icon name="plus" />
          {t('web.units.new')}
        </button>
        {may(account.role, 'org') && (
          <button type="button" className="btn" onClick={() => setNaming(true)}>
            {t('web.units.levels')}
          </button>
        )}
        <label className="row s sp">
          {t('web.units.on')}
          <input className="plain inline" type="date" value={on} onChange={(event) => setOn(event.target.value)} />
        </label>
      </div>
      <Fetched of={units}>
        {(rows) => (
          <Table<Placed>
            caption={t('web.manage.onderdelen')}
            rows={placed(rows)}
            rowKey={({ unit }) => unit.id}
            columns={[
              {
                name: t('web.name'),
                kind: 'head',
                cell: ({ unit, depth }) => (
                  <span style={{ paddingLeft: depth * 18 }}>
                    {unit.name}
                    {unit.to && <span className="chip" style={{ marginLeft: 8 }}>{t('web.units.ended', { day: day(unit.to, language) })}</span>}
                  </span>
                ),
              },
              { name: t('web.units.level'), cell: ({ unit }) => own(unit.level_name, language) || unit.level },
              { name: t('web.units.code'), cell: ({ unit }) => <code>{unit.code}</code> },
              { name: t('web.units.volume'), kind: 'number', cell: ({ unit }) => (unit.volume ? whole(unit.volume, language) : '–') },
              { name: t('web.units.from'), cell: ({ unit }) => day(unit.from, language) },
              {
                name: t('web.actions'),
                kind: 'acts',
                cell: ({ unit }) => (
                  <span className="row wrap" style={{ justifyContent: 'flex-end' }}>
                    {(['rename', ...(unit.parent ? ['move', 'end'] : []), 'history'] as Deed[]).map((deed) => (
                      <button key={deed} type="button" className="btn sm" onClick={() => setDoing({ deed, unit })}>
                        {t(`web.units.${deed}`)}
                        <span className="vh">: {unit.name}</span>
                      </button>
                    ))}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Fetched>
      <Dialog title={t('web.units.new')} opened={making} onClose={() => setMaking(false)}>
        <NewUnit units={units.data ?? []} onDone={() => setMaking(false)} />
      </Dialog>
      <Dialog title={t('web.units.levels')} opened={naming} onClose={() => setNaming(false)}>
        <Levels units={units.data ?? []} onDone={() => setNaming(false)} />
      </Dialog>
      <Dialog title={doing ? `${t(`web.units.${doing.deed}`)}: ${doing.unit.name}` : ''} opened={doing !== null} onClose={() => setDoing(null)}>
        {doing && doing.deed !== 'history' && <Change deed={doing.deed} unit={doing.unit} units={units.data ?? []} onDone={() => setDoing(null)} />}
        {doing?.deed === 'history' && <History unit={doing.unit} />}
      </Dialog>
    </section>
  );
}

const changed = () => {
  for (const key of ['units', 'overview', 'moment']) void client.invalidateQueries({ queryKey: [key] });
};
const choices = (units: Unit[], without?: string) => placed(units).flatMap(({ unit, depth }) => (unit.id === without || unit.to ? [] : [{ value: unit.id, label: `${'  '.repeat(depth)}${unit.name}` }]));

/** What the levels of the tree are called: a group, a region, a hotel. One more than is in use, for the next unit. */
function Levels({ units, onDone }: { units: Unit[]; onDone: () => void }) {
  const { t } = useWords();
  const org = useQuery({ queryKey: ['org'], queryFn: () => ask<Org>('GET', '/org') });
  return <Fetched of={org}>{(data) => <LevelNames key={data.revision} org={data} deepest={Math.max(0, ...units.map((unit) => unit.level))} onDone={onDone} said={t('web.units.levels_what')} />}</Fetched>;
}

function LevelNames({ org, deepest, said, onDone }: { org: Org; deepest: number; said: string; onDone: () => void }) {
  const { t, language } = useWords();
  const known = org.units_levels ?? [];
  const [names, setNames] = useState<{ nl?: string; en?: string }[]>(() => Array.from({ length: Math.max(known.length, deepest + 2) }, (_, level) => known.find((one) => one.level === level)?.name ?? {}));
  const { busy, fault, submit } = useSend(
    () => {
      let last = names.length - 1;
      while (last > deepest && !own(names[last], language).trim()) last -= 1;
      return ask('PATCH', '/org', { body: { units_levels: names.slice(0, last + 1).map((name, level) => ({ level, name })), revision: org.revision } });
    },
    () => {
      for (const key of ['org', 'units']) void client.invalidateQueries({ queryKey: [key] });
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p className="s m2">{said}</p>
      {names.map((name, level) => (
        <TextInput
          key={level}
          label={t('web.units.level_n', { number: level + 1 })}
          value={own(name, language)}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setNames(names.map((one, at) => (at === level ? { ...one, [language]: typed } : one)));
          }}
          error={fault.field(`units_levels[${level}]`)}
          required={level <= deepest}
        />
      ))}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function NewUnit({ units, onDone }: { units: Unit[]; onDone: () => void }) {
  const { t, language } = useWords();
  const { org } = useSession();
  const [name, setName] = useState('');
  const options = choices(units);
  const [parent, setParent] = useState('');
  const [from, setFrom] = useState(isoDay(new Date()));
  const under = units.find((unit) => unit.id === (parent || options[0]?.value));
  const level = (under?.level ?? -1) + 1;
  const levelName = own(org.units_levels?.find((one) => one.level === level)?.name, language);
  const { busy, fault, submit } = useSend(
    () => ask('POST', '/units', { body: { name, level, ...(under ? { parent: under.id } : {}), from } }),
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <TextInput label={levelName ? `${t('web.name')} (${levelName})` : t('web.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required data-autofocus />
      {options.length > 0 && <NativeSelect label={t('web.units.under')} value={parent || options[0]?.value} onChange={(event) => setParent(event.currentTarget.value)} data={options} error={fault.field('parent')} />}
      <TextInput type="date" label={t('web.units.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} error={fault.field('from')} required />
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function Change({ deed, unit, units, onDone }: { deed: 'rename' | 'move' | 'end'; unit: Unit; units: Unit[]; onDone: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(unit.name);
  const [volume, setVolume] = useState(unit.volume ? String(unit.volume) : '');
  const options = choices(units, unit.id);
  const [parent, setParent] = useState(unit.parent ?? options[0]?.value ?? '');
  const [into, setInto] = useState('');
  const [on, setOn] = useState(isoDay(new Date()));
  const { busy, fault, submit } = useSend(
    () => {
      if (deed === 'rename') return ask('PATCH', `/units/${unit.id}`, { body: { name, volume: volume.trim() ? Number(volume) : null, revision: unit.revision } });
      if (deed === 'move') return ask('POST', `/units/${unit.id}/move`, { body: { parent, from: on } });
      return ask('POST', `/units/${unit.id}/end`, { body: { to: on, ...(into ? { into } : {}) } });
    },
    () => {
      changed();
      toast(t('web.saved'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      {deed === 'rename' && (
        <>
          <TextInput label={t('web.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required data-autofocus />
          <TextInput inputMode="numeric" pattern="\d*" label={t('web.units.volume')} description={t('web.units.volume_what')} value={volume} onChange={(event) => setVolume(event.currentTarget.value)} error={fault.field('volume')} />
        </>
      )}
      {deed === 'move' && <NativeSelect label={t('web.units.under')} value={parent} onChange={(event) => setParent(event.currentTarget.value)} data={options} error={fault.field('parent')} data-autofocus />}
      {deed === 'end' && <NativeSelect label={t('web.units.into')} description={t('web.units.into_what')} value={into} onChange={(event) => setInto(event.currentTarget.value)} data={[{ value: '', label: t('web.units.into_none') }, ...options]} error={fault.field('into')} data-autofocus />}
      {deed !== 'rename' && (
        <>
          <TextInput type="date" label={t(deed === 'move' ? 'web.units.from' : 'web.units.last_day')} value={on} onChange={(event) => setOn(event.currentTarget.value)} error={fault.field(deed === 'move' ? 'from' : 'to')} required />
          <p className="s m2">{t('web.units.past')}</p>
        </>
      )}
      <FormEnd fault={fault} busy={busy} label={t('web.save')} onCancel={onDone} />
    </form>
  );
}

function History({ unit }: { unit: Unit }) {
  const { t, language } = useWords();
  const history = useQuery(historyQuery('units', unit.id));
  return <Fetched of={history}>{(rows) => <HistoryList rows={rows} empty={t('web.history.none')} language={language} />}</Fetched>;
}
