// What a person sees who left a word standing: one message, and everything else keeps its meaning.

import { describe, expect, test } from 'vitest';
import { checkFixture } from './fixture';

describe('a stray word before a declaration', () => {
  test('is one fault: the declaration behind it is read, and what asks about it is answered', () => {
    const analysis = checkFixture(`
  hots host_bridge pci0 @ 0000:00 [8086:09a2] {
//^^^^ syntax: \`hots\`: expected a declaration (such as \`host_bridge\`, a setting or a query); take this out
    foo root_port @ 00:01.0 { nvme nvme0 }
//  ^^^ syntax: \`foo\`: expected a declaration (a device, or a property such as \`acs\` or \`bar\`); take this out
    root_port @ 00:02.0 { nic mlx0 }
  }
  pair nvme0 -> mlx0 = thru_host_bridge`);
    expect(analysis.evaluations[0]?.pairs.map(({ holds }) => holds)).toEqual([true]);
  });
});
