import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from '../kit/icons';

let message: { text: string; at: number } | null = null;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/** One short sentence that something happened; read out, gone after six seconds. */
export function toast(text: string) {
  message = { text, at: Date.now() };
  tell();
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => {
      message = null;
      tell();
    }, 6000);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div aria-live="polite" role="status">
      {shown && (
        <div className="toast">
          <Icon name="check" />
          {shown.text}
        </div>
      )}
    </div>
  );
}
