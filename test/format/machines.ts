// Machines without a syntax fault for the property tests of the formatter, written as nobody would write them: with any
// white space and comments between any two words.

import fc from 'fast-check';
import { LAST_TRIVIA, TOKEN, tokenize, tokenText } from '../../server/language/lexer';
import { SMALL_EXAMPLES } from '../language/texts';

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(' ') },
  { weight: 2, arbitrary: fc.constantFrom('  ', '\t', '\n', '\n\n', '\n    ', '   ', '\r\n') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' // why\n',
      '\n\n// before\n',
      '\n  /// said\n',
      '// c',
      ' // p2p-ignore containment: so\n',
      '\n// p2p-ignore address-wrong-bus, number-range: so\n',
      '      // far\n',
      '//\t\n',
    ),
  },
);

/** The words of a text with other white space between them, and comments; what was joined stays joined. */
function scattered(text: string, gaps: readonly string[]): string {
  const tokens = tokenize(text);
  const parts: string[] = [];
  let isApart = false;
  let next = 0;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] ?? TOKEN.unknown;
    if (kind <= LAST_TRIVIA) {
      isApart = true;
      const isComment = kind === TOKEN.comment || kind === TOKEN.documentation;
      if (isComment) parts.push('\n', tokenText(text, tokens, index), '\n');
      continue;
    }
    const between = gaps[next % gaps.length] ?? ' ';
    if (isApart) parts.push(between.startsWith('//') ? ` ${between}\n` : between);
    next += isApart ? 1 : 0;
    isApart = false;
    parts.push(tokenText(text, tokens, index));
  }
  return parts.join('');
}

const SUPPRESSED = ['pair-mismatch', 'address-wrong-bus', 'name-unknown', 'number-range', 'containment', 'dma-mask'];

const member = fc.constantFrom(
  'numa 0',
  'numa 99999',
  'bar 0 16M p2pmem 4K offset 0x1000',
  'bar 0 16MiB at 0x400000000 published',
  'acs auto firmware SV RR caps SV RR',
  'acs none',
  'vfs 3 offset 2',
  'dma { ops iommu mask 0xffffffff max_segment 64K untrusted }',
  'bus_offset -0x1000',
);

const device: fc.Arbitrary<string> = fc.letrec<{ device: string }>((tie) => ({
  device: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(
        fc.constantFrom('nvme', 'nic', 'gpu', 'device'),
        fc.constantFrom('a', 'b', 'c', 'long_name'),
        fc.array(member, { maxLength: 3 }),
      )
      .map(([kind, name, members]) => `${kind} ${name} @ 00.0 [144d:a824] [1022:1450] { ${members.join(' ')} }`),
    fc
      .tuple(fc.constantFrom('root_port', 'switch', 'port', 'pci_bridge x'), fc.array(tie('device'), { maxLength: 3 }))
      .map(([kind, members]) => `${kind} @ 01:1f.7 [8086:352a] { ${members.join(' ')} }`),
  ),
})).device;

const query = fc.constantFrom(
  'pair a, b -> c = bus_addr',
  'pair a.vf0 -> nowhere',
  'pair long_name, a, b, c -> long_name, a, b, c = supported',
  'map read -> c = iova 4K, bus 0x1000',
  'map read -> c = 3 segments',
  'provider for a, b = none',
  'nvmet target { port b namespace a p2pmem auto = a, c namespace a = EINVAL }',
);
const setting = fc.constantFrom(
  'kernel 6.15',
  'kernel 6.1.0-18-amd64',
  'kernel 6.1.0-4K.el9',
  'cpu intel family 6 model 85',
  'iommu on',
  'cmdline "pci=noats  // \\"no\\" comment"',
  'cmdline ""',
);
const item = fc.oneof(
  { weight: 2, arbitrary: setting },
  { weight: 3, arbitrary: query },
  { weight: 3, arbitrary: device.map((each) => `host_bridge h @ 0000:00 [none] { numa 1 ${each} }`) },
  { weight: 1, arbitrary: fc.constant('sgl read { ram 4K at 0x100000 p2pmem a bar 0 4K offset 0x0 }') },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(setting, query), { maxLength: 3 })
      .map((members) => `scenario s { ${members.join(' ')} }`),
  },
  { weight: 1, arbitrary: fc.constantFrom(...SUPPRESSED).map((code) => `// p2p-ignore ${code}: known\n`) },
);
const machine = fc.array(item, { maxLength: 8 }).map((items) => items.join(' '));
const gaps = fc.array(gap, { minLength: 1, maxLength: 40 });

/** Without a fault in the syntax, whatever else is wrong. */
export const soundTexts = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: machine }, fc.constantFrom(...SMALL_EXAMPLES)), gaps)
  .map(([text, made]) => scattered(text, made));
