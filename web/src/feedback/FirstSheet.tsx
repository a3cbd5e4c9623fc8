import { useQuery } from '@tanstack/react-query';
import { Link as To } from '@tanstack/react-router';
import { useState } from 'react';
import { address, ask } from '../api/client';
import { instrumentQuery } from '../api/queries';
import { client, may, useSession } from '../api/session';
import type { InstrumentRow, Journey, Kept, Link, PromiseOf } from '../api/types';
import { clock, isoDay, keptText, moment as instant, whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { Icon } from '../kit/icons';
import { own, useWords } from '../words';
import { goOnAt } from './first_texts';
import { HereOnly } from './HereOnly';

type Props = { promises: PromiseOf[]; journeys: Journey[]; instruments: InstrumentRow[]; units: { id: string; name: string }[]; open: Link[]; kept: Map<string, Kept> };

/** Step three: one question on a wall, and step four: its answers as they come in. */
export function FirstSheet({ promises, journeys, instruments, units, open, kept }: Props) {
  const { t } = useWords();
  const { account } = useSession();
  const link = open[0];
  return (
    <section className="card" aria-labelledby="hour3">
      <div className="ch">
        <h2 id="hour3" tabIndex={-1}>3 {t('web.first.step2')}</h2>
        {link && <span className="r s m3">{link.unit.name}</span>}
      </div>
      {!may(account.role, 'links') ? (
        <p className="m2">{t('web.first.no_links')}</p>
      ) : link ? (
        <Sheet link={link} instruments={instruments} used={open.reduce((sum, one) => sum + one.used, 0)} promises={promises} kept={kept} />
      ) : (
        <HangUp promises={promises} journeys={journeys} units={units} />
      )}
    </section>
  );
}

function HangUp({ promises, journeys, units }: Pick<Props, 'promises' | 'journeys' | 'units'>) {
  const { t, language } = useWords();
  const asks = promises.filter((promise) => promise.audience === 'customer' && promise.proof?.kind === 'asked' && promise.proof.instrument);
  const [chosen, setChosen] = useState('');
  const [unit, setUnit] = useState('');
  const promise = asks.find((one) => one.id === chosen) ?? asks[0];
  const id = promise?.proof?.instrument ?? '';
  const question = useQuery({ ...instrumentQuery(id), enabled: !!id }).data?.title;
  const { busy, fault, submit } = useSend(
    async () => {
      if (!promise) return;
      const moment = journeys.flatMap((journey) => journey.moments).find((one) => one.promises.includes(promise.id));
      await ask('POST', '/links', { body: { instrument: id, unit: unit || units[0]?.id, ...(moment ? { moment: moment.id } : {}) } });
    },
    () => {
      void client.invalidateQueries({ queryKey: ['links'] });
      goOnAt('hour3');
    },
  );
  if (!promise) return <p className="m2">{t('web.first.needs_promise')}</p>;
  return (
    <form className="form" onSubmit={submit}>
      <div className="qrsheet empty">
        <p className="voice">{own(question, language)}</p>
      </div>
      {asks.length > 1 && <NativeSelect label={t('web.promise')} value={promise.id} onChange={(event) => setChosen(event.currentTarget.value)} data={asks.map((one) => ({ value: one.id, label: own(one.text, language) }))} />}
      {units.length > 1 && <NativeSelect label={t('web.unit')} value={unit || units[0]?.id} onChange={(event) => setUnit(event.currentTarget.value)} data={units.map((one) => ({ value: one.id, label: one.name }))} />}
      <HereOnly />
      <FormEnd fault={fault} busy={busy} label={t('web.first.hang')} tone="g" />
    </form>
  );
}

function Sheet({ link, instruments, used, promises, kept }: { link: Link; used: number } & Pick<Props, 'instruments' | 'promises' | 'kept'>) {
  const { t, language } = useWords();
  const instrument = instruments.find((one) => one.id === link.instrument || one.key === link.instrument);
  const promise = promises.find((one) => one.proof?.instrument === instrument?.id);
  const figure = promise && kept.get(promise.id);
  const since = link.made_at.startsWith(isoDay(new Date())) ? clock(link.made_at, language) : instant(link.made_at, language);
  return (
    <>
      <div className="qrsheet">
        <p className="voice">{own(instrument?.title, language)}</p>
        <img width="164" height="164" src={address(`/links/${link.id}/qr.svg`)} alt={t('web.link.qr', { url: link.url })} />
        <p className="s">{link.url.replace(/^https?:\/\//, '')}</p>
        <p className="s">{t('web.first.one_minute')}</p>
      </div>
      <HereOnly />
      <a className="btn g wide" href={address('/links/qr.pdf', { ids: link.id })} target="_blank" rel="noreferrer">
        <Icon name="print" />
        {t('web.link.print')}
      </a>
      <div className="live" role="status">
        <span className={used ? 'dot on' : 'dot'} aria-hidden="true" />
        <span>
          <b>{t(used ? 'web.first.came' : 'web.first.waiting')}</b>
          <br />
          <span className="s m2">
            {t('web.first.answers', { n: whole(used, language), count: used })}
            {figure && used > 0 && figure.n > 0 ? `, ${t('web.first.kept', { kept: keptText(figure, language) })}` : ''} · {t('web.first.open_since', { at: since })}
          </span>
        </span>
      </div>
      <p className="s m2 tryit">
        <a className="lk" href={`${link.url}?try=1`} target="_blank" rel="noreferrer">
          {t('web.link.try')}
        </a>
        : {t('web.first.try')}
      </p>
      {used > 0 && (
        <To className="lk" to="/belofte">
          {t('web.first.see')}
        </To>
      )}
    </>
  );
}
