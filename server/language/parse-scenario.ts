// Scenarios: the same tree under other settings.

import { expectBlock, type Grammar, type Parse } from './block';
import type { Cursor } from './cursor';
import { QUERIES } from './parse-query';
import { headOf, SETTINGS } from './parse-setting';
import { expectName, nameForm } from './piece';
import type { QuerySyntax, ScenarioSyntax, SettingSyntax } from './tree';

const NAME = nameForm('the name of the scenario');

const MEMBERS: Grammar<SettingSyntax | QuerySyntax> = {
  what: 'a setting or a query',
  members: new Map<string, Parse<SettingSyntax | QuerySyntax>>([...SETTINGS, ...QUERIES]),
  proposals: [],
  unknown: null,
};

export function parseScenario(cursor: Cursor): ScenarioSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const name = expectName(cursor, NAME);
  const head = headOf(cursor, keyword, faults);
  const block = expectBlock(cursor, () => `scenario ${name.value ?? ''}`.trim(), MEMBERS);
  const faulty = head.faulty || block === null || !block.closed;
  return { ...head, kind: 'scenario', end: cursor.previousEnd(), faulty, name, block };
}
