import { type ReactNode, useEffect, useState } from 'react';
import { ApiFault } from '../api/client';
import { clock } from '../format';
import { useWords } from '../words';

/** Nothing for 300 ms, then the shape of what comes. */
export function Loading({ children }: { children?: ReactNode }) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" role="status" className="stack">
      {shown && (
        <>
          <span className="vh">{t('web.loading')}</span>
          {children ?? <Bones heights={[28, 90, 320, 160]} />}
        </>
      )}
    </div>
  );
}

export function Bones({ heights }: { heights: number[] }) {
  return (
    <>
      {heights.map((height, at) => (
        <div key={at} className="skeleton" style={{ height }} />
      ))}
    </>
  );
}

export function faultText(error: unknown, t: (key: string) => string): string {
  if (error instanceof ApiFault) {
    if (error.message) return error.message;
    const key = `web.fault.${error.kind}`;
    const text = t(key);
    return text === key ? t('web.fault.unavailable') : text;
  }
  return t('web.fault.unreachable');
}

/** What failed, what is safe, what to do. */
export function Fault({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  return (
    <div className="notice bad" role="alert">
      <p>
        <b>{faultText(error, t)}</b> {t('web.fault.safe')}
      </p>
      {/* what someone may not see stays so, however often it is asked */}
      {retry && !(error instanceof ApiFault && error.status === 403) && (
        <button type="button" className="btn sm" onClick={retry}>
          {t('web.fault.retry')}
        </button>
      )}
    </div>
  );
}

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="voice big">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** Old figures stay while new ones cannot be had, and say from when they are. */
export function Stale({ at }: { at: number }) {
  const { t, language } = useWords();
  return (
    <span className="old" role="status">
      {t('web.stale', { time: clock(new Date(at).toISOString(), language) })}
    </span>
  );
}

type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean; dataUpdatedAt: number; refetch: () => unknown };
/** The four states of everything that is fetched, in one place. */
export function Fetched<T>({ of, bones, children }: { of: Asked<T>; bones?: ReactNode; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) {
    return (
      <>
        {of.error ? <Stale at={of.dataUpdatedAt} /> : null}
        {children(of.data)}
      </>
    );
  }
  if (of.error) return <Fault error={of.error} retry={() => void of.refetch()} />;
  return <Loading>{bones}</Loading>;
}
