// Sizes of what is shipped, as the production build wrote it.

const FILES = {
  'size-server': ['server.js', 'vscode-languageserver.js', 'engine.js'],
  'size-browser-server': ['browser/server.js', 'engine.js'],
  'size-client': ['client.js', 'vscode-languageclient.js'],
  'size-browser-client': ['browser/client.js'],
  'size-webview': ['webview.js', 'webview.css'],
};

/** `built`: what build() of scripts/build.mjs answers. */
export function measureSizes(built) {
  return Object.entries(FILES).map(([id, files]) => {
    const sizes = files.map((name) => built.find(({ file }) => file === `dist/${name}`)?.kilobytes);
    const missing = files.filter((_, index) => sizes[index] === undefined);
    if (missing.length > 0) throw new Error(`size: the build did not write ${missing.join(' and ')}`);
    return { id, value: sizes.reduce((sum, size) => sum + size, 0) };
  });
}
