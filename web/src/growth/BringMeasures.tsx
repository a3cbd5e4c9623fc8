import { useState } from 'react';
import { ask } from '../api/client';
import { client } from '../api/session';
import type { Measure } from '../api/types';
import { whole } from '../format';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect } from '../kit/fields';
import { toast } from '../shell/toast';
import { own, useWords } from '../words';
import { type MeasureFile, readMeasures } from './measure_file';

type Chosen = Record<string, { about: Measure['about'] | ''; scale: Measure['scale'] }>;

/** A file of unit measures and results; about whom a measure is, is said by a person, for the floor hangs on it. */
export function BringMeasures({ known, onDone }: { known: Measure[]; onDone: () => void }) {
  const { t, language } = useWords();
  const [file, setFile] = useState<MeasureFile | null>(null);
  const [chosen, setChosen] = useState<Chosen>({});
  const there = (key: string) => known.find((one) => one.key === key);
  const fresh = file?.measures.filter((one) => !there(one.key)) ?? [];
  const { busy, fault, submit, clear } = useSend(
    () =>
      ask<{ added: number; changed: number; same: number }>('POST', '/measures', {
        body: {
          measures: fresh.map((one) => ({ key: one.key, name: { [language]: one.name }, about: chosen[one.key]?.about, scale: chosen[one.key]?.scale, per: one.per })),
          rows: file?.rows ?? [],
        },
      }),
    (brought) => {
      void client.invalidateQueries({ queryKey: ['measures'] });
      void client.invalidateQueries({ queryKey: ['linkage'] });
      toast(t('web.linkage.brought', { added: whole(brought.added, language), changed: whole(brought.changed, language), same: whole(brought.same, language) }));
      onDone();
    },
  );
  const read = async (picked: File | undefined) => {
    clear();
    if (!picked) return;
    const found = readMeasures(await picked.text());
    setFile(found);
    // what was said of a measure stands when its file is chosen once more, mended
    setChosen((before) => Object.fromEntries(found.measures.map((one) => [one.key, before[one.key] ?? { about: '' as const, scale: one.share ? 'share' : one.points ? 'points' : 'number' }])));
  };
  const ready = file !== null && file.wrong.length === 0 && file.rows.length > 0 && fresh.every((one) => chosen[one.key]?.about);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        if (!ready) event.preventDefault();
        else void submit(event);
      }}
    >
      <p className="s m2">{t('web.linkage.file_what')}</p>
      <p className="s m2">
        <code>unit,period,measure,value,n</code>
      </p>
      <label className="stack">
        <span className="b">{t('web.linkage.file')}</span>
        <input className="plain" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" onClick={(event) => (event.currentTarget.value = '')} onChange={(event) => void read(event.currentTarget.files?.[0])} data-autofocus />
      </label>
      {file && file.wrong.length > 0 && (
        <ul className="notice bad" role="alert">
          {file.wrong.map((one) => (
            <li key={`${one.line}${one.what}`}>{t(`web.linkage.wrong.${one.what}`, { line: one.line })}</li>
          ))}
        </ul>
      )}
      {file && file.wrong.length === 0 && (
        <>
          <p>{t('web.linkage.file_found', { rows: whole(file.rows.length, language), measures: file.measures.length })}</p>
          {file.measures
            .filter((one) => there(one.key))
            .map((one) => (
              <p key={one.key} className="s m2">
                {own(there(one.key)?.name, language)}: {t(`web.linkage.about.${there(one.key)?.about ?? 'results'}`)}
              </p>
            ))}
          {fresh.map((one) => (
            <div key={one.key} className="form two">
              <NativeSelect
                label={t('web.linkage.about_of', { measure: one.name })}
                value={chosen[one.key]?.about ?? ''}
                onChange={(event) => setChosen({ ...chosen, [one.key]: { about: event.currentTarget.value as Measure['about'], scale: chosen[one.key]?.scale ?? 'number' } })}
                data={[{ value: '', label: t('web.linkage.choose') }, ...(['employees', 'customers', 'results'] as const).map((about) => ({ value: about, label: t(`web.linkage.about.${about}`) }))]}
                required
              />
              <NativeSelect
                label={t('web.linkage.scale_of', { measure: one.name })}
                value={chosen[one.key]?.scale ?? 'number'}
                onChange={(event) => setChosen({ ...chosen, [one.key]: { about: chosen[one.key]?.about ?? '', scale: event.currentTarget.value as Measure['scale'] } })}
                data={(['share', 'points', 'number'] as const).map((scale) => ({ value: scale, label: t(`web.linkage.scale.${scale}`) }))}
              />
            </div>
          ))}
          <p className="s m2">{t('web.linkage.floor')}</p>
        </>
      )}
      {fault.list.length > 0 && (
        <ul className="notice bad s">
          {fault.list.slice(0, 5).map((one) => (
            <li key={one.path}>
              {t('web.linkage.at', { line: Number(/rows\[(\d+)\]/.exec(one.path)?.[1] ?? -1) + 2 })} {one.text}
            </li>
          ))}
        </ul>
      )}
      <FormEnd fault={fault} busy={busy || !ready} label={t('web.linkage.bring')} onCancel={onDone} />
    </form>
  );
}
