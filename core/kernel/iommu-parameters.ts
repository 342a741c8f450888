// What the command line asks of the IOMMU on one machine: which driver's switch counts there, and which domains devices
// get by default. Nothing is decided by it. The `iommu` setting says what the machine has; a rule compares the two.

import type { MachineSettings } from '../machine';
import type { CommandLine, TextSpan } from './commandline';

export interface IommuParameters {
  /** The driver of this machine, switched; the last switch counts, but for `iommu=off`, which nothing takes back. */
  readonly power: Asked<'on' | 'off'> | null;
  /** The default domains; the last parameter counts. */
  readonly domains: Asked<'passthrough' | 'translated'> | null;
}

/** `span` is the parameter's in CommandLine.text. */
export interface Asked<Value> {
  readonly value: Value;
  readonly span: TextSpan;
}

type Word = 'on' | 'off' | 'off for good' | 'passthrough' | 'translated';

type Words = readonly (readonly [name: string, value: RegExp, word: Word])[];

type Platform = Pick<MachineSettings, 'architecture' | 'cpu'>;

/** Read on every architecture, as kstrtobool() reads a truth value. */
const EVERYWHERE: Words = [
  ['iommu.passthrough', /^(?:[yt1]|on)/i, 'passthrough'],
  ['iommu.passthrough', /^(?:[nf0]|of)/i, 'translated'],
];

const X86: Words = [
  ['iommu', /^off/, 'off for good'],
  ['iommu', /^pt/, 'passthrough'],
  ['iommu', /^nopt/, 'translated'],
];

const INTEL: Words = [
  ['intel_iommu', /^on/, 'on'],
  ['intel_iommu', /^off/, 'off'],
];

const AMD: Words = [['amd_iommu', /^off/, 'off']];

/** Parameters of a driver that this machine does not have are left out. */
export function iommuParameters(commandLine: CommandLine, platform: Platform): IommuParameters {
  const asked = commandLine.parameters.flatMap(({ name, value, span }) => {
    const pieces = (value ?? '').split(',');
    const words = wordsOf(platform).filter(([wanted]) => wanted === name.replaceAll('-', '_'));
    return pieces.flatMap((piece) => words.flatMap(([, form, word]) => (form.test(piece) ? [{ word, span }] : [])));
  });
  const last = (...wanted: readonly Word[]): (typeof asked)[number] | undefined =>
    asked.filter(({ word }) => wanted.includes(word)).at(-1);
  const power = last('off for good') ?? last('on', 'off');
  const domains = last('passthrough', 'translated');
  return {
    power: power === undefined ? null : { value: power.word === 'on' ? 'on' : 'off', span: power.span },
    domains:
      domains === undefined
        ? null
        : { value: domains.word === 'passthrough' ? 'passthrough' : 'translated', span: domains.span },
  };
}

function wordsOf({ architecture, cpu }: Platform): Words {
  if (architecture !== 'x86_64' && architecture !== 'i386') return EVERYWHERE;
  if (cpu.vendor === 'intel') return [...EVERYWHERE, ...X86, ...INTEL];
  const isAmd = cpu.vendor === 'amd' || cpu.vendor === 'hygon';
  return isAmd ? [...EVERYWHERE, ...X86, ...AMD] : [...EVERYWHERE, ...X86];
}
