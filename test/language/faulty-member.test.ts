// Protects from answers that rest on something that the file does not say: a misspelt `published`, and BARs of which one
// has a wrong address, whichever it is. What does not depend on them is still answered.

import { describe, expect, test } from 'vitest';
import { analyseText, chosen, evaluate, holdsOf, tree } from './query-machine';

const codes = (text: string): readonly string[] => analyseText(text).diagnostics.map(({ code }) => code);

describe('a misspelt `published`', () => {
  const machine = tree().replace('0x380000000000 p2pmem published', '0x380000000000 p2pmem publishd');

  test('is one fault, and no choice among the published memories is made', () => {
    const text = `${machine}provider for mlx0 = nvme1\n`;
    expect(codes(text)).toEqual(['syntax']);
    expect(chosen(evaluate(text))).toBeNull();
    expect(holdsOf(evaluate(text))).toEqual([null]);
  });

  test('no namespace is refused its memory', () => {
    const text = `${machine}nvmet s {\n  port mlx0\n  namespace nvme1 p2pmem nvme0 = nvme0\n}\n`;
    expect(codes(text)).toEqual(['syntax']);
    expect(evaluate(text).nvmet[0]?.results).toEqual([]);
  });

  test('a pair, and a namespace with the memory of another device, are answered', () => {
    const text = `${machine}pair nvme0 -> mlx0 = bus_addr\nnvmet s {\n  port mlx0\n  namespace nvme1 p2pmem nvme1 = nvme1\n}\n`;
    const evaluation = evaluate(text);
    expect(evaluation.pairs.map(({ holds }) => holds)).toEqual([true]);
    expect(holdsOf(evaluation)).toEqual([true]);
  });
});

describe('two BARs that overlap', () => {
  const machine = tree().replace('at 0x380001000000', 'at 0x380000000000');

  test.each(['nvme0', 'nvme1'])('neither address is trusted: a list in the memory of %s', (device) => {
    const text = `${machine}sgl l { p2pmem ${device} 4KiB }\nmap l -> mlx0 = 1 segment\n`;
    expect(codes(text)).toEqual(['bar-overlap']);
    expect(holdsOf(evaluate(text))).toEqual([null]);
  });

  test('a third one is', () => {
    const text = `${machine}sgl l { p2pmem nvme2 4KiB }\nmap l -> mlx0 = 1 segment\n`;
    expect(holdsOf(evaluate(text))).toEqual([true]);
  });
});
