import { useQuery } from '@tanstack/react-query';
import { promisesQuery } from '../api/queries';
import { whole } from '../format';
import { own, ownLanguage, useWords, type Language, type Say } from '../words';
import { byWeek } from './plan';
import { libraryQuery } from './queries';
import type { Item, Library, LibrarySet, Plan } from './shapes';

export const setOf = (library: Library | undefined, item: Pick<Item, 'key' | 'source'>): LibrarySet | undefined => library?.sets.find((set) => !!item.source && (item.source.split('.')[0] === set.key || set.items.some((one) => one.key === item.source)));
/** In which of these languages nobody has shown yet that a question measures what it says: one of them, or all. */
export function notValidated(set: LibrarySet | undefined, languages: string[]): 'nl' | 'en' | 'all' | null {
  if (!set) return null;
  const not = (['nl', 'en'] as const).filter((language) => languages.includes(language) && !set.validated[language]);
  return not.length === 2 ? 'all' : (not[0] ?? null);
}
export function NotValidated({ set, languages }: { set: LibrarySet | undefined; languages: string[] }) {
  const { t } = useWords();
  const not = notValidated(set, languages);
  return not ? <span className="chip o">{t(`web.rounds.not_validated.${not}`)}</span> : null;
}

/** Where a question comes from, whether it was shown to measure what it says, and what it proves. */
export function ItemChips({ item, set, languages }: { item: Item; set: LibrarySet | undefined; languages: string[] }) {
  const { t, language } = useWords();
  const promises = useQuery({ ...promisesQuery, enabled: item.about === 'promise' });
  const promise = promises.data?.find((one) => one.id === item.promise);
  return (
    <div className="chips s">
      <span className="chip">{t(`web.rounds.about.${item.about}`)}</span>
      {!set && <span className="m3">{t(`web.rounds.kind.${item.kind}`)}</span>}
      {set && <span className="m3">{own(set.source, language)}</span>}
      <NotValidated set={set} languages={languages} />
      {promise && (
        <span className="m2" lang={ownLanguage(promise.text, language)}>
          “{own(promise.text, language)}”
        </span>
      )}
    </div>
  );
}

export const weekSaid = (week: number, count: number, t: Say, language: Language) => t('web.rounds.week_asks', { week: whole(week, language), count, n: whole(count, language) });

/** What one person is asked, week by week; every question once. */
export function AskedByWeek({ plan, empty = false }: { plan: Plan; empty?: boolean }) {
  const { t, language } = useWords();
  const library = useQuery(libraryQuery);
  return (
    <div className="asked">
      {byWeek(plan)
        .filter(({ items }) => empty || items.length > 0)
        .map(({ week, items }) => (
          <div key={week}>
            <h3>{weekSaid(week, items.length, t, language)}</h3>
            <ol>
              {items.map((item, at) => {
                const set = setOf(library.data, item);
                const before = items[at - 1];
                // what a run of questions has in common is said once
                const begins = !set || !before || setOf(library.data, before) !== set;
                return (
                  <li key={item.key} className={begins ? undefined : 'on'}>
                    <div className="what">
                      {begins && <ItemChips item={item} set={set} languages={plan.languages} />}
                      <p lang={ownLanguage(item.text, language)}>{own(item.text, language)}</p>
                    </div>
                  </li>
                );
              })}
            </ol>
          </div>
        ))}
      {plan.facets.length > 0 && (
        <div>
          <h3>{t('web.rounds.facets')}</h3>
          <ul>
            {plan.facets.map((facet) => (
              <li key={facet.key}>
                <span className="what">{own(facet.text, language)}</span>
                <span className="s m2">{facet.options.map((option) => own(option.label, language)).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
