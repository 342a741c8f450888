// VS Code Web as a site: the workbench's static files, one page that creates it, and two extensions: PeerMap as it lies in
// an extensions folder, and the virtual folders of the tests. It does what the workbench expects of whoever embeds it and
// no more, in place of @vscode/test-web: that is 60 packages for the same page, knows one folder only, which is writable,
// and loads what it tests as an extension under development.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { webFolder } from './setup.mjs';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
const fileSystem = inRoot('test', 'e2e', 'web', 'file-system');
const fileSystemProgram = inRoot('out', 'e2e', 'web', 'file-system', 'main.js');

/**
 * `extension`: folder of the installed extension; `workspace`: folder whose files the virtual folders hold; `settings`:
 * the user's. Returns `{ address(file), close() }`.
 */
export async function startWebServer({ extension, workspace, settings }) {
  const folders = { build: webFolder, peermap: extension, 'file-system': fileSystem };
  const made = {
    // The workbench asks for the translations of every extension.
    'file-system/package.nls.json': () => '{}',
    'file-system/main.js': () => fs.readFileSync(fileSystemProgram),
    'file-system/files.json': () => JSON.stringify(textsBelow(workspace)),
  };
  const server = http.createServer((request, response) => {
    const { pathname, host, searchParams } = new URL(request.url, `http://${request.headers.host}`);
    const name = decodeURIComponent(pathname.slice(1));
    const answer =
      name === '' ? page(host, searchParams.get('file'), settings) : (made[name]?.() ?? fileOf(folders, name));
    // The extension host and every webview have an origin of their own, each below `localhost`.
    response.writeHead(answer === null ? 404 : 200, {
      'Content-Type': name === '' ? 'text/html' : (types[path.extname(name)] ?? 'application/octet-stream'),
      'Access-Control-Allow-Origin': '*',
    });
    response.end(answer);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${server.address().port}`;
  return {
    /** `file`: URI in one of the virtual folders, which is then the workspace. */
    address: (file) => `${origin}/?${new URLSearchParams({ file })}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function fileOf(folders, name) {
  const [first, ...rest] = name.split('/');
  const folder = folders[first];
  if (folder === undefined || rest.includes('..')) return null;
  const file = path.join(folder, ...rest);
  return fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file) : null;
}

function textsBelow(folder) {
  const names = fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(
    names.map((name) => [name.split(path.sep).join('/'), fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** What the workbench's `create` takes; the page makes URIs of the strings. */
function page(host, file, settings) {
  const build = `http://${host}/build`;
  const elsewhere = `http://{{uuid}}.${host}/build`;
  const options = {
    folder: new URL('/', file).href,
    payload: [['openFile', file]],
    extensions: [`http://${host}/file-system`, `http://${host}/peermap`],
    enableWorkspaceTrust: true,
    configurationDefaults: settings,
    productConfiguration: {
      enableTelemetry: false,
      // Without these two the extension host gets no origin of its own, which it has on vscode.dev.
      quality: 'stable',
      commit: '0'.repeat(40),
      webEndpointUrlTemplate: elsewhere,
      webviewContentExternalBaseUrlTemplate: `${elsewhere}/out/vs/workbench/contrib/webview/browser/pre/`,
    },
  };
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8" />
    <meta id="options" data-options="${JSON.stringify(options).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}" />
    <link rel="stylesheet" href="${build}/out/vs/workbench/workbench.web.main.css" />
  </head>
  <body aria-label="">
    <script src="${build}/out/vs/loader.js"></script>
    <script src="${build}/out/vs/webPackagePaths.js"></script>
    <script>
      for (const name of Object.keys(webPackagePaths)) {
        webPackagePaths[name] = \`${build}/node_modules/\${name}/\${webPackagePaths[name]}\`;
      }
      require.config({
        baseUrl: '${build}/out',
        paths: webPackagePaths,
        trustedTypesPolicy: trustedTypes.createPolicy('amdLoader', { createScriptURL: (url) => url }),
      });
    </script>
    <script src="${build}/out/vs/workbench/workbench.web.main.nls.js"></script>
    <script src="${build}/out/vs/workbench/workbench.web.main.js"></script>
    <script>
      require(['vs/workbench/workbench.web.main'], ({ create, URI }) => {
        const { folder, payload, extensions, ...options } = JSON.parse(document.getElementById('options').dataset.options);
        create(document.body, {
          ...options,
          additionalBuiltinExtensions: extensions.map((uri) => URI.parse(uri)),
          workspaceProvider: { workspace: { folderUri: URI.parse(folder) }, payload, open: async () => false },
        });
      });
    </script>
  </body>
</html>
`;
}
