import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { keepSession } from '../api/session';
import type { Session } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { PasswordInput, TextInput } from '../kit/fields';
import { useWords } from '../words';
import { Door } from './Door';

/** First start: the organisation and its first owner, with the token that `goud serve` printed. */
export default function Begin() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { token?: string };
  const [token, setToken] = useState(search.token ?? '');
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<Session>('POST', '/setup', { body: { token, organisation, name, email, password, language } }),
    (session) => {
      keepSession(session);
      void navigate({ to: '/eerste-uur' });
    },
  );
  return (
    <Door title={t('web.begin')} lead={t('web.begin.lead')}>
      <p className="m2" style={{ marginTop: 6 }}>
        {t('web.begin.what')}
      </p>
      <form onSubmit={submit}>
        <TextInput label={t('web.begin.token')} description={t('web.begin.token_what')} autoComplete="off" value={token} onChange={(event) => setToken(event.currentTarget.value)} error={fault.field('token')} required />
        <TextInput label={t('web.begin.organisation')} autoComplete="organization" value={organisation} onChange={(event) => setOrganisation(event.currentTarget.value)} error={fault.field('organisation')} required />
        <TextInput label={t('web.name')} autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required />
        <TextInput type="email" label={t('web.email')} autoComplete="username" value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={fault.field('email')} required />
        <PasswordInput
          label={t('web.password')}
          description={t('web.password.what')}
          autoComplete="new-password"
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fault.field('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('web.password.show') }}
          required
        />
        <FormEnd fault={fault} busy={busy} label={t('web.begin.send')} />
      </form>
    </Door>
  );
}
