import { useWords } from '../words';
import { Fault } from '../kit/States';

export function Lost() {
  const { t } = useWords();
  return (
    <main className="door" id="inhoud">
      <title>{`${t('web.lost.title')} · goud`}</title>
      <h1>{t('web.lost.title')}</h1>
      <p className="lead">{t('web.lost.text')}</p>
      <a className="btn p" href="/belofte">
        {t('web.lost.home')}
      </a>
    </main>
  );
}

export function Failed({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useWords();
  return (
    <main className="door" id="inhoud">
      <title>{`${t('web.failed.title')} · goud`}</title>
      <h1>{t('web.failed.title')}</h1>
      <Fault error={error} retry={() => (reset ? reset() : location.reload())} />
    </main>
  );
}
