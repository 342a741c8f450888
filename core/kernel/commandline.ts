// What one kernel version makes of its command line: which `pci=` options are in force, entry by entry with their place
// in the text, and what is wrong with them. Faults are facts here; the language's rules put them into words. The reading
// itself is in commandline-parse.ts.

import type { DevicePattern, UnparsableReason } from './device-pattern';

/** UTF-16 offsets into CommandLine.text; end is exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface CommandLine {
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** The `disable_acs_redir=` in force: the last one. */
  readonly disableAcsRedir: AcsOption | null;
  /** The `config_acs=` in force; null also where this kernel does not know the option. */
  readonly configAcs: AcsOption | null;
  /** `pci=noats`. */
  readonly noAts: boolean;
  readonly observations: readonly CommandLineObservation[];
}

/** One `name=value` of the command line, quotes taken off. Everything after `--` belongs to init and is left out. */
export interface Parameter {
  readonly name: string;
  /** null: no `=`. */
  readonly value: string | null;
  readonly span: TextSpan;
  readonly valueSpan: TextSpan | null;
}

export type AcsOptionName = 'disable_acs_redir' | 'config_acs';

export interface AcsOption {
  readonly name: AcsOptionName;
  /** From the option's name to the end of its list, without the `pci=` before it. */
  readonly span: TextSpan;
  readonly listSpan: TextSpan;
  readonly entries: readonly AcsEntry[];
}

/** One `;`-separated entry. */
export interface AcsEntry {
  readonly index: number;
  readonly text: string;
  readonly span: TextSpan;
  /** config_acs only, as written before the `@`: masks over the bits that are named, and their values. */
  readonly flags: { readonly text: string; readonly mask: number; readonly value: number } | null;
  readonly device: DevicePattern;
  /**
   * applies: the kernel's scan reaches it. unparsable, flags-invalid: the scan ends here. after-unparsable, not-reached: it
   * never gets here (a fault before it; a list on a kernel that reads the first entry only).
   */
  readonly state: 'applies' | 'unparsable' | 'after-unparsable' | 'not-reached' | 'flags-invalid';
}

export type CommandLineObservation = {
  /** What is wrong, in the text. */
  readonly span: TextSpan;
  /** What the kernel itself logs about it, word for word; null: nothing. */
  readonly log: string | null;
} & (
  | { readonly observation: 'pci-option-unknown'; readonly option: string }
  /** Known to later kernels only. */
  | { readonly observation: 'pci-option-too-new'; readonly option: AcsOptionName; readonly since: string }
  /** A device after a comma: the comma ended the list, the kernel takes the device for an unknown option. */
  | {
      readonly observation: 'comma-between-devices';
      readonly option: AcsOptionName;
      readonly device: string;
      readonly comma: TextSpan;
    }
  /** span: the one that has no effect; by: the one in force. */
  | { readonly observation: 'option-repeated'; readonly option: AcsOptionName; readonly by: TextSpan }
  /** ignored: the entries after it, which the scan never reaches. */
  | {
      readonly observation: 'device-unparsable';
      readonly option: AcsOptionName;
      readonly device: string;
      readonly reason: UnparsableReason;
      readonly ignored: TextSpan | null;
    }
  /** An id with something after it: the id counts, the list ends there. */
  | {
      readonly observation: 'device-trailing';
      readonly option: AcsOptionName;
      readonly device: string;
      readonly trailing: TextSpan;
      readonly ignored: TextSpan | null;
    }
  | { readonly observation: 'flags-missing'; readonly device: string; readonly ignored: TextSpan | null }
  /** beyond-dt: names a bit above DT; characters: something else than 0, 1 and x. */
  | {
      readonly observation: 'flags-invalid';
      readonly flags: string;
      readonly reason: 'beyond-dt' | 'characters';
      readonly ignored: TextSpan | null;
    }
  /** config_acs from 6.11 to 6.14 reads the first entry only. */
  | { readonly observation: 'only-first-entry'; readonly fixedIn: string }
  /** `pcie_acs_override=` exists in out-of-tree patches only. */
  | { readonly observation: 'acs-override' }
);
