// What VS Code calls inside its extension host: runs the suites named in PEERMAP_TEST_FILES and writes the result file,
// without which nobody believes that anything ran.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMocha } from '../results';
import { required } from './environment';

export async function run(): Promise<void> {
  const names = required('PEERMAP_TEST_FILES').split(',');
  const results = await runMocha(names.map((name) => join(__dirname, `${name}.js`)));
  writeFileSync(required('PEERMAP_TEST_RESULT'), JSON.stringify(results));
  if (results.failures.length > 0) throw new Error(`${results.failures.length} tests failed`);
}
