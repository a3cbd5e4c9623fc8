import { useQuery } from '@tanstack/react-query';
import { metaQuery } from '../api/queries';
import { useWords } from '../words';
import './first_hour.css';

/** Said before a code hangs: reached on this machine's own address, a telephone finds nothing behind it. */
export function HereOnly() {
  const { t } = useWords();
  const { data: meta } = useQuery(metaQuery);
  if (!meta?.here_only) return null;
  return (
    <div className="notice bad s hereonly" role="note">
      <p>
        <b>{t('web.here_only')}</b> {t('web.here_only.why', { address: meta.address })}
      </p>
      <p>{t('web.here_only.mend')}</p>
      <pre className="s">{'[serve]\nurl = "https://goud.example.nl"'}</pre>
    </div>
  );
}
