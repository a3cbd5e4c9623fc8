import { Modal } from '@mantine/core';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/UnstyledButton.css';
import { type ReactNode, useState } from 'react';
import { useWords } from '../words';
import { ApiFault, type FaultField } from '../api/client';
import { faultText } from './States';
import './dialog.css';

export function Dialog({ title, opened, onClose, children, wide }: { title: string; opened: boolean; onClose: () => void; children: ReactNode; wide?: boolean }) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      // locking the page would write a style element, which our content policy refuses
      lockScroll={false}
      size={wide ? 720 : 480}
      radius={12}
      closeButtonProps={{ 'aria-label': t('web.close') }}
      // the head of a dialog is no banner of the page
      attributes={{ header: { role: 'presentation' } }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Modal>
  );
}

export type FormFault = { text: string; field: (path: string) => string | undefined; list: FaultField[] };
export const NO_FAULT: FormFault = { text: '', field: () => undefined, list: [] };

/** Sends a form once, keeps what was refused beside its field. */
export function useSend<T>(send: () => Promise<T>, after?: (result: T) => void) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<FormFault>(NO_FAULT);
  const submit = async (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(NO_FAULT);
    try {
      const result = await send();
      setBusy(false);
      after?.(result);
    } catch (error) {
      setBusy(false);
      const fields = error instanceof ApiFault ? error.fields : [];
      setFault({ text: faultText(error, t), list: fields, field: (path) => fields.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.text });
    }
  };
  return { busy, fault, submit, clear: () => setFault(NO_FAULT) };
}

export function FormEnd({ fault, busy, label, onCancel, tone = 'p' }: { fault: FormFault; busy: boolean; label: string; onCancel?: () => void; tone?: 'p' | 'g' }) {
  const { t } = useWords();
  return (
    <>
      {fault.text && (
        <p className="notice bad" role="alert">
          {fault.text}
        </p>
      )}
      <div className="row wrap">
        <button type="submit" className={`btn ${tone}`} aria-disabled={busy || undefined}>
          {busy ? t('web.busy') : label}
        </button>
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {t('web.cancel')}
          </button>
        )}
      </div>
    </>
  );
}
