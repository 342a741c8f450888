// PCI ids by what people type: a piece of a number or of a name, behind the vendor or in its place, as an editor filters the
// list. While somebody types on before the next answer is there, the list that is shown must not lose what is meant.

import { describe, expect, it } from 'vitest';
import { completions } from '../../server/features/completion';
import { filtered } from './client-filter';
import { at, complete, NAMES } from './fixture';

const LINE = 'host_bridge a { nic n [';

/** What an editor shows for this text between the brackets, with the brackets closed. */
function shownFor(typed: string): readonly string[] {
  const source = `${LINE}${typed}$0] }`;
  return filtered(complete(source), source.replace('$0', ''), source.indexOf('$0')).map(({ label }) => label);
}

describe('an id is found', () => {
  it.each<[typed: string, first: readonly string[]]>([
    ['15b3:connectx-6', ['15b3:101b', '15b3:101d', '15b3:101f']],
    ['15b3:ConnectX-6 Dx', ['15b3:101d']],
    ['15b3:connectx6', ['15b3:101b']],
    ['15b3:dx connectx-6', ['15b3:101d', '15b3:1977']],
    ['15b3:101', ['15b3:1010', '15b3:1011', '15b3:1012']],
    ['15b3:101d', ['15b3:101d']],
    ['11f8:switchtec', ['11f8:4028']],
    ['10de:A100', ['10de:1af1', '10de:20b3', '10de:20b0']],
    ['144d:pm173x', ['144d:a824', '144d:a825']],
    ['connectx-6', ['15b3:101b', '15b3:101d', '15b3:101f']],
    ['ConnectX-6 Dx', ['15b3:101d']],
    ['switchtec', ['11f8:4028']],
    ['A100', ['10de:1af1', '10de:20b3', '10de:20b0']],
    ['pm173x', ['144d:a824', '144d:a825']],
    ['101', ['1010:', '1011:', '1012:']],
    ['mellanox', ['15b3:']],
    ['intel', ['8086:']],
    ['8086', ['8086:']],
  ])('by %s', (typed, first) => {
    expect(shownFor(typed).slice(0, first.length)).toEqual(first);
  });

  it.each(['15b3:connectx-6', 'connectx-6'])('and %s brings nothing else', (typed) => {
    const names = shownFor(typed).map((label) => {
      const [vendor = '', device = ''] = label.split(':');
      return NAMES.device(parseInt(vendor, 16), parseInt(device, 16)) ?? label;
    });
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => !/connectx-6/i.test(name))).toEqual([]);
  });

  it('by nothing that no name and no number has', () => {
    expect(shownFor('15b3:qqqq')).toEqual([]);
    expect(shownFor('qqqqq')).toEqual([]);
  });

  it('first among those of the machine', () => {
    const source = 'host_bridge a { nic m [15b3:101f]\n nic n [$0] }';
    expect(complete(source).items[0]?.label).toBe('15b3:101f');
    const first = (typed: string): string | undefined => complete(source.replace('$0', `${typed}$0`)).items[0]?.label;
    expect(first('15b3:connectx-6')).toBe('15b3:101f');
    expect(first('15b3:connectx-6 dx')).toBe('15b3:101d');
  });

  it('but not as what is being written', () => {
    expect(shownFor('0b0c:0001')).toEqual([]);
  });
});

describe('while somebody types', () => {
  it('the list is asked for again with every character', () => {
    for (const typed of ['', '15', '15b3:', '15b3:connectx-', '15b3:ConnectX-6 ', 'pm173x']) {
      expect(complete(`${LINE}${typed}$0`).incomplete).toBe(true);
    }
  });

  it.each(['15b3:connectx-6 dx', 'connectx-6 dx', 'switchtec', '144d:pm173x'])(
    '%s: a list that is one character old still has what is meant',
    (typed) => {
      const target = shownFor(typed)[0];
      const from = typed.indexOf(':') < 0 ? 5 : typed.indexOf(':') + 1;
      for (let length = from; length < typed.length; length++) {
        const source = `${LINE}${typed.slice(0, length)}$0`;
        const text = `${LINE}${typed.slice(0, length + 1)}`;
        const list = complete(source);
        // A list that is cut off may lack it; the next answer has it.
        if (!list.items.some(({ label }) => label === target)) continue;
        expect(filtered(list, text, text.length).map(({ label }) => label)).toContain(target);
      }
    },
  );

  it.each(['-', ' ', ':', '['])('%j asks in an id', (trigger) => {
    const { analysis, file, offset } = at(`${LINE}15b3:connectx-$0`);
    expect(completions(analysis, file, offset, NAMES, { trigger }).items.length).toBeGreaterThan(0);
  });

  it('the minus of an arrow asks for nothing', () => {
    const { analysis, file, offset } = at('host_bridge a { nvme n }\npair n -$0');
    expect(completions(analysis, file, offset, NAMES, { trigger: '-' }).items).toEqual([]);
  });
});
