// What every stage of `npm test` hands back, and how it is told: counts on one line, each failure in full, and nothing
// else. A stage that proves nothing (no tests, a crash) is one failure.

/** Runs one stage; whatever it throws becomes a failure of that name, never an end without a count. */
export async function stage(name, action) {
  const begin = performance.now();
  const outcome = await action().catch((error) => failed(`${name} did not run`, error.message));
  if (outcome.passed + outcome.failures.length === 0) outcome.failures.push({ title: name, message: 'no test ran' });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  tell(name, outcome, seconds);
  return outcome;
}

export const failed = (title, message) => ({ passed: 0, failures: [{ title, message }] });

function tell(name, { passed, failures, note }, seconds) {
  const counts = failures.length === 0 ? `${passed} passed` : `${passed} passed, ${failures.length} failed`;
  console.log(`${name}: ${counts}, ${seconds} s${note === undefined ? '' : ` (${note})`}`);
  for (const { title, message } of failures) console.log(`  ✗ ${title}\n${indent(shortened(message))}`);
}

const indent = (text) => text.replace(/^/gm, '    ');

/** The beginning says what was expected, the end what happened last. */
function shortened(text) {
  const lines = text.split('\n');
  if (lines.length <= 60) return text;
  return [...lines.slice(0, 40), `… ${lines.length - 55} lines …`, ...lines.slice(-15)].join('\n');
}

export function total(outcomes) {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failedTests = outcomes.reduce((sum, outcome) => sum + outcome.failures.length, 0);
  return { passed, failed: failedTests };
}
