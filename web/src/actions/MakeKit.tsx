import { useNavigate } from '@tanstack/react-router';
import type { RoleName } from '../api/types';
import { useSend } from '../kit/Dialog';
import { Icon } from '../kit/icons';
import { useWords } from '../words';
import { kitChanged, makeKit } from './kit_queries';
import { thisWeek } from './week';

export const makesKits = (role: RoleName) => role === 'owner' || role === 'cx_manager' || role === 'unit_manager';

/** One click: the kit of this team and week is made, or the one there is opens. */
export function MakeKit({ unit, week = thisWeek(), there = false }: { unit: string; week?: string; there?: boolean }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const send = useSend(
    () => makeKit(unit, week),
    () => {
      kitChanged();
      void navigate({ to: '/team/$unit/teamstart/$week', params: { unit, week } });
    },
  );
  return (
    <>
      <button type="button" className="btn g" aria-disabled={send.busy || undefined} onClick={() => void send.submit()}>
        <Icon name="print" />
        {send.busy ? t('web.busy') : t(there ? 'web.kit.open' : 'web.kit.make')}
      </button>
      {send.fault.text && (
        <p className="notice bad s" role="alert">
          {send.fault.text}
        </p>
      )}
    </>
  );
}
