// An assertion that fails on this kernel and holds on a later one (a host bridge that is listed since, a parameter that
// works again): the first release on which the whole query holds.

import { bootFunctions } from '../../../core/boot';
import { KERNEL_RELEASES } from '../../../core/kernel/resolve';
import { decidePair } from '../../../core/p2pdma/decide';
import { meets } from '../../language/rules/pairs';
import type { FixKind } from './quick-fix';
import { writeSetting } from '../settings-edit';
import { addsNoFinding } from './prove';
import { effectOf, pathFunctions, queryAt } from './queries';

export const laterKernel: FixKind = {
  codes: ['pair-mismatch'],
  proved: 'itself',
  propose: (analysis, diagnostic) => {
    const found = queryAt(analysis, diagnostic);
    if (found === null) return [];
    const { evaluation, result } = found;
    const { expected } = result;
    const { machine } = evaluation;
    if (expected === null) return [];
    const path = pathFunctions(result);
    const later = KERNEL_RELEASES.filter(({ order }) => order > machine.settings.kernel.order).find((kernel) => {
      const booted = bootFunctions(machine.topology, { ...machine.settings, kernel }, path);
      return result.verdicts.every(({ provider, client }) =>
        meets(decidePair(booted, provider, client), expected.mapType),
      );
    });
    if (later === undefined) return [];
    const change = { settings: { kernel: later }, topology: machine.topology };
    const edits = writeSetting(analysis, evaluation, 'kernel', later.label);
    const effect = effectOf(analysis, evaluation, change);
    if (effect.effect === 'findings') return [];
    if (effect.effect === 'not-known' && !addsNoFinding(analysis, edits, effect.unaffected)) return [];
    return [
      {
        title: `Take kernel ${later.label}, the first on which this holds`,
        diagnostic,
        edits,
        preferred: false,
        price: null,
      },
    ];
  },
};
