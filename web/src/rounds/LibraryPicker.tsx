import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { whole } from '../format';
import { NO_FAULT, FormEnd } from '../kit/Dialog';
import { Checkbox, NativeSelect } from '../kit/fields';
import { Fetched } from '../kit/States';
import { own, ownLanguage, useWords } from '../words';
import { NotValidated } from './Asked';
import { weeksOf } from './plan';
import { libraryQuery } from './queries';
import type { LibraryItem, LibrarySet, Plan } from './shapes';

/** Questions that others made and tried: by set, with their source, their licence, and in which language they were tried. */
export function LibraryPicker({ plan, onPick, onCancel }: { plan: Plan; onPick: (items: LibraryItem[], week: number) => void; onCancel: () => void }) {
  const { t, language } = useWords();
  const library = useQuery(libraryQuery);
  const [picked, setPicked] = useState<string[]>([]);
  const [week, setWeek] = useState(1);
  const taken = (item: LibraryItem) => plan.items.some((one) => one.key === item.key);
  const toggle = (keys: string[], on: boolean) => setPicked(on ? [...new Set([...picked, ...keys])] : picked.filter((one) => !keys.includes(one)));
  return (
    <Fetched of={library}>
      {({ sets }) => (
        <form
          className="pick"
          onSubmit={(event) => {
            event.preventDefault();
            if (picked.length) onPick(sets.flatMap((set) => set.items).filter((item, at, all) => picked.includes(item.key) && all.findIndex((one) => one.key === item.key) === at), week);
          }}
        >
          <p className="m2">{t('web.rounds.library_what')}</p>
          {sets.map((set) => {
            const free = set.items.filter((item) => !taken(item));
            return (
              <fieldset key={set.key}>
                <legend>{own(set.name, language)}</legend>
                <SetFacts set={set} languages={plan.languages} />
                {free.length > 1 && (
                  <Checkbox
                    label={t('web.rounds.whole_set', { count: free.length, n: whole(free.length, language) })}
                    checked={free.every((item) => picked.includes(item.key))}
                    indeterminate={free.some((item) => picked.includes(item.key)) && !free.every((item) => picked.includes(item.key))}
                    onChange={(event) => toggle(free.map((item) => item.key), event.currentTarget.checked)}
                  />
                )}
                {set.items.map((item) => (
                  <Checkbox
                    key={item.key}
                    label={
                      <>
                        <span lang={ownLanguage(item.text, language)}>{own(item.text, language)}</span> <span className="s m3">{taken(item) ? t('web.rounds.taken') : t(`web.rounds.kind.${item.kind}`)}</span>
                      </>
                    }
                    checked={taken(item) || picked.includes(item.key)}
                    disabled={taken(item)}
                    onChange={(event) => toggle([item.key], event.currentTarget.checked)}
                  />
                ))}
              </fieldset>
            );
          })}
          {weeksOf(plan) > 1 && <NativeSelect label={t('web.rounds.asked_in_week')} value={String(week)} onChange={(event) => setWeek(Number(event.currentTarget.value))} data={Array.from({ length: weeksOf(plan) }, (_, at) => ({ value: String(at + 1), label: t('web.rounds.week', { week: whole(at + 1, language) }) }))} />}
          <FormEnd fault={NO_FAULT} busy={false} label={t('web.rounds.add_n', { count: picked.length, n: whole(picked.length, language) })} onCancel={onCancel} />
        </form>
      )}
    </Fetched>
  );
}

export function SetFacts({ set, languages }: { set: LibrarySet; languages: string[] }) {
  const { t, language } = useWords();
  return (
    <p className="s m2">
      {t('web.rounds.source', { source: own(set.source, language), licence: own(set.licence, language) })}{' '}
      <NotValidated set={set} languages={languages} />
      {set.note && (
        <>
          <br />
          {own(set.note, language)}
        </>
      )}
    </p>
  );
}
