import { useWords } from '../words';
import { TextInput } from './fields';

/** A name in both languages; one is enough. */
export function TwoNames({ nl, en, onNl, onEn, fault }: { nl: string; en: string; onNl: (name: string) => void; onEn: (name: string) => void; fault: (path: string) => string | undefined }) {
  const { t } = useWords();
  return (
    <>
      <TextInput label={t('web.name_nl')} value={nl} onChange={(event) => onNl(event.currentTarget.value)} error={fault('name.nl') ?? fault('name')} required={!en} data-autofocus />
      <TextInput label={t('web.name_en')} value={en} onChange={(event) => onEn(event.currentTarget.value)} error={fault('name.en')} required={!nl} />
    </>
  );
}
export const named = (nl: string, en: string) => ({ ...(nl.trim() ? { nl: nl.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) });
