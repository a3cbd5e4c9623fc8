import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rolesQuery } from '../api/queries';
import { NativeSelect, TextInput } from '../kit/fields';
import { own, useWords } from '../words';
import { byLevel, roleNamed } from './job_roles';

const ANOTHER = 'another';

/** Who looks after it: one of the organisation's roles, or another that is typed. Either way its name is what is kept. */
export function OwnerRole({ value, onChange, error, required = false, focus = false }: { value: string; onChange: (role: string) => void; error: string | undefined; required?: boolean; focus?: boolean }) {
  const { t, language } = useWords();
  const asked = useQuery(rolesQuery);
  const [typing, setTyping] = useState(false);
  const open = (asked.data ?? []).filter((role) => !role.ended);
  const known = roleNamed(open, value);
  const typed = (label: string) => (
    <TextInput label={label} description={t('web.owner_role.what')} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={error} required={required} {...(focus || typing ? { 'data-autofocus': true } : {})} />
  );
  if (!asked.isPending && open.length === 0) return typed(t('web.owner_role'));
  const other = typing || (value !== '' && !known);
  const choose = (chosen: string) => {
    setTyping(chosen === ANOTHER);
    const role = open.find((one) => one.id === chosen);
    onChange(role ? own(role.name, language) : '');
  };
  return (
    <>
      <NativeSelect
        label={t('web.owner_role')}
        value={other ? ANOTHER : (known?.id ?? '')}
        onChange={(event) => choose(event.currentTarget.value)}
        disabled={asked.isPending}
        data={[{ value: '', label: t('web.owner_role.nobody') }, ...byLevel(open, t, language), { value: ANOTHER, label: t('web.owner_role.another') }]}
        error={other ? undefined : error}
        required={required}
        {...(focus ? { 'data-autofocus': true } : {})}
      />
      {other && !asked.isPending && typed(t('web.owner_role.other'))}
    </>
  );
}
