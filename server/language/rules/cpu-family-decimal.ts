// A family of AMD or Hygon written without 0x, as in `family 17`: /proc/cpuinfo prints 23 for Zen and 25 for Zen 3, papers
// call them 17h and 19h. Taken as decimal it is no processor of today, and the kernel's CPU rule fails.

import type { CpuVendor } from '../../../core/machine';
import type { Rule } from '../rule';
import { oncePerPlace } from './command-lines';

/** By what was written, without those that are families of their own in decimal. */
const MEANT: Partial<Readonly<Record<CpuVendor, readonly bigint[]>>> = { amd: [17n, 19n], hygon: [18n] };

export const cpuFamilyDecimal: Rule = {
  code: 'cpu-family-decimal',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const texts = new Map(analysis.files.map(({ uri, text }) => [uri, text]));
    const reportOnce = oncePerPlace(report);
    for (const { settings } of analysis.evaluations) {
      if (settings.cpu === null) continue;
      const { file, syntax } = settings.cpu;
      const { vendor, family } = syntax;
      const value = family?.value ?? null;
      if (syntax.faulty || vendor.value === null || family === null || value === null) continue;
      const written = texts.get(file)?.slice(family.start, family.end) ?? '';
      if (!/^\d+$/.test(written) || MEANT[vendor.value]?.includes(value) !== true) continue;
      reportOnce({
        message: `family ${written} is 0x${value.toString(16)}, a family from before Zen; if ${written}h is meant, write 0x${written}, which /proc/cpuinfo prints as ${String(Number.parseInt(written, 16))}.`,
        file,
        range: { start: family.start, end: family.end },
      });
    }
  },
};
