// docs/promises.md: every promise, the command that fails when it is broken, and the fault on which it was seen failing.

import { promises } from './promises.mjs';

const head = `# Promises, and what fails when one is broken

Each promise has tests and a fault made on purpose: \`npm run faults\` puts the faults in one by one, in a copy, and sees the tests
fail with it and pass without. \`npm run faults -- offsets\` tries those with that word alone. The rows with \`PEERMAP_SCREENS\` need
a real VS Code and were not yet put through it.
Written by \`node scripts/generate-promises.mjs\` from \`scripts/faults/promises.mjs\`.

| promise | command that fails | fault |
| --- | --- | --- |
`;

export function renderPromises() {
  const rows = promises.map(
    (each) => `| ${each.promise} | ${commandOf(each)} | ${each.fault.what} (\`${each.fault.file}\`) |`,
  );
  return `${head}${rows.join('\n')}\n`;
}

function commandOf({ tests = [], screens = [] }) {
  const commands = [
    ...(tests.length === 0 ? [] : [`npx vitest run ${tests.join(' ')}`]),
    ...(screens.length === 0 ? [] : [`PEERMAP_SCREENS=${screens.join(',')} npm test`]),
  ];
  return commands.map((command) => `\`${command}\``).join('<br>');
}
