// The screen tests named in PEERMAP_SCREENS, with the package of this folder; the last line is the first failure.

import { buildSuites } from '../build.mjs';
import { runScreenTests } from '../stages/screen.mjs';

await buildSuites();
const { passed, failures } = await runScreenTests(console.log);
for (const { title, message } of failures.reverse()) console.log(`${title}: ${message.split('\n')[0]}`);
if (failures.length > 0 || passed === 0) process.exitCode = 1;
