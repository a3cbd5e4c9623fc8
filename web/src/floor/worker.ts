import { address, currentSpeech } from '../api/client';

/** Where there is no reach the page still opens: a worker of its own (public/sw.js), told which files this page runs on. */
export function keepPage() {
  if (!('serviceWorker' in navigator)) return () => undefined;
  void navigator.serviceWorker.register('/sw.js', { scope: '/vandaag', updateViaCache: 'none' }).catch(() => undefined);
  const tell = async () => {
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType('resource').map((one) => one.name);
    const named = [...document.querySelectorAll<HTMLElement>('script[src],link[href]')].map((one) => (one as HTMLScriptElement).src || (one as HTMLLinkElement).href);
    const own = [...loaded, ...named].map((one) => new URL(one)).filter((one) => one.origin === location.origin && (one.pathname.startsWith('/assets/') || one.pathname === '/icon.svg'));
    // what was read before the worker was there, and who is here
    const reads = [...loaded, address('/floor/session', { lang: currentSpeech() })].map((one) => new URL(one, location.href)).filter((one) => one.origin === location.origin && one.pathname.startsWith('/api/'));
    active?.postMessage({ keep: [...new Set(own.map((one) => one.pathname))], reads: [...new Set(reads.map((one) => one.pathname + one.search))] });
  };
  const timers = [1000, 8000].map((wait) => setTimeout(() => void tell(), wait));
  return () => timers.forEach(clearTimeout);
}
