import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { keepSession } from '../api/session';
import type { Session } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { PasswordInput, TextInput } from '../kit/fields';
import { useWords } from '../words';
import { Door } from './Door';

export default function SignIn() {
  const { t } = useWords();
  const navigate = useNavigate();
  const router = useRouter();
  const { naar } = useSearch({ strict: false }) as { naar?: string };
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<Session>('POST', '/session', { body: { email, password } }),
    (session) => {
      keepSession(session);
      if (naar) router.history.push(naar);
      else void navigate({ to: '/belofte' });
    },
  );
  return (
    <Door title={t('web.sign_in')} lead={t('web.sign_in.lead')}>
      <form onSubmit={submit}>
        <TextInput type="email" label={t('web.email')} autoComplete="username" value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={fault.field('email')} required />
        <PasswordInput
          label={t('web.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={fault.field('password')}
          visibilityToggleButtonProps={{ 'aria-label': t('web.password.show') }}
          required
        />
        <FormEnd fault={fault} busy={busy} label={t('web.sign_in.send')} />
      </form>
      <p className="s m3" style={{ marginTop: 14 }}>
        {t('web.sign_in.forgot')}
      </p>
    </Door>
  );
}
