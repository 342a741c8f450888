// The rule of dependence, as a table: what each folder may import. Project references make an upward import a compile
// error; this check also covers npm packages and Node's own modules, and keeps the references from growing unnoticed.

import { isBuiltin } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inRoot, root } from './paths.mjs';

const languageServer = ['vscode-languageserver'];
const belowFeatures = ['core', 'server/protocol', 'server/language'];
const belowExport = [...belowFeatures, 'server/features'];
const belowLsp = [...belowExport, 'server/import', 'server/export'];

/** folder → folders and npm packages it may import, and whether it may import Node's modules. The longest folder counts. */
export const layers = {
  core: { folders: [], packages: [], node: false },
  'server/protocol': { folders: [], packages: [], node: false },
  'server/language': { folders: ['core'], packages: [], node: false },
  'server/features': { folders: belowFeatures, packages: [], node: false },
  'server/import': { folders: belowExport, packages: [], node: false },
  'server/export': { folders: [...belowExport, 'diagram'], packages: [], node: false },
  'server/lsp': { folders: belowLsp, packages: languageServer, node: false },
  'server/lsp/node': { folders: [...belowLsp, 'server/lsp'], packages: languageServer, node: true },
  'server/lsp/browser': { folders: [...belowLsp, 'server/lsp'], packages: languageServer, node: false },
  'server/cli': { folders: [...belowLsp, 'server/lsp', 'server/lsp/node', 'diagram'], packages: [], node: true },
  diagram: { folders: ['server/protocol'], packages: [], node: false },
  client: { folders: ['server/protocol'], packages: ['vscode', 'vscode-languageclient'], node: true },
  'client/webview': { folders: ['server/protocol', 'diagram'], packages: [], node: false },
};

/** Tests may look at everything. */
const unlimited = ['test'];
const outside = new Set(['node_modules', 'dist', 'out', '.git', '.vscode-test']);

/** Every breach of the table, one line each. */
export function checkLayers() {
  const files = sourceFiles('.');
  return {
    files: files.length,
    faults: [...files.flatMap(faultsOfFile), ...Object.keys(layers).flatMap(faultsOfReferences)],
  };
}

function sourceFiles(folder) {
  return fs.readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return outside.has(entry.name) ? [] : sourceFiles(file);
    return /(?<!\.d)\.ts$/.test(entry.name) ? [file] : [];
  });
}

function faultsOfFile(file) {
  const layer = layerOf(file);
  if (layer === undefined) return [`${file}: its folder is not in the table of scripts/layers.mjs; add it there`];
  if (layer === 'unlimited') return [];
  const text = fs.readFileSync(inRoot(file), 'utf8');
  const imports = ts.preProcessFile(text, true, true).importedFiles;
  return imports.flatMap(({ fileName, pos }) => {
    const fault = faultOfImport(file, fileName);
    const line = text.slice(0, pos).split('\n').length;
    return fault === undefined ? [] : [`${file}:${line}: ${fault}`];
  });
}

/** Why this file (a path in the repository) may not import this module; undefined if it may. */
export function faultOfImport(file, name) {
  const layer = layerOf(file);
  const { folders, packages, node } = layers[layer];
  if (isBuiltin(name)) return node ? undefined : `${layer} imports Node's ${name}; only ${nodeFolders()} may`;
  if (!name.startsWith('.')) {
    return packages.includes(packageOf(name))
      ? undefined
      : `${layer} imports ${name}; allowed packages: ${list(packages)}`;
  }
  // The version stands in one place only.
  if (node && path.posix.join(path.posix.dirname(file), name) === 'package.json') return undefined;
  const target = layerOf(path.posix.join(path.posix.dirname(file), name));
  const allowed = target === layer || folders.includes(target);
  return allowed
    ? undefined
    : `${layer} imports ${name}, which is in ${target ?? 'no layer'}; allowed: ${list(folders)}`;
}

/** A project that could see more than the table allows would let an upward import compile. */
function faultsOfReferences(layer) {
  const file = path.posix.join(layer, 'tsconfig.json');
  if (!fs.existsSync(inRoot(file))) return [];
  const { references = [] } = ts.readConfigFile(inRoot(file), ts.sys.readFile).config;
  const named = references.map((reference) => path.posix.join(layer, reference.path));
  return named
    .filter((folder) => !layers[layer].folders.includes(folder))
    .map((folder) => `${file}: refers to ${folder}; allowed: ${list(layers[layer].folders)}`);
}

function layerOf(file) {
  if (unlimited.includes(file.split('/')[0])) return 'unlimited';
  const holding = Object.keys(layers).filter((folder) => file.startsWith(`${folder}/`));
  return holding.sort((a, b) => b.length - a.length)[0];
}

const packageOf = (name) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
const list = (names) => (names.length === 0 ? 'none' : names.join(', '));
const nodeFolders = () => list(Object.keys(layers).filter((folder) => layers[folder].node));

if (process.argv[1] === path.join(root, 'scripts', 'layers.mjs')) {
  const { files, faults } = checkLayers();
  console.log(faults.length === 0 ? `layers: ${files} files keep the rule` : faults.join('\n'));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
