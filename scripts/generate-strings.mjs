// Writes l10n/bundle.l10n.json, what a translator starts from: every text that the client shows by `vscode.l10n.t`. A
// test keeps the committed bundle equal to what this writes.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { inRoot } from './paths.mjs';

export const bundleFile = inRoot('l10n', 'bundle.l10n.json');

/** The extension host's files; the webview has no `vscode`. */
function clientFiles() {
  return fs.readdirSync(inRoot('client')).filter((file) => file.endsWith('.ts'));
}

/** Text → itself, sorted. Throws where a text is not written out, for then no translator sees it. */
export function clientStrings() {
  const found = clientFiles().flatMap((file) => {
    const text = fs.readFileSync(inRoot('client', file), 'utf8');
    return textsOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  });
  return Object.fromEntries([...new Set(found)].sort().map((text) => [text, text]));
}

function textsOf(source) {
  const texts = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'vscode.l10n.t') {
      const [text] = node.arguments;
      if (!ts.isStringLiteral(text)) throw new Error(`${source.fileName}: vscode.l10n.t expects a text in quotes`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(path.dirname(bundleFile), { recursive: true });
  fs.writeFileSync(bundleFile, `${JSON.stringify(clientStrings(), null, 2)}\n`);
}
