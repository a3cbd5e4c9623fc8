import type { Question } from '../api/types';

export type Sort = 'kept' | 'not_kept' | 'not_applicable';
/** The answers a question can give, with what they count as unless someone says otherwise. */
export function answersOf(question: Question): { value: string | number; label: Question['text']; counts: Sort }[] {
  if (question.kind === 'yes_no_na') {
    return [
      { value: 'yes', label: { nl: 'Ja', en: 'Yes' }, counts: 'kept' },
      { value: 'no', label: { nl: 'Nee', en: 'No' }, counts: 'not_kept' },
      { value: 'na', label: { nl: 'Niet van toepassing', en: 'Not applicable' }, counts: 'not_applicable' },
    ];
  }
  if (question.kind === 'scale') {
    const top = (question.points?.length ?? 5) - 1;
    return (question.points ?? []).map((label, at) => ({ value: at + 1, label, counts: at + 1 >= top ? 'kept' : 'not_kept' }));
  }
  if (question.kind === 'score') return Array.from({ length: 11 }, (_, at) => ({ value: at, label: { nl: String(at), en: String(at) }, counts: at >= 8 ? 'kept' : 'not_kept' }));
  const options =
    question.options ??
    (question.kind === 'promise'
      ? [
          { value: 'yes', label: { nl: 'Ja', en: 'Yes' } },
          { value: 'no_told', label: { nl: 'Nee, maar ik wist waarom', en: 'No, but I knew why' } },
          { value: 'no', label: { nl: 'Nee', en: 'No' } },
          { value: 'na', label: { nl: 'Niet van toepassing', en: 'Not applicable' } },
        ]
      : []);
  const has = (list: (string | number)[] | undefined, value: string) => !!list?.map(String).includes(value);
  return options.map((option) => ({
    ...option,
    counts: has(question.kept, option.value) ? 'kept' : has(question.not_applicable, option.value) || option.value === 'na' ? 'not_applicable' : !question.kept && (option.value === 'yes' || (option.value === 'no_told' && !question.options)) ? 'kept' : 'not_kept',
  }));
}
