// Writes docs/lsp.md: every method of the protocol, whether the built server has it (its own answer to `initialize`) and
// which tests of it ran and passed. `--results FILE`: what vitest wrote as JSON; without it the protocol tests are run.
// `--check` only compares. Needs `npm run build`.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { METHODS } from './lsp-methods.mjs';
import { inRoot, resultFolder, root } from './paths.mjs';
import { runNode, within } from './processes.mjs';

const PAGE = inRoot('docs', 'lsp.md');
const COMMAND = 'node scripts/generate-lsp.mjs';
const SITUATIONS = { clean: 'clean file', broken: 'broken file', include: 'across an include', edit: 'after an edit' };

/** null: the page is what the server and the tests say; else what to do. */
export async function staleness(resultFile) {
  const isFresh = fs.existsSync(PAGE) && fs.readFileSync(PAGE, 'utf8') === (await renderPage(resultFile));
  return isFresh ? null : `docs/lsp.md is not what the server answers and the tests show; run ${COMMAND}`;
}

async function renderPage(resultFile) {
  const capabilities = await askCapabilities();
  const tests = passedTests(resultFile);
  const sections = Object.entries(METHODS).map(([name, methods]) => {
    const rows = methods.map((method) => rowOf(method, capabilities, tests));
    return [`## ${name}`, '', '| method | supported | remark | tests |', '| --- | --- | --- | --- |', ...rows, ''].join(
      '\n',
    );
  });
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `# The language server and the protocol

Every method of the Language Server Protocol 3.18. *Supported* is what the built server answers to \`initialize\` for a
client that can do everything, or what it sends. *Tests*: \`clean\`, \`broken\`, \`include\`, \`edit\` are the four situations in
which a method that is about a text is tested (a file without faults, a broken one, a machine in two files, a file that was
edited); a situation without a passing test is named as missing. Our own messages are in [protocol.md](protocol.md).

This page is written by \`${COMMAND}\`; \`npm test\` fails when it is not up to date.
`;

function rowOf({ method, by, sent, always, no, remark, situations }, capabilities, tests) {
  const announced = by !== undefined && isOffered(at(capabilities, by));
  const supported = announced || sent || always;
  if (no !== undefined || !supported) {
    return `| \`${method}\` | no | ${no ?? 'the server does not announce it'} | |`;
  }
  return `| \`${method}\` | ${sent ? 'yes, sent' : 'yes'} | ${remark} | ${testsOf(method, situations, tests)} |`;
}

const isOffered = (value) => value !== undefined && value !== false && value !== null && value !== 0;
const at = (value, keys) => keys.split('.').reduce((inner, key) => inner?.[key], value);

function testsOf(method, situations, tests) {
  const mine = tests.filter(({ methods }) => methods.includes(method));
  if (!situations) return mine.length === 0 ? '**none of its own**' : `${mine.length}`;
  const names = Object.keys(SITUATIONS);
  const has = (name) => mine.some(({ what }) => what === SITUATIONS[name]);
  const missing = names.filter((name) => !has(name));
  const others = mine.filter(({ what }) => !Object.values(SITUATIONS).includes(what)).length;
  const more = others > 0 ? `, ${others} more` : '';
  const lacks = missing.length > 0 ? `; **missing: ${missing.join(', ')}**` : '';
  return `${names.filter(has).join(', ')}${more}${lacks}`;
}

/** A test of test/protocol is of the methods that its name begins with: `method, method: what`. */
function passedTests(resultFile) {
  const files = JSON.parse(fs.readFileSync(resultFile, 'utf8')).testResults;
  return files
    .filter(({ name }) => path.relative(root, name).startsWith(path.join('test', 'protocol')))
    .flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'passed'))
    .flatMap(({ title }) => {
      const [, methods, what] = /^((?:[\w$/]+, )*[\w$/]+): (.+)$/.exec(title) ?? [];
      return methods === undefined ? [] : [{ methods: methods.split(', '), what }];
    });
}

/** Of the built server, for a client that can do all that an answer depends on. */
async function askCapabilities() {
  const server = spawn(process.execPath, [inRoot('dist', 'peermap.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const params = {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      textDocument: { diagnostic: {}, rename: { prepareSupport: true } },
      workspace: { textDocumentContent: {} },
    },
  };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const { result } = await within(30_000, 'the answer of initialize', firstMessage(server));
  server.kill();
  return result.capabilities;
}

function firstMessage(server) {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered`)));
    server.stdout.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, head))?.[1] ?? Number.NaN);
      if (head < 0 || received.length < head + 4 + length) return;
      resolve(JSON.parse(received.subarray(head + 4, head + 4 + length)));
    });
  });
}

async function runProtocolTests() {
  const file = path.join(resultFolder, 'protocol.json');
  const args = ['run', 'test/protocol', '--reporter=json', `--outputFile=${file}`];
  await runNode(inRoot('node_modules', 'vitest', 'vitest.mjs'), args, { cwd: root });
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const given = process.argv.indexOf('--results');
  const resultFile = given < 0 ? await runProtocolTests() : process.argv[given + 1];
  if (process.argv.includes('--check')) {
    const stale = await staleness(resultFile);
    if (stale !== null) console.error(stale);
    process.exitCode = stale === null ? 0 : 1;
  } else {
    fs.writeFileSync(PAGE, await renderPage(resultFile));
    console.log('wrote docs/lsp.md');
  }
}
