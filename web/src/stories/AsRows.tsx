import { Link } from '@tanstack/react-router';
import { day } from '../format';
import { StoryChips, wordsOf } from '../kit/StoryCard';
import { Table } from '../kit/Table';
import { usePlace } from '../shell/place';
import { own, useWords } from '../words';
import { followText } from './come_of_it';
import type { FollowUp, Story } from './shapes';

/** The wall as a table: the same stories in the same order. */
export function AsRows({ stories, follows }: { stories: Story[]; follows: Map<string, FollowUp> | undefined }) {
  const { t, language } = useWords();
  const place = usePlace();
  return (
    <section className="card storyrows">
      <Table<Story>
        caption={t('web.stories')}
        rows={stories}
        rowKey={(story) => story.id}
        columns={[
          {
            name: t('web.story'),
            kind: 'head',
            cell: (story) => (
              <Link to="/verhalen/$id" params={{ id: story.id }} className="voice" lang={story.language === language ? undefined : story.language}>
                {wordsOf(story)}
              </Link>
            ),
          },
          { name: t('web.story.known'), cell: (story) => <StoryChips story={story} follow={followText(follows?.get(story.id), t, language)} /> },
          { name: t('web.unit'), cell: (story) => place(story.unit) },
          { name: t('web.moment'), cell: (story) => own(story.moment?.name, language) || '–' },
          { name: t('web.day'), cell: (story) => (story.day ? day(story.day, language) : t('web.story.week', { week: String(Number(story.week.slice(6))) })) },
        ]}
      />
    </section>
  );
}
