import { useQuery } from '@tanstack/react-query';
import { decimal, whole } from '../format';
import { Icon } from '../kit/icons';
import { Fetched } from '../kit/States';
import { type Column, Table } from '../kit/Table';
import { useWords } from '../words';
import { suggestionsQuery } from './queries';
import type { Suggestion, Suggestions } from './shapes';

/** Words that stand more often in stories less than expected than in better ones, and the other way round: a start, no finding. */
export function Suggested({ unit, moment, onAdd }: { unit: string | undefined; moment: string | undefined; onAdd: ((word: string) => void) | undefined }) {
  const { t } = useWords();
  const suggestions = useQuery(suggestionsQuery(unit, moment));
  return (
    <section className="card" aria-labelledby="suggested">
      <div className="ch">
        <h2 id="suggested">{t('web.themes.suggested')}</h2>
        <span className="s m3">{t('web.themes.correlation')}</span>
      </div>
      <p className="s m2" style={{ maxWidth: '96ch', marginBottom: 10 }}>
        {t('web.themes.z_what')}
      </p>
      <Fetched of={suggestions}>
        {(data) =>
          data.words.length === 0 ? (
            <p className="m2">{t('web.themes.suggested_none')}</p>
          ) : (
            <div className="grid sides">
              {(['less', 'better'] as const).map((side) => (
                <Side key={side} side={side} data={data} onAdd={onAdd} />
              ))}
            </div>
          )
        }
      </Fetched>
    </section>
  );
}

function Side({ side, data, onAdd }: { side: 'less' | 'better'; data: Suggestions; onAdd: ((word: string) => void) | undefined }) {
  const { t, language } = useWords();
  const words = data.words.filter((one) => one.of === side);
  const other = side === 'less' ? 'better' : 'less';
  const count = (one: Suggestion, of: 'less' | 'better') => t('web.themes.of', { k: whole(one[of], language), n: whole(data[of], language) });
  const columns: Column<Suggestion>[] = [
    { name: t('web.themes.word'), kind: 'head', cell: (one) => one.word },
    { name: t(`web.expectation.${side}.word`), kind: 'number', cell: (one) => count(one, side) },
    { name: t(`web.expectation.${other}.word`), kind: 'number', cell: (one) => count(one, other) },
    { name: 'z', kind: 'number', cell: (one) => decimal(Math.abs(one.z), 1, language) },
  ];
  if (onAdd)
    columns.push({
      name: t('web.actions'),
      kind: 'acts',
      cell: (one) => (
        <button type="button" className="btn sm" aria-label={t('web.themes.add_word', { word: one.word })} onClick={() => onAdd(one.stem)}>
          <Icon name="plus" />
        </button>
      ),
    });
  return (
    <div>
      <h3 className={side === 'less' ? 'brick' : 'gold'}>{t(`web.themes.more_in.${side}`)}</h3>
      {words.length ? <Table caption={t(`web.themes.more_in.${side}`)} columns={columns} rows={words} rowKey={(one) => one.stem} /> : <p className="s m2">{t('web.themes.side_none')}</p>}
    </div>
  );
}
