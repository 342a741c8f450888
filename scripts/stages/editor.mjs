// The stages that run inside a real VS Code: from the sources, from the installed package, and in a workspace that is
// not trusted. One editor is chosen for all of them and named.

import { chooseEditor } from '../editor/choose.mjs';
import { runSuite } from '../editor/suite.mjs';
import { pack } from '../package.mjs';

const everything = ['extension', 'language', 'map', 'examples'];

/** Stages by name, in the order they run; each takes the chosen editor. */
export const editorStages = {
  'VS Code, from the sources': (editor) => runSuite({ editor, files: everything }),
  'VS Code, from the installed package': async (editor) => {
    const { file } = await pack();
    return runSuite({ editor, files: everything, vsix: file });
  },
  'VS Code, workspace not trusted': (editor) =>
    runSuite({ editor, files: ['untrusted', ...everything], workspaceTrust: true }),
};

export const chooseTestEditor = () => chooseEditor({ download: true });
