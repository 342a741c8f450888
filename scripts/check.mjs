// `npm run check`: types, lint, format and layers, each named with its outcome; non-zero if any fails.

import { runChecks } from './stages/check.mjs';

const { failures } = await runChecks((line) => console.log(line));
for (const { title, message } of failures) console.error(`\n${title}:\n${message}`);
process.exitCode = failures.length === 0 ? 0 : 1;
