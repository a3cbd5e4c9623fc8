import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ask } from '../api/client';
import { keepSession } from '../api/session';
import type { Named, SignedIn } from '../api/types';
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
  const [choice, setChoice] = useState<Named[]>();
  const picked = useRef<string>(undefined);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [choice]);
  const { busy, fault, submit } = useSend(
    () => ask<SignedIn>('POST', '/session', { body: { email, password, organisation: picked.current } }),
    (answer) => {
      if ('choose' in answer) {
        setChoice(answer.choose);
        return;
      }
      keepSession(answer);
      if (naar) router.history.push(naar);
      else void navigate({ to: '/belofte' });
    },
  );
  const pick = (organisation: string) => {
    picked.current = organisation;
    void submit();
  };
  const back = () => {
    picked.current = undefined;
    setChoice(undefined);
  };
  if (choice)
    return (
      <Door title={t('web.sign_in.which')} lead={t('web.sign_in.lead')}>
        <p className="s m2">{t('web.sign_in.which.lead')}</p>
        <ul className="which">
          {choice.map((one, index) => (
            <li key={one.id}>
              <button type="button" className="btn" ref={index === 0 ? first : undefined} aria-disabled={busy || undefined} onClick={() => pick(one.id)}>
                {one.name}
              </button>
            </li>
          ))}
        </ul>
        {fault.text && (
          <p className="notice bad" role="alert">
            {fault.text}
          </p>
        )}
        <button type="button" className="btn" onClick={back}>
          {t('web.sign_in.back')}
        </button>
      </Door>
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
