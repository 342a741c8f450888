// Hover on an entry of disable_acs_redir or config_acs: the functions that it reaches, and what it does to their control.

import type { AcsEntry, AcsOption } from '../../../core/kernel/commandline';
import type { CommandLineEffect } from '../../../core/machine';
import type { Evaluation } from '../../language/analysis';
import { functionAt, nameWithAddress } from '../../language/explain/names';
import { bitCell } from '../acs-words';
import { idNames } from './hover-id';
import { code, table, text } from '../markdown';
import type { PciNames } from '../pci-names';

const FUNCTIONS_SHOWN = 16;

const UNREACHED: Readonly<Record<AcsEntry['state'], string | null>> = {
  applies: null,
  unparsable: 'The kernel cannot parse it: its scan of the list ends here.',
  'after-unparsable': 'Not reached: the scan of the list ended at an entry before.',
  'not-reached': 'Not reached: this kernel reads the first entry only.',
  'flags-invalid': 'The kernel refuses its flags: its scan of the list ends here.',
};

export function hoverCommandLineEntry(
  evaluation: Evaluation,
  option: AcsOption,
  entry: AcsEntry,
  names: PciNames | null = null,
): string {
  const { machine } = evaluation;
  const said = `${code(entry.text)} · ${option.name} on ${machine.settings.kernel.label}`;
  const head = [said, ...idNames(names, [entry.device.kind === 'id' ? entry.device : null])].join('\n\n');
  const unreached = UNREACHED[entry.state];
  if (unreached !== null) return `${head}\n\n${unreached}`;
  const effects = machine.commandLineEffects.filter(
    (effect) => effect.option === option.name && effect.entry === entry.index,
  );
  if (effects.length === 0) return `${head}\n\nIt changes no function of this machine.`;
  const rows = effects
    .slice(0, FUNCTIONS_SHOWN)
    .map((effect) => [
      code(nameWithAddress(functionAt(machine, effect.function))),
      effect.outcome === 'no-capability' ? '' : bitCell(effect.before),
      outcomeWords(effect),
      effect.message === null ? '' : text(effect.message),
    ]);
  const rest = effects.length - rows.length;
  const more = rest > 0 ? `\n\n… and ${rest} more` : '';
  return `${head}\n\n${table(['function', 'ACS control before', 'after', 'logged'], rows)}${more}`;
}

function outcomeWords(effect: CommandLineEffect): string {
  switch (effect.outcome) {
    case 'applied':
      return bitCell(effect.after);
    case 'pinned':
      return 'pinned in the file';
    case 'no-capability':
      return 'no ACS capability';
    case 'flags-invalid':
      return 'flags refused';
    case 'undecided':
      return 'not known: its id is missing';
  }
}
