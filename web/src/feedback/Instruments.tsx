import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { instrumentQuery, instrumentsQuery } from '../api/queries';
import { may, useSession } from '../api/session';
import type { Definition, InstrumentWhole, Question } from '../api/types';
import { whole } from '../format';
import { Dialog } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { own, ownLanguage, useWords } from '../words';
import { Build } from './Build';
import { asKind } from './definition';
import './measurement.css';

/** What a new questionnaire begins with: the question of a promise still to be chosen, and the story behind it. */
const START: Definition = {
  key: '',
  audience: 'customer',
  title: { nl: 'Na het bezoek', en: 'After the visit' },
  languages: ['nl', 'en'],
  anonymous: true,
  questions: [asKind({ key: '', kind: 'promise', text: {} }, 'promise'), asKind({ key: '', kind: 'story', text: {} }, 'story')],
};

export function Instruments() {
  const { t, language } = useWords();
  const { account } = useSession();
  const list = useQuery(instrumentsQuery);
  const [shown, setShown] = useState<string | null>(null);
  const [making, setMaking] = useState<{ id?: string; start: Definition } | null>(null);
  const makes = may(account.role, 'instruments');
  if (making) return <Build key={making.id ?? ''} {...making} onDone={() => setMaking(null)} />;
  return (
    <section className="card" aria-label={t('web.measure.vragenlijsten')}>
      {makes && (
        <div className="row" style={{ marginBottom: 8 }}>
          <button type="button" className="btn" onClick={() => setMaking({ start: START })}>
            <Icon name="plus" />
            {t('web.instrument.new')}
          </button>
        </div>
      )}
      <Fetched of={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('web.instrument.none')}>{t('web.instrument.none_text')}</Empty>
          ) : (
            <Table
              caption={t('web.measure.vragenlijsten')}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                { name: t('web.instrument'), kind: 'head', cell: (row) => <span lang={ownLanguage(row.title, language)}>{own(row.title, language)}</span> },
                { name: t('web.instrument.key'), cell: (row) => <code>{row.key}</code> },
                { name: t('web.instrument.version'), kind: 'number', cell: (row) => row.version },
                { name: t('web.instrument.questions'), kind: 'number', cell: (row) => whole(row.questions, language) },
                { name: t('web.state'), cell: (row) => <span className="chip">{t(`web.instrument.state.${row.state}`)}</span> },
                {
                  name: t('web.actions'),
                  kind: 'acts',
                  cell: (row) => (
                    <button type="button" className="btn sm" onClick={() => setShown(row.id)}>
                      {t('web.look')}
                      <span className="vh">: {own(row.title, language)}</span>
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Fetched>
      <Dialog title={t('web.instrument')} opened={shown !== null} onClose={() => setShown(null)} wide>
        {shown && (
          <Whole
            id={shown}
            {...(makes
              ? {
                  onRevise: (whole: InstrumentWhole) => {
                    setShown(null);
                    setMaking({ id: whole.id, start: whole.definition });
                  },
                }
              : {})}
          />
        )}
      </Dialog>
    </section>
  );
}

function Whole({ id, onRevise }: { id: string; onRevise?: (whole: InstrumentWhole) => void }) {
  const { t, language } = useWords();
  const instrument = useQuery(instrumentQuery(id));
  return (
    <Fetched of={instrument}>
      {(data) => (
        <div className="stack">
          <p className="voice big">{own(data.definition.title, language)}</p>
          <p className="s m2">{t(data.definition.anonymous ? 'web.instrument.anonymous' : 'web.instrument.named')}</p>
          <ol className="questions">
            {data.definition.questions.map((question) => (
              <li key={question.key}>
                <p className="b">{own(question.text, language)}</p>
                <p className="s m2">
                  {t(`web.question.${question.kind}`)} · <code>{question.key}</code>
                  {question.moment === 'drawn' ? ` · ${t('web.question.drawn')}` : ''}
                </p>
                <Choices question={question} />
              </li>
            ))}
          </ol>
          {onRevise && (
            <div className="row">
              <button type="button" className="btn" onClick={() => onRevise(data)}>
                {t('web.instrument.revise')}
              </button>
            </div>
          )}
        </div>
      )}
    </Fetched>
  );
}

function Choices({ question }: { question: Question }) {
  const { language } = useWords();
  const kept = new Set((question.kept ?? []).map(String));
  const options = question.options ?? question.points?.map((label, at) => ({ value: String(at + 1), label }));
  if (!options) return null;
  return (
    <ul className="optlist">
      {options.map((option) => (
        <li key={option.value} className={kept.has(option.value) ? 'k' : ''}>
          {own(option.label, language)}
        </li>
      ))}
    </ul>
  );
}
