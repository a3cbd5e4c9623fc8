"""Which groups under the floor can be worked out from published ones: every published group is an equation over kinds of people
that no group tells apart, and a set of kinds is solved when its indicator is a sum of multiples of the published ones.
The same question as tests/attack/equations.cpp asks, in other words, of what a running house says."""
import random

PRIME = (1 << 61) - 1


def kinds_of(people, rows):
    """People told apart by the rows alike, by the rows that hold them: {rows: [people]}."""
    kinds = {}
    for one in people:
        kinds.setdefault(frozenset(at for at, row in enumerate(rows) if one in row), []).append(one)
    return kinds


def prints(kinds, rows):
    """A number for each kind: a random vector of the null space. Those of a set sum to zero when it is solved."""
    order = list(kinds)
    matrix = [[1 if at in kind else 0 for kind in order] for at in range(len(rows))]
    pivots, used = [], 0
    for column in range(len(order)):
        found = next((at for at in range(used, len(matrix)) if matrix[at][column]), None)
        if found is None:
            continue
        matrix[used], matrix[found] = matrix[found], matrix[used]
        scale = pow(matrix[used][column], PRIME - 2, PRIME)
        matrix[used] = [value * scale % PRIME for value in matrix[used]]
        for at, row in enumerate(matrix):
            if at != used and row[column]:
                factor = row[column]
                matrix[at] = [(a - factor * b) % PRIME for a, b in zip(row, matrix[used])]
        pivots.append(column)
        used += 1
    chance = random.Random(7)
    values = [0 if column in pivots else chance.randrange(1, PRIME) for column in range(len(order))]
    for at, column in enumerate(pivots):
        values[column] = -sum(matrix[at][free] * values[free] for free in range(len(order)) if free != column and matrix[at][free]) % PRIME
    return dict(zip(order, values))


def light_sets(people, rows, floor, weight=lambda one: 1):
    """(groups tried, the sets of people under the floor that are solved). Sets of up to four kinds, by sums of halves."""
    kinds = kinds_of(people, rows)
    heavy = {kind: sum(weight(one) for one in ones) for kind, ones in kinds.items()}
    value = prints(kinds, rows)
    light = [kind for kind in kinds if heavy[kind] < floor]
    halves = [()] + [(a,) for a in light] + [(a, b) for at, a in enumerate(light) for b in light[at + 1:] if heavy[a] + heavy[b] < floor]
    table, tried, solved = {}, 0, set()
    for half in halves:
        table.setdefault(sum(value[kind] for kind in half) % PRIME, []).append(half)
    for half in halves:
        tried += 1
        for other in table.get(-sum(value[kind] for kind in half) % PRIME, []):
            both = frozenset(half) | frozenset(other)
            if both and len(both) == len(half) + len(other) and sum(heavy[kind] for kind in both) < floor:
                solved.add(both)
    return len(halves) * (len(halves) + 1) // 2, [sorted(one for kind in both for one in kinds[kind]) for both in solved]
