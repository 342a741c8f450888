// The program that takes the measurements of one group, in a process of its own so that no group warms or litters
// another one's. `node measure.cjs GROUP SERVER EXAMPLE` prints them as one line of JSON.

import { measureDiagram } from './measure-diagram';
import { measureEdits } from './measure-edits';
import { measureFeatures } from './measure-features';
import { measurePairs } from './measure-pairs';
import { measureParse } from './measure-parse';
import type { Measurement } from './timing';
import { FULL } from './timing';

async function measure(group: string, server: string, example: string): Promise<readonly Measurement[]> {
  switch (group) {
    case 'parse':
      return measureParse(FULL);
    case 'edit':
      return measureEdits(FULL, server);
    case 'features':
      return measureFeatures(FULL, server);
    case 'pairs':
      return measurePairs(FULL);
    case 'map':
      return measureDiagram(FULL, example);
    default:
      throw new Error(`expected parse, edit, features, pairs or map, found ${group}`);
  }
}

const [group = '', server = '', example = ''] = process.argv.slice(2);
void measure(group, server, example).then((measured) => process.stdout.write(`${JSON.stringify(measured)}\n`));
