// The little that includes need of URIs: a path relative to a file, and whether a file lies inside a folder. Plain paths
// without a scheme work the same, so that the language does not care how its caller names files.

interface Parts {
  /** `file://`, `vscode-vfs://github`, or nothing for a plain path. */
  readonly origin: string;
  readonly path: string;
}

function split(uri: string): Parts {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]+:(?:\/\/[^/]*)?/.exec(uri)?.[0] ?? '';
  return { origin, path: uri.slice(origin.length) };
}

/** The URI of `path`, relative to the folder of the file `base`; null: the path is absolute, a URI, or climbs above the root. */
export function resolveRelative(base: string, path: string): string | null {
  if (path === '' || /^[/\\]|^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) return null;
  const { origin, path: basePath } = split(base);
  if (origin !== '' && !basePath.startsWith('/')) return null;
  const segments = basePath.split('/').slice(0, -1);
  const depth = segments[0] === '' ? 1 : 0;
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(origin === '' ? segment : encodeSegment(segment));
    else if (segments.length > depth && segments.at(-1) !== '..') segments.pop();
    else if (depth === 1) return null;
    else segments.push('..');
  }
  return origin + segments.join('/');
}

/** The folder of a file, with the slash at its end. */
export function folderOf(uri: string): string {
  const { origin, path } = split(uri);
  return origin + path.slice(0, path.lastIndexOf('/') + 1);
}

export function isInside(folder: string, uri: string): boolean {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(prefix) && !uri.slice(prefix.length).startsWith('../');
}

/** As editors write file URIs: everything but letters, digits and `-._~` is encoded. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
