// The stages that run inside a real VS Code: from the sources, from the installed package, and in a workspace that is
// not trusted. One editor is chosen for all of them and named.

import { chooseEditor } from '../editor/choose.mjs';
import { runSuite } from '../editor/suite.mjs';
import { versionOf } from '../editor/workbenches.mjs';
import { packageFile } from '../paths.mjs';

const everything = ['extension', 'language', 'features', 'map', 'around', 'settings', 'examples', 'virtual'];
/** What VS Code itself keeps from a workspace that is not trusted. */
const trusted = ['tasks'];

/** The embedded VS Code is a remote one. */
const suitesFor = ({ kind }) => [...everything, ...trusted, ...(kind === 'embedded' ? ['remote'] : [])];

/** Says which VS Code it was, unless that was said when it was chosen. */
async function run(options) {
  const { kind, workbench = 'embedded' } = options.editor;
  const outcome = await runSuite(options);
  return kind === 'embedded' ? { ...outcome, note: `${versionOf(workbench)}, remote` } : outcome;
}

export const runSuitesOfPackage = (editor) => run({ editor, files: suitesFor(editor), vsix: packageFile });

/** Stages by name, in the order they run; each takes the chosen editor. */
export const editorStages = {
  'VS Code, from the sources': (editor) => run({ editor, files: suitesFor(editor) }),
  'VS Code, from the installed package': runSuitesOfPackage,
  'VS Code, workspace not trusted': (editor) =>
    run({ editor, files: ['untrusted', ...everything], workspaceTrust: true }),
};

export const chooseTestEditor = () => chooseEditor({ download: true });
