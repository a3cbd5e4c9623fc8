import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { askFile } from '../api/client';
import { unitsQuery } from '../api/queries';
import { whole } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Table } from '../kit/Table';
import { useWords } from '../words';
import { byUnit, cards, mailList, withPlaces } from './codes';
import { roundName } from './told';
import type { Opened } from './shapes';
import './rounds.css';

/** Hands a file to the browser without the server knowing of it. */
function save(content: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const CARDS_AT_ONCE = 2000;
/** The codes of an opened round, this once: they stand in this page's memory and nowhere else. */
export function Codes({ opened, onDone }: { opened: Opened; onDone: () => void }) {
  const { t, language } = useWords();
  const { round } = opened;
  const tree = useQuery(unitsQuery()).data ?? [];
  const codes = withPlaces(opened.codes, tree);
  const units = byUnit(codes);
  const mails = codes.filter((one) => one.address).length;
  const printed = codes.length - mails;
  const [taken, setTaken] = useState({ mail: mails === 0, cards: printed === 0 });
  const [leaving, setLeaving] = useState(false);
  const name = roundName(round, t, language);
  const file = `${name.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
  const print = useSend(
    async () => {
      const all = cards(codes);
      const parts = Array.from({ length: Math.ceil(all.length / CARDS_AT_ONCE) }, (_, at) => all.slice(at * CARDS_AT_ONCE, (at + 1) * CARDS_AT_ONCE));
      const sheets: Blob[] = [];
      for (const part of parts) sheets.push(await askFile(`/rounds/${round.id}/cards`, { codes: part }));
      return sheets;
    },
    (sheets) => {
      sheets.forEach((pdf, at) => save(pdf, `${file}-${t('web.codes.cards_file')}${sheets.length > 1 ? `-${at + 1}` : ''}.pdf`));
      setTaken((was) => ({ ...was, cards: true }));
    },
  );
  const blocker = useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true, withResolver: true });
  const head = useRef<HTMLHeadingElement>(null);
  // the dialog that made them is gone: whoever reads by ear lands here
  useEffect(() => head.current?.focus(), []);
  const all = taken.mail && taken.cards;
  const done = () => (all ? onDone() : setLeaving(true));
  return (
    <section className="card handed" aria-labelledby="codes">
      <div className="ch">
        <h2 id="codes" ref={head} tabIndex={-1}>{t('web.codes', { round: name })}</h2>
        <span className="r chip o">
          <Icon name="lock" size={12} />
          {t('web.codes.once')}
        </span>
      </div>
      <p>{t('web.codes.made', { count: codes.length, n: whole(codes.length, language), mails: whole(mails, language), cards: whole(printed, language) })}</p>
      <p className="notice bad">
        <b>{t('web.codes.lost')}</b> {t('web.codes.lost_what')}
      </p>
      <ol className="do">
        <li>
          <div>
            <b>{t('web.codes.mail')}</b>
            <p className="s m2">{t('web.codes.mail_what')}</p>
          </div>
          <button
            type="button"
            className={taken.mail ? 'btn' : 'btn p'}
            disabled={mails === 0}
            onClick={() => {
              save(new Blob([mailList(codes)], { type: 'text/csv;charset=utf-8' }), `${file}-${t('web.codes.mail_file')}.csv`);
              setTaken((was) => ({ ...was, mail: true }));
            }}
          >
            <Icon name={taken.mail && mails > 0 ? 'check' : 'file_down'} />
            {t('web.codes.mail_get')}
          </button>
        </li>
        <li>
          <div>
            <b>{t('web.codes.cards')}</b>
            <p className="s m2">{t('web.codes.cards_what')}</p>
          </div>
          <button type="button" className={taken.cards ? 'btn' : 'btn p'} disabled={printed === 0} aria-disabled={print.busy || undefined} onClick={() => void print.submit()}>
            <Icon name={taken.cards && printed > 0 ? 'check' : 'print'} />
            {print.busy ? t('web.busy') : t('web.codes.cards_get')}
          </button>
        </li>
        <li>
          <div>
            <b>{t('web.codes.done')}</b>
            <p className="s m2">{t('web.codes.done_what')}</p>
          </div>
          <button type="button" className={all ? 'btn p' : 'btn'} onClick={done}>
            {t('web.codes.done_get')}
          </button>
        </li>
      </ol>
      {print.fault.text && (
        <p className="notice bad" role="alert">
          {print.fault.text}
        </p>
      )}
      <Table
        caption={t('web.codes.by_unit')}
        rows={units}
        rowKey={(row) => row.unit}
        columns={[
          { name: t('web.unit'), kind: 'head', cell: (row) => row.name },
          { name: t('web.codes.n_mail'), kind: 'number', cell: (row) => whole(row.mail, language) },
          { name: t('web.codes.n_cards'), kind: 'number', cell: (row) => whole(row.cards, language) },
        ]}
      />
      <Dialog title={t('web.codes.leave')} opened={leaving || blocker.status === 'blocked'} onClose={() => (setLeaving(false), blocker.reset?.())}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (blocker.status === 'blocked') blocker.proceed();
            else onDone();
          }}
        >
          <p>{t(all ? 'web.codes.leave_taken' : 'web.codes.leave_lost')}</p>
          <FormEnd fault={{ text: '', field: () => undefined, list: [] }} busy={false} label={t('web.codes.leave_do')} onCancel={() => (setLeaving(false), blocker.reset?.())} />
        </form>
      </Dialog>
    </section>
  );
}
