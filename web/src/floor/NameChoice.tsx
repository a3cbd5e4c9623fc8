import { useState } from 'react';
import { Seg } from '../kit/Seg';
import { useWords } from '../words';
import { useFloor } from './session';
import type { Today } from './shapes';

/** Without a name unless somebody chooses otherwise; where ten people cannot be found only by name. */
export function useNamed(today: Today) {
  const { somebody } = useFloor();
  const place = today.anonymous_at?.name ?? null;
  const [chosen, setChosen] = useState<'nameless' | 'named'>('nameless');
  const byName = somebody && (chosen === 'named' || place === null);
  return { somebody, place, chosen: byName ? ('named' as const) : ('nameless' as const), setChosen, byName, can: byName || place !== null };
}

export function NameChoice({ named, today }: { named: ReturnType<typeof useNamed>; today: Today }) {
  const { t } = useWords();
  if (!named.somebody || today.anonymous_at === null) return null;
  return (
    <Seg
      label={t('web.floor.name')}
      value={named.chosen}
      options={[
        { value: 'nameless', name: t('web.floor.nameless') },
        { value: 'named', name: t('web.floor.named') },
      ]}
      onPick={named.setChosen}
    />
  );
}
