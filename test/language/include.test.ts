// A file and what it includes are one machine: one list of names, one set of settings, findings in the file they are in.

import { describe, expect, test } from 'vitest';
import { checkFixture } from './fixture';

describe('includes', () => {
  test('names are found across files, in either direction', () => {
    const analysis = checkFixture(`
  //- main.p2p
  include "rack/left.p2p"
  pair nvme0 -> mlx0 = supported
  //- rack/left.p2p
  include "../nic.p2p"
  host_bridge pci0 [8086:09a2] { root_port { nvme nvme0 } }
  pair mlx0 -> nvme0 = supported
  //- nic.p2p
  host_bridge pci1 [8086:09a2] { root_port { nic mlx0 } }`);
    expect(analysis.files.map(({ uri }) => uri.replace(/^.*fixture\//, ''))).toEqual([
      'main.p2p',
      'rack/left.p2p',
      'nic.p2p',
    ]);
    expect(analysis.evaluations[0]?.pairs.map(({ holds }) => holds)).toEqual([true, true]);
  });

  test('a name is declared twice where a reader meets it the second time, whatever the file', () => {
    checkFixture(`
  //- main.p2p
  host_bridge pci0 { nic a }
  include "other.p2p"
  host_bridge pci9 { nic b }
  //                     ^ name-duplicate: …
  //- other.p2p
  host_bridge pci1 { nic a nic b }
  //                     ^ name-duplicate: \`a\`: expected a name that is not taken, found that of a nic in main.p2p, line 1; choose another one`);
  });

  test('a setting is one of the machine, in whichever file it stands', () => {
    checkFixture(`
  //- main.p2p
  include "other.p2p"
    kernel 6.1
  //^^^^^^^^^^ setting-duplicate: \`kernel\`: expected this setting once in a machine, found it in other.p2p, line 1 already; take one out
  //- other.p2p
  kernel 5.10`);
  });

  test('a file that two others include counts once', () => {
    checkFixture(`
  //- main.p2p
  include "a.p2p"
  include "b.p2p"
  //- a.p2p
  include "common.p2p"
  //- b.p2p
  include "./common.p2p"
  //- common.p2p
  host_bridge pci0 { nic mlx0 }`);
  });

  test('a file that includes itself', () => {
    checkFixture(`
  include "main.p2p"
  //      ^^^^^^^^^^ include-cycle: \`main.p2p\`: expected another file, found this file; take the include out`);
  });

  test.each(['/etc/passwd', 'https://example.org/x.p2p', 'a/../../x.p2p', 'C:/x.p2p'])(
    '%s leaves the folder',
    (path) => {
      checkFixture(`
  include "${path}"
  //      ${'^'.repeat(path.length + 2)} include-outside: …`);
    },
  );

  test('syntax errors of an included file are shown in that file', () => {
    checkFixture(`
  //- main.p2p
  include "other.p2p"
  //- other.p2p
    kernell 6.1
  //^^^^^^^ syntax: \`kernell\`: expected a declaration; did you mean \`kernel\`?`);
  });
});
