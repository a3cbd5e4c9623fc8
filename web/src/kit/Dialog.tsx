import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useWords } from '../words';
import { ApiFault, type FaultField } from '../api/client';
import { faultText } from './States';
import './dialog.css';

export type DialogProps = { title: string; opened: boolean; onClose: () => void; children: ReactNode; wide?: boolean };
const Box = lazy(() => import('./DialogBox'));
/** A form or a question above the page. What it is made of comes with the first that opens, not with the page. */
export function Dialog(props: DialogProps) {
  const [used, setUsed] = useState(props.opened);
  if (props.opened && !used) setUsed(true);
  return used ? (
    <Suspense fallback={null}>
      <Box {...props} />
    </Suspense>
  ) : null;
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
