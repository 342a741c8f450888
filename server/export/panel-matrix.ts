// The matrix of all pairs as the panel draws it: by classes, small enough to be sent after every keystroke. Where the
// controls say otherwise than the file, devices share a class only if they do under both, so that every cell has one verdict
// of each.

import type { Machine } from '../../core/machine';
import { classVerdict, decideClasses } from '../../core/p2pdma/classes';
import type { PairClasses } from '../../core/p2pdma/classes';
import type { PanelMatrix } from '../protocol/panel';
import { PANEL_MAP_TYPE_LETTERS } from '../protocol/panel';

/** Up to this many endpoints each has a row of its own: people look for a device, not for a class. */
const MOST_SINGLE_ROWS = 64;

/** `inFile`: the machine of the file, where the panel shows another one. */
export function panelMatrix(machine: Machine, inFile: Machine | null): PanelMatrix {
  const { functions } = machine.topology;
  const decided = decideClasses(machine);
  const before = inFile === null ? null : decidedInFile(inFile);
  const endpoints = decided.classes.flat().sort((a, b) => a - b);
  const single = endpoints.length <= MOST_SINGLE_ROWS;
  const rows = single ? endpoints.map((endpoint) => [endpoint]) : sharedClasses(decided, before);
  return {
    classes: rows.map((members) => ({ members: members.map((index) => functions[index]?.name ?? '') })),
    ...cellsOf(rows, decided),
    inFile: before === null ? null : cellsOf(rows, before),
  };
}

/** The machine of the file stays the same while one control after the other is tried. */
const decidedOf = new WeakMap<Machine, PairClasses>();

function decidedInFile(machine: Machine): PairClasses {
  const decided = decidedOf.get(machine) ?? decideClasses(machine);
  decidedOf.set(machine, decided);
  return decided;
}

type Rows = readonly (readonly number[])[];

function sharedClasses(decided: PairClasses, before: PairClasses | null): Rows {
  if (before === null) return decided.classes;
  return decided.classes.flatMap((members) => {
    const parts = new Map<number | undefined, number[]>();
    for (const member of members) {
      const other = before.classOf.get(member);
      const part = parts.get(other);
      if (part === undefined) parts.set(other, [member]);
      else part.push(member);
    }
    return [...parts.values()];
  });
}

function cellsOf(rows: Rows, decided: PairClasses): Pick<PanelMatrix, 'mapTypes' | 'distances'> {
  const verdicts = rows.flatMap((row) =>
    rows.map((column) => {
      const [provider] = row;
      const client = row === column ? row[1] : column[0];
      return provider === undefined || client === undefined ? null : classVerdict(decided, provider, client);
    }),
  );
  return {
    mapTypes: verdicts.map((verdict) => (verdict ? PANEL_MAP_TYPE_LETTERS[verdict.mapType] : '-')).join(''),
    distances: verdicts.map((verdict) => verdict?.distance ?? 0),
  };
}
