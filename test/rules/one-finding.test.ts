// Protects the Problems view from echoes: one fault is one finding, however many kernels, questions or rules come upon it.

import { describe, expect, it } from 'vitest';
import { analyseText } from '../features/fixture';
import { tree } from '../language/query-machine';

function codes(text: string): readonly string[] {
  return analyseText(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`);
}

describe('memory that is not registered', () => {
  const misaligned = tree().replace('bar 4 16MiB at 0x380002000000', 'bar 4 1MiB at 0x380002000000');

  it('is told once for two kernels that word it differently', () => {
    expect(codes(`${misaligned}scenario old { kernel 6.13 }\n`)).toEqual(['warning memory-misaligned']);
  });

  it('is an error if a list of either kernel needs it', () => {
    const list = 'sgl l { p2pmem nvme2 4KiB }\n';
    expect(codes(`${misaligned}${list}scenario old { kernel 6.13 map l -> mlx0 }\n`)).toEqual([
      'error memory-misaligned',
    ]);
  });
});
