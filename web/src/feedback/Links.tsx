import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { address, ask } from '../api/client';
import { instrumentsQuery, journeysQuery, linksQuery, unitsQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { Link } from '../api/types';
import { day, whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Checkbox, NativeSelect, TextInput } from '../kit/fields';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { placed } from '../shell/Filters';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { Pauses } from '../actions/Pauses';
import { HereOnly } from './HereOnly';
import './first_hour.css';
import './measurement.css';

export function Links() {
  const { t, language } = useWords();
  const { account } = useSession();
  const links = useQuery(linksQuery);
  const instruments = useQuery(instrumentsQuery);
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<Link | null>(null);
  const [ending, setEnding] = useState<Link | null>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const makes = may(account.role, 'links');
  const title = (link: Link) => {
    const of = instruments.data?.find((one) => one.id === link.instrument || one.key === link.instrument);
    return own(of?.title, language) || link.instrument;
  };
  return (
    <section className="card" aria-label={t('web.measure.links')}>
      <div className="row wrap" style={{ marginBottom: 8 }}>
        {makes && (
          <button type="button" className="btn" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {t('web.link.new')}
          </button>
        )}
        {picked.length > 0 && (
          <a className="btn g" href={address('/links/qr.pdf', { ids: picked.join(',') })} target="_blank" rel="noreferrer">
            <Icon name="print" />
            {t('web.link.print_n', { count: picked.length })}
          </a>
        )}
      </div>
      <HereOnly />
      <Pauses />
      <Fetched of={links}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('web.link.none')}>{t('web.link.none_text')}</Empty>
          ) : (
            <Table
              caption={t('web.measure.links')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  name: t('web.link.pick'),
                  cell: (row) =>
                    row.active ? (
                      <Checkbox
                        aria-label={t('web.link.pick_one', { unit: row.unit.name, code: row.code })}
                        checked={picked.includes(row.id)}
                        onChange={(event) => setPicked(event.currentTarget.checked ? [...picked, row.id] : picked.filter((one) => one !== row.id))}
                      />
                    ) : null,
                },
                { name: t('web.unit'), kind: 'head', cell: (row) => row.unit.name },
                { name: t('web.moment'), cell: (row) => own(row.moment?.name, language) || '–' },
                { name: t('web.instrument'), cell: title },
                { name: t('web.link.used'), kind: 'number', cell: (row) => t('web.link.used_of', { used: whole(row.used, language), budget: whole(row.budget, language) }) },
                { name: t('web.link.until'), cell: (row) => (row.active ? (row.expires_at ? day(row.expires_at.slice(0, 10), language) : t('web.link.no_end')) : <span className="chip">{t(`web.link.state.${row.state}`)}</span>) },
                {
                  name: t('web.actions'),
                  kind: 'acts',
                  cell: (row) => (
                    <span className="row" style={{ justifyContent: 'flex-end' }}>
                      {row.active && (
                        <button type="button" className="btn sm" onClick={() => setShown(row)}>
                          QR<span className="vh">: {row.unit.name}</span>
                        </button>
                      )}
                      {makes && row.state !== 'ended' && (
                        <button type="button" className="btn sm" onClick={() => setEnding(row)}>
                          {t('web.end')}
                          <span className="vh">: {row.unit.name}</span>
                        </button>
                      )}
                    </span>
                  ),
                },
              ]}
            />
          )
        }
      </Fetched>
      <Dialog title={t('web.link.new')} opened={making} onClose={() => setMaking(false)}>
        <NewLink
          onDone={(made) => {
            setMaking(false);
            if (made) setShown(made);
          }}
        />
      </Dialog>
      <Dialog title={ending ? t('web.link.end_of', { unit: ending.unit.name }) : ''} opened={ending !== null} onClose={() => setEnding(null)}>
        {ending && <End link={ending} title={title(ending)} onDone={() => setEnding(null)} />}
      </Dialog>
      <Dialog title={shown ? `${title(shown)}, ${shown.unit.name}` : ''} opened={shown !== null} onClose={() => setShown(null)}>
        {shown && (
          <div className="stack">
            <div className="qrsheet">
              <img width="220" height="220" src={address(`/links/${shown.id}/qr.svg`)} alt={t('web.link.qr', { url: shown.url })} />
              <p>{shown.url.replace(/^https?:\/\//, '')}</p>
            </div>
            <HereOnly />
            <div className="row wrap">
              <a className="btn g" href={address('/links/qr.pdf', { ids: shown.id })} target="_blank" rel="noreferrer">
                <Icon name="print" />
                {t('web.link.print')}
              </a>
              <a className="btn" href={`${shown.url}?try=1`} target="_blank" rel="noreferrer">
                {t('web.link.try')}
              </a>
            </div>
          </div>
        )}
      </Dialog>
    </section>
  );
}

function End({ link, title, onDone }: { link: Link; title: string; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask('DELETE', `/links/${link.id}`),
    () => {
      void client.invalidateQueries({ queryKey: ['links'] });
      toast(t('web.link.ended'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      <p>{t('web.link.end_what', { title, code: link.code })}</p>
      <FormEnd fault={fault} busy={busy} label={t('web.end')} onCancel={onDone} />
    </form>
  );
}

function NewLink({ onDone }: { onDone: (made?: Link) => void }) {
  const { t, language } = useWords();
  const instruments = useQuery(instrumentsQuery);
  const units = useQuery(unitsQuery());
  const journeys = useQuery(journeysQuery);
  const [instrument, setInstrument] = useState('');
  const [unit, setUnit] = useState('');
  const [moment, setMoment] = useState('');
  const [until, setUntil] = useState('');
  const [budget, setBudget] = useState('500');
  const choices = (instruments.data ?? []).filter((one) => one.state !== 'ended');
  const tree = placed(units.data ?? []);
  const moments = (journeys.data ?? []).filter((journey) => journey.audience === 'customer').flatMap((journey) => journey.moments);
  const { busy, fault, submit } = useSend(
    () =>
      ask<Link>('POST', '/links', {
        body: {
          instrument: instrument || choices[0]?.id,
          unit: unit || tree[0]?.unit.id,
          ...(moment ? { moment } : {}),
          ...(until ? { expires_at: `${until}T23:59:59Z` } : {}),
          budget: Number(budget),
        },
      }),
    (made) => {
      void client.invalidateQueries({ queryKey: ['links'] });
      onDone(made);
    },
  );
  if (instruments.data && !choices.length) return <p className="notice">{t('web.link.needs_instrument')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      <NativeSelect label={t('web.instrument')} value={instrument || choices[0]?.id} onChange={(event) => setInstrument(event.currentTarget.value)} data={choices.map((one) => ({ value: one.id, label: own(one.title, language) }))} error={fault.field('instrument')} data-autofocus />
      <NativeSelect label={t('web.unit')} value={unit || tree[0]?.unit.id} onChange={(event) => setUnit(event.currentTarget.value)} data={tree.map(({ unit: one, depth }) => ({ value: one.id, label: `${'  '.repeat(depth)}${one.name}` }))} error={fault.field('unit')} />
      <NativeSelect label={t('web.moment')} value={moment} onChange={(event) => setMoment(event.currentTarget.value)} data={[{ value: '', label: t('web.link.every_moment') }, ...moments.map((one) => ({ value: one.id, label: own(one.name, language) }))]} error={fault.field('moment')} />
      <div className="form two">
        <TextInput type="date" label={t('web.link.until')} description={t('web.link.until_what')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} error={fault.field('expires_at')} />
        <TextInput inputMode="numeric" pattern="\d+" label={t('web.link.budget')} description={t('web.link.budget_what')} value={budget} onChange={(event) => setBudget(event.currentTarget.value)} error={fault.field('budget')} required />
      </div>
      <HereOnly />
      <FormEnd fault={fault} busy={busy} label={t('web.link.make')} onCancel={() => onDone()} />
    </form>
  );
}
