import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../api/client';
import { keepSession } from '../api/session';
import type { RoleName, Session } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { PasswordInput, TextInput } from '../kit/fields';
import { Fetched } from '../kit/States';
import { useWords } from '../words';
import { Door } from './Door';

export default function Invited() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { token } = useParams({ strict: false }) as { token: string };
  const [inside, setInside] = useState(false);
  const invitation = useQuery({
    // used up by the one who accepts it
    enabled: !inside,
    queryKey: ['invitation', token],
    queryFn: () => ask<{ organisation: string; email: string; role: RoleName; renews: boolean }>('GET', `/invitations/${encodeURIComponent(token)}`),
  });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, fault, submit } = useSend(
    () => ask<Session>('POST', `/invitations/${encodeURIComponent(token)}/accept`, { body: { ...(invitation.data?.renews ? {} : { name }), password } }),
    (session) => {
      setInside(true);
      keepSession(session);
      void navigate({ to: '/belofte' });
    },
  );
  return (
    <Door title={t(invitation.data?.renews ? 'web.renewed' : 'web.invited')}>
      <Fetched of={invitation}>
        {(data) => (
          <>
            <p className="m2" style={{ marginTop: 6 }}>
              {data.renews ? t('web.renewed.what', { organisation: data.organisation }) : t('web.invited.what', { organisation: data.organisation, role: t(`web.role.${data.role}`).toLocaleLowerCase() })}
            </p>
            <form onSubmit={submit}>
              <TextInput type="email" label={t('web.email')} value={data.email} autoComplete="username" readOnly />
              {!data.renews && <TextInput label={t('web.name')} autoComplete="name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={fault.field('name')} required />}
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
              <FormEnd fault={fault} busy={busy} label={t(data.renews ? 'web.renewed.send' : 'web.invited.send')} />
            </form>
          </>
        )}
      </Fetched>
    </Door>
  );
}
