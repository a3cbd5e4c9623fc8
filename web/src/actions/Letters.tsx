import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { client } from '../api/session';
import { moment } from '../format';
import { Dialog, FormEnd, useSend } from '../kit/Dialog';
import { Empty, Fault, Loading } from '../kit/States';
import { Table } from '../kit/Table';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { type Letter, lettersQuery } from './queries';

const TONE: Partial<Record<Letter['state'], string>> = { sent: 'teal', unsure: 'brick', refused: 'brick' };

/** The outbox: what waits, what went out, and what a person has to decide about. */
export default function Letters() {
  const { t, language } = useWords();
  const list = useInfiniteQuery(lettersQuery);
  const [deciding, setDeciding] = useState<{ letter: Letter; deed: 'send-again' | 'withdraw' } | null>(null);
  const letters = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sending = list.data?.pages[0]?.sending ?? true;
  return (
    <section className="card" aria-label={t('web.manage.post')}>
      {!sending && <p className="notice">{t('web.letters.no_server')}</p>}
      {list.isPending ? (
        <Loading />
      ) : list.error && !letters.length ? (
        <Fault error={list.error} retry={() => void list.refetch()} />
      ) : letters.length === 0 ? (
        <Empty title={t('web.letters.none')}>{t('web.letters.none_text')}</Empty>
      ) : (
        <>
          <Table
            caption={t('web.manage.post')}
            rows={letters}
            rowKey={(letter) => letter.id}
            columns={[
              {
                name: t('web.letters.subject'),
                kind: 'head',
                cell: (letter) =>
                  letter.forgotten ? (
                    <span className="m3">{t('web.letters.forgotten')}</span>
                  ) : (
                    <details>
                      <summary lang={letter.language}>{letter.subject}</summary>
                      <p className="voice fletter" lang={letter.language}>
                        {letter.text}
                      </p>
                    </details>
                  ),
              },
              { name: t('web.letters.to'), cell: (letter) => letter.to || '–' },
              { name: t('web.letters.made'), cell: (letter) => moment(letter.made, language) },
              {
                name: t('web.letters.state'),
                cell: (letter) => (
                  <>
                    <span className={`chip ${TONE[letter.state] ?? ''}`}>{t(`web.letters.state.${letter.state}`)}</span>
                    {letter.reason && <span className="s m2 below">{letter.reason}</span>}
                    {letter.state === 'waiting' && letter.due && letter.tries > 0 && <span className="s m3 below">{t('web.letters.again_at', { at: moment(letter.due, language) })}</span>}
                  </>
                ),
              },
              {
                name: t('web.letters.do'),
                kind: 'acts',
                cell: (letter) => (
                  <span className="row wrap">
                    {(letter.state === 'unsure' || letter.state === 'refused') && !letter.forgotten && (
                      <button type="button" className="btn sm" onClick={() => setDeciding({ letter, deed: 'send-again' })}>
                        {t('web.letters.send_again')}
                        <span className="vh">: {letter.subject}</span>
                      </button>
                    )}
                    {(letter.state === 'unsure' || letter.state === 'refused' || letter.state === 'waiting') && (
                      <button type="button" className="btn sm" onClick={() => setDeciding({ letter, deed: 'withdraw' })}>
                        {t('web.letters.withdraw')}
                        <span className="vh">: {letter.subject}</span>
                      </button>
                    )}
                  </span>
                ),
              },
            ]}
          />
          {list.hasNextPage && (
            <button type="button" className="btn" onClick={() => void list.fetchNextPage()}>
              {list.isFetchingNextPage ? t('web.busy') : t('web.more')}
            </button>
          )}
        </>
      )}
      <Dialog title={t(deciding?.deed === 'withdraw' ? 'web.letters.withdraw' : 'web.letters.send_again')} opened={deciding !== null} onClose={() => setDeciding(null)}>
        {deciding && <Decide {...deciding} onDone={() => setDeciding(null)} />}
      </Dialog>
    </section>
  );
}

function Decide({ letter, deed, onDone }: { letter: Letter; deed: 'send-again' | 'withdraw'; onDone: () => void }) {
  const { t } = useWords();
  const { busy, fault, submit } = useSend(
    () => ask<Letter>('POST', `/letters/${encodeURIComponent(letter.id)}/${deed}`),
    () => {
      void client.invalidateQueries({ queryKey: ['letters'] });
      toast(t(deed === 'withdraw' ? 'web.letters.said_withdrawn' : 'web.letters.said_again'));
      onDone();
    },
  );
  return (
    <form className="form" onSubmit={submit}>
      {letter.reason && <p>{letter.reason}</p>}
      <p>{t(deed === 'withdraw' ? 'web.letters.withdraw_what' : letter.state === 'unsure' ? 'web.letters.again_unsure' : 'web.letters.again_what')}</p>
      <FormEnd fault={fault} busy={busy} label={t(deed === 'withdraw' ? 'web.letters.withdraw' : 'web.letters.send_again')} onCancel={onDone} />
    </form>
  );
}
