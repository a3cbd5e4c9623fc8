import { Link } from '@tanstack/react-router';
import { ask } from '../api/client';
import { may, useSession } from '../api/session';
import { faultText } from '../kit/States';
import { useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { toast } from '../shell/toast';
import { useWords } from '../words';
import { storiesChanged, weekNumber } from './queries';
import type { Story } from './shapes';

/** In or out of the week's teamstart; what nobody checked yet is looked at first. */
export function Choose({ story, week }: { story: Story; week: string }) {
  const { t } = useWords();
  const { account } = useSession();
  const chosen = story.chosen.includes(week);
  const { busy, submit } = useSend(
    () => ask(chosen ? 'DELETE' : 'PUT', `/stories/${encodeURIComponent(story.id)}/weeks/${week}`).catch((error: unknown) => toast(faultText(error, t))),
    storiesChanged,
  );
  if (!may(account.role, 'check_stories')) return null;
  if (story.standing === 'told')
    return story.may_share ? (
      <Link className="ic" to="/verhalen/nakijken" search={{ verhaal: story.id } as never}>
        <Icon name="pen" />
        {t('web.stories.check_one')}
      </Link>
    ) : null;
  if (story.standing === 'kept_back') return null;
  return (
    <button type="button" className="ic" aria-pressed={chosen} aria-disabled={busy || undefined} onClick={() => void submit()}>
      <Icon name={chosen ? 'check' : 'plus'} />
      {t(chosen ? 'web.stories.in_start' : 'web.stories.start')}
      <span className="vh">, {t('web.story.week', { week: String(weekNumber(week)) })}</span>
    </button>
  );
}
