import { FollowedAtMoment } from '../actions/AtMoment';
import { AtMoment } from '../barriers/AtMoment';
import { Cards } from './Cards';

/** What the floor may and must here, what holds it back, and what came of customers who were let down. */
export default function OfTheFloor({ moment, ended }: { moment: string; ended: boolean }) {
  return (
    <>
      <Cards moment={moment} ended={ended} />
      <div className="grid two even">
        <AtMoment moment={moment} />
        <FollowedAtMoment moment={moment} />
      </div>
    </>
  );
}
