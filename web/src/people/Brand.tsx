import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { address, ask } from '../api/client';
import { client, sessionQuery } from '../api/session';
import type { Org } from '../api/types';
import { FormEnd, useSend } from '../kit/Dialog';
import { NativeSelect, TextInput } from '../kit/fields';
import { Fetched } from '../kit/States';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import './brand.css';

export default function Brand() {
  const org = useQuery({ queryKey: ['org'], queryFn: () => ask<Org>('GET', '/org') });
  return <Fetched of={org}>{(data) => <Form key={data.revision} org={data} />}</Fetched>;
}

const changed = () => {
  void client.invalidateQueries({ queryKey: ['org'] });
  void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
};

function Form({ org }: { org: Org }) {
  const { t } = useWords();
  const [name, setName] = useState(org.name);
  const [language, setLanguage] = useState<string>(org.language);
  const [zone, setZone] = useState(org.time_zone);
  const [colour, setColour] = useState(org.brand.colour);
  const [fault, setFault] = useState('');
  const sending = useSend(
    () => ask<Org>('PATCH', '/org', { body: { name, language, time_zone: zone, brand: { colour }, revision: org.revision } }),
    () => {
      changed();
      toast(t('web.saved'));
    },
  );
  const logo = (work: Promise<unknown>) => {
    setFault('');
    work.then(changed, (error: unknown) => setFault(error instanceof Error ? error.message : ''));
  };
  return (
    <div className="grid two even">
      <section className="card" aria-labelledby="brand">
        <div className="ch">
          <h2 id="brand">{t('web.manage.merk')}</h2>
        </div>
        <form className="form" onSubmit={sending.submit}>
          <TextInput label={t('web.begin.organisation')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={sending.fault.field('name')} required />
          <div className="form two">
            <NativeSelect label={t('web.me.language')} value={language} onChange={(event) => setLanguage(event.currentTarget.value)} data={[{ value: 'nl', label: 'Nederlands' }, { value: 'en', label: 'English' }]} error={sending.fault.field('language')} />
            <TextInput label={t('web.brand.zone')} value={zone} onChange={(event) => setZone(event.currentTarget.value)} error={sending.fault.field('time_zone')} required />
          </div>
          <TextInput label={t('web.brand.colour')} description={t('web.brand.colour_what')} pattern="#[0-9a-fA-F]{6}" value={colour} onChange={(event) => setColour(event.currentTarget.value)} error={sending.fault.field('brand.colour')} required />
          <FormEnd fault={sending.fault} busy={sending.busy} label={t('web.save')} />
        </form>
      </section>
      <section className="card" aria-labelledby="logo">
        <div className="ch">
          <h2 id="logo">{t('web.brand.page')}</h2>
        </div>
        <div className="swatches">
          {(['light', 'dark'] as const).map((theme) => {
            const fill = org.brand.fill[theme];
            return (
              <div key={theme} className={`swatch ${theme}`}>
                <svg width="100%" height="36" role="img" aria-label={t('web.brand.fill', { theme: t(`web.me.${theme}`), colour: fill.colour, text: fill.text })}>
                  <rect width="100%" height="36" rx="8" fill={fill.colour} />
                  <text x="12" y="23" style={{ fill: fill.text }} fontSize="14" fontWeight="600">
                    {org.name}
                  </text>
                </svg>
                <span className="s">
                  {t(`web.me.${theme}`)}: {fill.colour}
                </span>
              </div>
            );
          })}
        </div>
        <p className="s m2">{t('web.brand.mended')}</p>
        {org.brand.logo && <img className="logo" src={address('/org/logo', { r: org.revision })} alt={t('web.brand.logo_of', { name: org.name })} />}
        <div className="row wrap" style={{ marginTop: 12 }}>
          <label className="btn">
            {t(org.brand.logo ? 'web.brand.logo_other' : 'web.brand.logo_add')}
            <input
              className="vh"
              type="file"
              accept="image/png,image/jpeg"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) logo(ask('PUT', '/org/logo', { raw: file }));
                event.target.value = '';
              }}
            />
          </label>
          {org.brand.logo && (
            <button type="button" className="btn" onClick={() => logo(ask('DELETE', '/org/logo'))}>
              {t('web.brand.logo_remove')}
            </button>
          )}
        </div>
        <p className="s m3" style={{ marginTop: 6 }}>
          {t('web.brand.logo_what')}
        </p>
        {fault && (
          <p className="notice bad" role="alert">
            {fault}
          </p>
        )}
      </section>
    </div>
  );
}
