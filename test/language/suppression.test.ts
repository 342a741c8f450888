// A suppression hides the findings it names where it says, nothing else, and is reported once it hides nothing.

import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import type { Diagnostic } from '../../server/language/diagnostic';
import type { Rule } from '../../server/language/rule';
import { rules } from '../../server/language/rules';
import { checkFixture } from './fixture';

const OLD = 'kernel 4.19';

function analyseFaulty(text: string): readonly Diagnostic[] {
  return analyse('file:///m.p2p', { folder: null, read: () => text }, rules).diagnostics;
}

describe('suppression comments', () => {
  test.each([
    ['on the line before', `  // p2p-ignore kernel-too-old: as it was found\n  ${OLD}`],
    ['at the end of the line', `  ${OLD} // p2p-ignore kernel-too-old: as it was found`],
    ['for the file', `  ${OLD}\n  // p2p-ignore-file kernel-too-old: as it was found`],
    [
      'with other comments and blank lines between',
      `  // p2p-ignore kernel-too-old: as it was found\n\n  // why\n  ${OLD}`,
    ],
  ])('%s', (_title, source) => {
    checkFixture(source);
  });

  test('two lines below they do not reach', () => {
    checkFixture(`
  host_bridge pci0 { nvme nvme0 nic mlx0 }
  // p2p-ignore pair-empty: too far
  //            ^^^^^^^^^^ ignore-unused: …
  iommu on
    pair nvme0 -> nvme0
  //^^^^^^^^^^^^^^^^^^^ pair-empty: …`);
  });

  test.each([
    ['its own line is being typed', '', 'pair nvme0 ->'],
    ['a name is not known', '', 'pair nvme0 -> mlx'],
    ['a setting is broken', 'iommu', 'pair nvme0 -> mlx0'],
    ['the kernel is none', 'kernel 3.10', 'pair nvme0 -> mlx0'],
  ])('none is called unused where something is not evaluated: %s', (_title, setting, pair) => {
    const analysis = analyseFaulty(`
${setting}
host_bridge pci0 { root_port { nvme nvme0 } root_port { nic mlx0 } }
// p2p-ignore pair-empty: to come
${pair}`);
    expect(analysis.map(({ code }) => code)).not.toContain('ignore-unused');
    expect(analysis).toHaveLength(1);
  });

  test('an error that is accepted itself leaves the others to be checked', () => {
    checkFixture(`
  kernel 4.19 // p2p-ignore kernel-too-old: as it was found
  // p2p-ignore-file pair-empty: to come
  //                 ^^^^^^^^^^ ignore-unused: …`);
  });

  test('syntax errors cannot be hidden', () => {
    checkFixture(`
  // p2p-ignore syntax: no
  //            ^^^^^^ ignore-unused: \`syntax\`: expected a finding of this code to ignore, but syntax errors cannot be ignored; take the comment out
  kernel "x"
  //     ^^^ syntax: …`);
  });

  test('a comment that only mentions the word is none', () => {
    checkFixture('  // see p2p-ignore in the manual\n  // p2p-ignored: no');
  });

  test.each([
    ['pair_mismatch', 'did you mean `pair-mismatch`?'],
    ['Pair-Mismatch', 'did you mean `pair-mismatch`?'],
    ['pair mismatch', 'write it as the finding shows it, and commas between several'],
  ])('a code with a wrong character is named: %s', (code, advice) => {
    const marks = '^'.repeat(code.length);
    checkFixture(`
  // p2p-ignore name-unknown, ${code}: x
  //                          ${marks} ignore-malformed: \`${code}\`: expected a code of small letters and \`-\`; ${advice}`);
  });

  test('a list with nothing between two commas is shown whole', () => {
    checkFixture(`
    // p2p-ignore name-unknown,, pair-empty: x
  //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignore-malformed: expected the codes to ignore and a reason; …`);
  });

  test('documentation is no suppression, and says so', () => {
    checkFixture(`
  /// p2p-ignore kernel-too-old: as it was found
//^^^ ignore-malformed: \`///\`: expected \`//\` before \`p2p-ignore\`, found what documents the next declaration; write \`//\`
  kernel 4.19
  //     ^^^^ kernel-too-old: …`);
  });

  test.each(['- as it was found', '— as it was found', 'as it was found'])('a reason without a colon: %s', (reason) => {
    const text = `kernel 4.19 // p2p-ignore kernel-too-old ${reason}`;
    const found = analyseFaulty(text).find(({ code }) => code === 'ignore-malformed');
    expect(found?.message).toBe('expected a `:` between the codes and the reason, found none; add it');
    const { range, text: colon } = found?.replacement ?? { range: { start: 0, end: 0 }, text: '' };
    const repaired = text.slice(0, range.start) + colon + text.slice(range.end);
    expect(repaired).toBe('kernel 4.19 // p2p-ignore kernel-too-old: as it was found');
  });

  test('words that are no code get no colon', () => {
    const found = analyseFaulty('// p2p-ignore this line').find(({ code }) => code === 'ignore-malformed');
    expect(found?.replacement).toBeUndefined();
  });

  test('a word without a reason hides nothing', () => {
    checkFixture(`
  kernel 4.19 // p2p-ignore kernel-too-old
  //     ^^^^ kernel-too-old: …
  //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignore-malformed: …`);
  });
});

describe('rules', () => {
  const everyPair: Rule = {
    code: 'test-pair',
    defaultSeverity: 'information',
    check: (analysis, report) => {
      for (const { pairs } of analysis.evaluations) {
        for (const { file, range } of pairs) report({ file, range, message: 'a pair' });
      }
    },
  };

  test('run over the whole analysis, with their own code and severity, and can be hidden', () => {
    const analysis = checkFixture(
      `
  host_bridge pci0 { nvme nvme0 nic mlx0 }
    pair nvme0 -> mlx0
  //^^^^^^^^^^^^^^^^^^ test-pair: a pair
  pair mlx0 -> nvme0 // p2p-ignore test-pair: asked on purpose`,
      [everyPair],
    );
    expect(analysis.diagnostics.map(({ severity }) => severity)).toEqual(['information']);
  });
});

describe('where a finding stands', () => {
  test('in a scenario: the comment reaches the line of the scenario, not the same question elsewhere', () => {
    checkFixture(
      `
  kernel 6.15
  host_bridge pci0 [8086:4c43] { root_port { nvme nvme0 } root_port { nic mlx0 } }
  pair nvme0 -> mlx0 = bus_addr
  //                   ^^^^^^^^ pair-mismatch: …
  scenario old {
    kernel 6.1
    // p2p-ignore pair-mismatch: to be repaired with the next board
    pair nvme0 -> mlx0 = bus_addr
  }`,
      rules,
    );
  });

  test('two codes for one line; one of them in vain', () => {
    checkFixture(
      `
  host_bridge pci0 { nvme nvme0 nic mlx0 }
  // p2p-ignore pair-empty, name-unknown: both are to come
  //                        ^^^^^^^^^^^^ ignore-unused: …
  pair nvme0 -> nvme0`,
      rules,
    );
  });

  test('in an included file: the comment stands there, and one in the root is unused', () => {
    checkFixture(
      `
  //- root.p2p
  // p2p-ignore-file kernel-too-old: not here
  //                 ^^^^^^^^^^^^^^ ignore-unused: …
  include "settings.p2p"
  //- settings.p2p
  kernel 4.19 // p2p-ignore kernel-too-old: as it was found`,
      rules,
    );
  });

  test('for the whole file, every line, and nothing of another file', () => {
    checkFixture(
      `
  //- root.p2p
  include "other.p2p"
  // p2p-ignore-file name-unknown: the devices are to come
  pair a -> b
  pair c -> d
  //- other.p2p
  pair e -> e
  //   ^ name-unknown: …
  //        ^ name-unknown: …`,
      rules,
    );
  });
});

describe('a code that there is not', () => {
  test('gets the nearest, and is no comment in vain', () => {
    checkFixture(
      `
  // p2p-ignore pair-mismach: known
  //            ^^^^^^^^^^^^ ignore-malformed: \`pair-mismach\`: expected the code of a finding, found none of this name; did you mean \`pair-mismatch\`?
  // p2p-ignore-file xyzzy: known
  //                 ^^^^^ ignore-malformed: \`xyzzy\`: expected the code of a finding, found none of this name; write it as the finding shows it`,
      rules,
    );
  });
});
