import { useQuery } from '@tanstack/react-query';
import { useSession } from '../api/session';
import { day, whole } from '../format';
import { useWords } from '../words';
import { looksAfter, sumsQuery } from './queries';

/** Where nothing new is asked because too many wait for an answer. */
export function Pauses({ unit }: { unit?: string | undefined }) {
  const { t, language } = useWords();
  const { account } = useSession();
  const { data } = useQuery({ ...sumsQuery({ unit }), enabled: looksAfter(account.role) });
  return (data?.pauses ?? []).map((pause) => (
    <div key={pause.unit.id} className="notice bad" role="status">
      <p>
        <b>{t('web.follow_ups.paused', { unit: pause.unit.name })}</b> {t('web.follow_ups.paused_text', { count: pause.unanswered, n: whole(pause.unanswered, language), day: day(pause.since, language) })}
      </p>
    </div>
  ));
}
