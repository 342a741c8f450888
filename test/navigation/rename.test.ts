// Protects that a renaming changes every use and nothing else, in every file and machine, and that one which would change
// a meaning is refused with the reason.

import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { prepareRename, rename } from '../../server/features/rename/rename';
import type { Analysis } from '../../server/language/analysis';
import { FOLDER, readFixture } from '../language/fixture';
import { analyseTexts, atCursor, EVERYTHING } from './machine';

function prepared(source: string): string {
  const { analysis, file, offset, text } = atCursor(source);
  const answer = prepareRename(analysis, file, offset);
  if ('refused' in answer) return answer.refused;
  expect(text.slice(answer.range.start, answer.range.end)).toBe(answer.placeholder);
  return answer.placeholder;
}

/** The texts after a renaming at the cursor, by file; or why it is refused. `roots`: the machines, the first file if left out. */
function renamed(
  source: string,
  newName: string,
  roots?: readonly string[],
): Readonly<Record<string, string>> | string {
  const fixture = readFixture(source);
  if (fixture.cursor === null) throw new Error('expected $0 in the fixture, found none');
  const texts = Object.fromEntries([...fixture.texts].map(([uri, text]) => [uri.slice(FOLDER.length), text]));
  const machines: readonly Analysis[] = (roots ?? [fixture.root.slice(FOLDER.length)]).map((root) =>
    analyseTexts(texts, root),
  );
  const answer = rename(machines, fixture.cursor.file, fixture.cursor.offset, newName);
  if ('refused' in answer) return answer.refused;
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, applyEdits(FOLDER + name, text, answer.edits)]),
  );
}

describe('prepare', () => {
  test.each([
    ['a device', 'nvme nvm$0e0 [', 'nvme0'],
    ['a bridge', 'switch sw$00 [', 'sw0'],
    ['a root port', 'root_port rp$00', 'rp0'],
    ['a host bridge', 'host_bridge pci$00', 'pci0'],
    ['a list', 'sgl re$0ad', 'read'],
    ['a list where it is used', 'map re$0ad', 'read'],
    ['a scenario', 'scenario st$0ock', 'stock'],
    ['a subsystem', 'nvmet subs$0ys0', 'subsys0'],
    ['the device of a virtual function', 'mlx$00.vf1', 'mlx0'],
    ['just before the virtual function', 'mlx0$0.vf1', 'mlx0'],
  ])('%s has a name', (_, piece, name) => {
    expect(prepared(EVERYTHING.replace(piece.replace('$0', ''), piece))).toBe(name);
  });

  test.each([
    [
      'a keyword',
      'nv$0me nvme0',
      '`nvme` is a word of the language and cannot be renamed; place the cursor on a name.',
    ],
    ['a size', '512Mi$0B', '`512MiB` is a value, not a name; place the cursor on a name.'],
    [
      'a virtual function',
      'mlx0.vf$01',
      'This part says which virtual function of `mlx0` is meant; place the cursor on `mlx0`.',
    ],
    [
      'a string',
      '"pci=dis$0able_acs_redir',
      'There is no name here; place the cursor on the name of a device, list, scenario or subsystem.',
    ],
    ['an id', '[8086:09$0a2]', '`8086:09a2` is a value, not a name; place the cursor on a name.'],
  ])('%s has none', (_, piece, reason) => {
    expect(prepared(EVERYTHING.replace(piece.replace('$0', ''), piece))).toBe(reason);
  });

  test('a name that nobody declares is no name to change', () => {
    expect(prepared('pair nv$0me0 -> nvme0')).toBe(
      '`nvme0` is declared nowhere, so there is nothing to rename; declare it or correct it here.',
    );
  });
});

describe('rename', () => {
  test('a device takes its virtual functions, lists, choices, ports and scenarios along', () => {
    const answer = renamed(EVERYTHING.replace('provider for mlx0', 'provider for ml$0x0'), 'cx7');
    expect(answer).toEqual({ 'main.p2p': EVERYTHING.replaceAll('mlx0', 'cx7') });
  });

  test.each([
    ['nvme nvm$0e0 [', 'drive'],
    ['switch sw$00 [', 'plx'],
    ['host_bridge pci$00', 'socket0'],
    ['sgl re$0ad', 'list'],
    ['scenario st$0ock', 'plain'],
  ])('%s: from the declaration', (piece, newName) => {
    const oldName = /(\w*)\$0(\w*)/.exec(piece)?.slice(1).join('') ?? '';
    const answer = renamed(EVERYTHING.replace(piece.replace('$0', ''), piece), newName);
    expect(answer).toEqual({ 'main.p2p': EVERYTHING.replace(new RegExp(`\\b${oldName}\\b`, 'g'), newName) });
  });

  test('a subsystem of the machine is another one than that of the same name in a scenario', () => {
    const answer = renamed(EVERYTHING.replace('nvmet subsys0', 'nvmet sub$0sys0'), 'target');
    expect(answer).toEqual({ 'main.p2p': EVERYTHING.replace('nvmet subsys0', 'nvmet target') });
  });

  test('two scenarios may give one name to a subsystem each', () => {
    const text = 'scenario a { nvmet one { } }\nscenario b { nvmet two { } }';
    expect(renamed(text.replace('one', 'on$0e'), 'two')).toEqual({ 'main.p2p': text.replace('one', 'two') });
    expect(renamed('scenario a { nvmet o$0ne { }\nnvmet two { } }', 'two')).toBe(
      '`two` is the name of an NVMe-oF subsystem already, in line 2; choose another name.',
    );
  });

  test('a use that wants another kind of thing is renamed too, so the finding stays what it was', () => {
    expect(renamed('sgl re$0ad { ram 4KiB } pair read -> read', 'list')).toEqual({
      'main.p2p': 'sgl list { ram 4KiB } pair list -> list',
    });
  });

  test('of two devices of one name, the second has no uses', () => {
    const text = 'host_bridge pci0 { nic a nic a nic b } pair a -> b';
    expect(renamed(text.replace('nic a nic a', 'nic a nic $0a'), 'c')).toEqual({
      'main.p2p': 'host_bridge pci0 { nic a nic c nic b } pair a -> b',
    });
  });

  test('a broken file', () => {
    expect(
      renamed('host_bridge pci0 {\n  nic ml$0x0 @ @ [\n  nvme nvme0\npair nvme0 -> mlx0 =\npair mlx0', 'cx'),
    ).toEqual({
      'main.p2p': 'host_bridge pci0 {\n  nic cx @ @ [\n  nvme nvme0\npair nvme0 -> cx =\npair cx',
    });
  });

  test('the same name changes nothing', () => {
    expect(renamed('nic ml$0x0', 'mlx0')).toEqual({ 'main.p2p': 'nic mlx0' });
  });
});

describe('refused', () => {
  const machine = `host_bridge pci0 { nic ml$0x0 nvme nvme0 }
sgl read { ram 4KiB }
pair nvme0 -> mlx0
scenario stock {
  nvmet target { port mlx0 namespace nvme0 }
}`;
  test.each([
    ['switch', '`switch` is a word of the language; choose another name.'],
    ['auto', '`auto` is a word of the language; choose another name.'],
    ['EIO', '`EIO` is an error that a query can expect; choose another name.'],
    ['0mlx', '`0mlx` is no name; write letters, digits and `_`, no digit first.'],
    ['mlx.vf0', '`mlx.vf0` is no name; write letters, digits and `_`, no digit first.'],
    ['', '`` is no name; write letters, digits and `_`, no digit first.'],
    ['nvme0', '`nvme0` is the name of an nvme already, in line 1; choose another name.'],
    ['read', '`read` is the name of a scatterlist already, in line 2; choose another name.'],
    ['target', '`target` is the name of an NVMe-oF subsystem already, in line 5; choose another name.'],
  ])('%j', (newName, reason) => {
    expect(renamed(machine, newName)).toBe(reason);
  });

  test('a name that is used and not declared would get a meaning', () => {
    expect(renamed('host_bridge pci0 { nic ml$0x0 }\npair cx7 -> mlx0', 'cx7')).toBe(
      '`cx7` is used in line 2 and declared nowhere, so that use would begin to mean this one; correct it first, or choose another name.',
    );
  });
});

describe('across includes and machines', () => {
  const shared = `//- left.p2p
include "common.p2p"
host_bridge pci0 { nvme dri$0ve nic mlx0 }
//- right.p2p
host_bridge pci0 { nvme drive nic mlx0 nic taken }
include "common.p2p"
//- common.p2p
pair drive -> mlx0`;

  test('a use that two machines share keeps its meaning in both', () => {
    expect(renamed(shared, 'disk', ['left.p2p', 'right.p2p'])).toEqual({
      'left.p2p': 'include "common.p2p"\nhost_bridge pci0 { nvme disk nic mlx0 }\n',
      'right.p2p': 'host_bridge pci0 { nvme disk nic mlx0 nic taken }\ninclude "common.p2p"\n',
      'common.p2p': 'pair disk -> mlx0',
    });
  });

  test('a name that is taken in one of them is taken', () => {
    expect(renamed(shared, 'taken', ['left.p2p', 'right.p2p'])).toBe(
      '`taken` is the name of a nic already, in right.p2p, line 1; choose another name.',
    );
  });

  test('machines that share nothing of that name are left alone', () => {
    const source = shared.replace('pair drive -> mlx0', '// nothing');
    expect(renamed(source, 'disk', ['left.p2p', 'right.p2p'])).toMatchObject({
      'right.p2p': 'host_bridge pci0 { nvme drive nic mlx0 nic taken }\ninclude "common.p2p"\n',
    });
  });

  test('a name of another file is said with its file', () => {
    expect(
      renamed(
        '//- main.p2p\ninclude "nic.p2p"\nhost_bridge pci0 { nvme nvm$0e0 }\n//- nic.p2p\n\nhost_bridge pci1 { nic mlx0 }',
        'mlx0',
      ),
    ).toBe('`mlx0` is the name of a nic already, in nic.p2p, line 2; choose another name.');
  });

  test('from a use in an included file', () => {
    expect(
      renamed('//- main.p2p\ninclude "ask.p2p"\nhost_bridge pci0 { nic mlx0 }\n//- ask.p2p\npair ml$0x0 -> mlx0', 'cx'),
    ).toEqual({ 'main.p2p': 'include "ask.p2p"\nhost_bridge pci0 { nic cx }\n', 'ask.p2p': 'pair cx -> cx' });
  });
});
