// Protects the kernel picker: it names the kernel that holds at the cursor, counts what another one would change, and
// writes the setting where that place reads it.

import { expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { kernelChoice, writeKernel } from '../../server/features/kernel-choice';
import { tree } from '../language/query-machine';
import { analyseText, offsetOf, URI } from './fixture';

const PAIRS = `pair nvme2 -> mlx0 = thru_host_bridge
pair nvme0 -> mlx0
scenario old {
  kernel 5.17
  pair nvme2 -> mlx0 = not_supported
}
scenario same {
  pair nvme2 -> mlx0 = thru_host_bridge
}
`;
const TEXT = `kernel 6.15\n${tree()}${PAIRS}`;

function chosen(word: string): ReturnType<typeof kernelChoice> {
  return kernelChoice(analyseText(TEXT), URI, offsetOf(TEXT, word));
}

function written(text: string, word: string, label: string): string {
  return applyEdits(URI, text, writeKernel(analyseText(text), URI, offsetOf(text, word), label));
}

it('names the kernel of the machine, and inside of a scenario that one', () => {
  expect(chosen('host_bridge')).toMatchObject({ scenario: null, kernel: '6.15' });
  expect(chosen('kernel 5.17')).toMatchObject({ scenario: 'old', kernel: '5.17' });
  expect(chosen('scenario same')).toMatchObject({ scenario: 'same', kernel: '6.15' });
});

it('counts verdicts that would be others: 8086:09a2 is listed from 5.18 on, scenarios that inherit count too', () => {
  const machine = chosen('host_bridge').changed;
  expect([machine?.get('5.17'), machine?.get('5.18'), machine?.get('6.15')]).toEqual([2, 0, 0]);
  const old = chosen('kernel 5.17').changed;
  expect([old?.get('5.17'), old?.get('5.18')]).toEqual([0, 1]);
});

it('writes over the setting, into the scenario, or at the top', () => {
  expect(written(TEXT, 'host_bridge', '5.18')).toBe(TEXT.replace('kernel 6.15', 'kernel 5.18'));
  expect(written(TEXT, 'kernel 5.17', '5.18')).toBe(TEXT.replace('kernel 5.17', 'kernel 5.18'));
  expect(written(TEXT, 'scenario same', '5.18')).toContain('scenario same {\n  kernel 5.18\n  pair');
  expect(written(tree(), 'host_bridge', '5.18')).toBe(`kernel 5.18\n\n${tree()}`);
  expect(written(`kernel 9x\n${tree()}`, 'host_bridge', '5.18')).toBe(`kernel 5.18\n${tree()}`);
});
