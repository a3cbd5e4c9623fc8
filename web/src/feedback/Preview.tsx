import type { Definition, Question, Text } from '../api/types';
import { answersOf } from '../promises/proof_answers';
import { own, ownLanguage, useWords, type Language } from '../words';

/** How a guest will read it; nothing here can be answered. */
export function Preview({ definition, language }: { definition: Definition; language: Language }) {
  const { t } = useWords();
  return (
    <div className="preview" lang={language}>
      <p className="b">{own(definition.title, language)}</p>
      <ol>
        {definition.questions.map((question, at) => (
          <li key={question.key || at}>
            <p className="voice big" lang={ownLanguage(question.text, language)}>
              {own(question.text, language) || t('web.build.untitled')}
              {question.required ? <span className="s m3"> {t('web.build.required_mark')}</span> : null}
            </p>
            <Shape question={question} language={language} />
          </li>
        ))}
      </ol>
      {own(definition.thanks, language) && <p className="s m2">{own(definition.thanks, language)}</p>}
    </div>
  );
}

const EXPECTED: { label: Text }[] = [
  { label: { nl: 'Minder dan verwacht', en: 'Less than expected' } },
  { label: { nl: 'Zoals verwacht', en: 'As expected' } },
  { label: { nl: 'Beter dan verwacht', en: 'Better than expected' } },
];

function Shape({ question, language }: { question: Question; language: Language }) {
  const { t } = useWords();
  if (question.kind === 'text') return <p className="blank s m3">{t('web.build.preview_text')}</p>;
  const answers: { label: Text }[] = question.kind === 'story' ? EXPECTED : question.kind === 'multiple' || question.kind === 'choice' ? (question.options ?? []) : answersOf(question);
  return (
    <>
      <ul className="optlist">
        {answers.map((answer, at) => (
          <li key={at}>{own(answer.label, language) || at + 1}</li>
        ))}
      </ul>
      {question.kind === 'score' && (own(question.low, language) || own(question.high, language)) && (
        <p className="s m3">
          0: {own(question.low, language)} · 10: {own(question.high, language)}
        </p>
      )}
      {question.kind === 'story' && <p className="blank s m3">{t('web.build.preview_story')}</p>}
    </>
  );
}
