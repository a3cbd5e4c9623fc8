import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { whole } from '../format';
import { Empty, Fetched } from '../kit/States';
import { Table } from '../kit/Table';
import { useWords } from '../words';
import { seenQuery } from './queries';
import type { SeenUnit } from './shapes';

export type SeenRow = { unit: SeenUnit; depth: number };
/** The tree as a list, parents first; the order of the answer where a parent is not in it. */
export function seenTree(units: SeenUnit[]): SeenRow[] {
  const known = new Set(units.map((unit) => unit.id));
  const out: SeenRow[] = [];
  const walk = (parent: string | null, depth: number) => {
    for (const unit of units.filter((one) => (one.parent && known.has(one.parent) ? one.parent : null) === parent)) {
      out.push({ unit, depth });
      walk(unit.id, depth + 1);
    }
  };
  walk(null, 0);
  return out;
}

/** Before a round starts: what each role will see of it, and in which group every unit's answers count. */
export function Seen({ id, floor, plans }: { id: string; floor: number; plans: boolean }) {
  const { t, language } = useWords();
  const seen = useQuery(seenQuery(id, language));
  return (
    <>
      <section className="card" aria-labelledby="sees">
        <div className="ch">
          <h2 id="sees">{t('web.seen.roles')}</h2>
          <span className="s m3">{t('web.seen.roles_what')}</span>
        </div>
        <Fetched of={seen}>
          {(data) => (
            <>
            {data.meanwhile && <p className="s m2" style={{ marginBottom: 8 }}>{data.meanwhile}</p>}
            <dl className="rolesees">
              {whoSeesWhat(data.roles).map((one) => (
                <div key={one.sees} style={{ display: 'contents' }}>
                  <dt>{one.roles.map((role) => roleName(role, t)).join(', ')}</dt>
                  <dd>{one.sees}</dd>
                </div>
              ))}
            </dl>
            </>
          )}
        </Fetched>
      </section>
      <section className="card seen" aria-labelledby="units-seen">
        <div className="ch">
          <h2 id="units-seen">{t('web.seen.units')}</h2>
          <span className="s m3">{t('web.seen.units_what', { floor: whole(floor, language) })}</span>
        </div>
        <Fetched of={seen}>
          {(data) =>
            data.units.every((unit) => unit.people === 0) ? (
              <Empty
                title={t('web.seen.nobody')}
                action={
                  plans ? (
                    <Link className="btn" to="/beheer/$part" params={{ part: 'medewerkers' }}>
                      {t('web.seen.add')}
                    </Link>
                  ) : undefined
                }
              >
                {t('web.seen.nobody_text')}
              </Empty>
            ) : (
              <UnitsSeen units={data.units} />
            )
          }
        </Fetched>
      </section>
    </>
  );
}

const MANY = 16;
/** Who is too small to count alone comes first; a long tree waits behind one click. */
function UnitsSeen({ units }: { units: SeenUnit[] }) {
  const { t, language } = useWords();
  const small = units.filter((unit) => unit.people > 0 && unit.counts_in.id !== unit.id);
  const nameOf = (unit: SeenUnit) => {
    const parent = units.find((one) => one.id === unit.parent);
    return parent?.parent ? `${unit.name}, ${parent.name}` : unit.name;
  };
  const tree = (
              <Table
                caption={t('web.seen.units')}
                rows={seenTree(units)}
                rowKey={({ unit }) => unit.id}
                columns={[
                  { name: t('web.unit'), kind: 'head', cell: ({ unit, depth }) => <span style={{ paddingLeft: depth * 16 }}>{unit.name}</span> },
                  { name: t('web.seen.people'), kind: 'number', cell: ({ unit }) => whole(unit.people, language) },
                  {
                    name: t('web.seen.counts'),
                    cell: ({ unit }) =>
                      unit.people === 0 ? (
                        <span className="m3">–</span>
                      ) : unit.counts_in.id === unit.id ? (
                        t('web.seen.itself')
                      ) : (
                        <span className="chip">{t('web.seen.elsewhere', { unit: unit.counts_in.name, count: unit.counts_in.people, n: whole(unit.counts_in.people, language) })}</span>
                      ),
                  },
                ]}
              />
  );
  return (
    <>
      <p className="m2">{small.length ? t('web.seen.small', { count: small.length, n: whole(small.length, language) }) : t('web.seen.none_small')}</p>
      {units.length <= MANY ? (
        tree
      ) : (
        <>
          {small.length > 0 && (
            <ul className="smallunits">
              {small.map((unit) => (
                <li key={unit.id}>
                  <b>{nameOf(unit)}</b> <span className="s m3 tn">{t('web.seen.people_n', { count: unit.people, n: whole(unit.people, language) })}</span>
                  <span className="chip">{t('web.seen.elsewhere', { unit: unit.counts_in.name, count: unit.counts_in.people, n: whole(unit.counts_in.people, language) })}</span>
                </li>
              ))}
            </ul>
          )}
          <details className="astable">
            <summary>{t('web.seen.all', { count: units.length, n: whole(units.length, language) })}</summary>
            {tree}
          </details>
        </>
      )}
    </>
  );
}

/** Roles that see the same stand together, in the order of the answer. */
export function whoSeesWhat(roles: { role: string; sees: string }[]): { roles: string[]; sees: string }[] {
  const out: { roles: string[]; sees: string }[] = [];
  for (const { role, sees } of roles) {
    const same = out.find((one) => one.sees === sees);
    if (same) same.roles.push(role);
    else out.push({ roles: [role], sees });
  }
  return out;
}

const roleName = (role: string, t: (key: string) => string) => {
  const key = `web.role.${role}`;
  const said = t(key);
  return said === key ? role : said;
};
