// Whole blocks with names that are free, offered where they may stand. The editor's own snippets (syntaxes/snippets.json)
// have what is no block, so that nothing is offered twice.

import type { Analysis } from '../../language/analysis';
import type { Entry } from './completion';
import { hasMemory, namedDevices } from './devices';

interface Snippet {
  readonly word: string;
  readonly label: string;
  /** null: the machine lacks what it would name. */
  readonly body: (free: (stem: string) => string, analysis: Analysis) => string | null;
}

const SNIPPETS: readonly Snippet[] = [
  {
    word: 'host_bridge',
    label: 'host_bridge with a root port',
    body: (free) => `host_bridge \${1:${free('pci')}} [\${2:8086:09a2}] {\n\troot_port {\n\t\t$0\n\t}\n}`,
  },
  {
    word: 'switch',
    label: 'switch with two ports',
    body: (free) => `switch \${1:${free('sw')}} {\n\tport {\n\t\t$2\n\t}\n\tport {\n\t\t$3\n\t}\n}`,
  },
  {
    word: 'nvme',
    label: 'nvme with a controller memory buffer',
    body: (free) => `nvme \${1:${free('nvme')}} {\n\tbar \${2:4} \${3:512MiB} p2pmem\n\tpublished\n}`,
  },
  {
    word: 'sgl',
    label: 'sgl with two entries',
    body: (free, analysis) => {
      const memory = namedDevices(analysis).find(hasMemory);
      const second = memory === undefined ? '' : `\n\tp2pmem \${3:${memory.name}} \${4:4KiB}`;
      return `sgl \${1:${free('list')}} {\n\tram \${2:4KiB}${second}\n}`;
    },
  },
  {
    word: 'nvmet',
    label: 'nvmet with a port and a namespace',
    body: (free, analysis) => {
      const port = firstOf(analysis, 'nic');
      const drive = firstOf(analysis, 'nvme');
      if (port === null || drive === null) return null;
      return `nvmet \${1:${free('subsys')}} {\n\tport \${2:${port}}\n\tnamespace \${3:${drive}} p2pmem \${4|auto,off|}\n}`;
    },
  },
  {
    word: 'scenario',
    label: 'scenario with another kernel',
    body: (free) => `scenario \${1:${free('scenario_')}} {\n\tkernel \${2:6.12}\n\t$0\n}`,
  },
];

/** Of the block that this word opens. */
export function snippetsFor(analysis: Analysis, word: string): readonly Entry[] {
  return SNIPPETS.flatMap((snippet): readonly Entry[] => {
    const insert = snippet.word === word ? snippet.body((stem) => freeName(analysis, stem), analysis) : null;
    if (insert === null) return [];
    const written = withoutPlaceholders(insert);
    const description = /^[^\n]*?(?= *\{\n)/.exec(written)?.[0] ?? null;
    const data = { kind: 'snippet', text: written.replaceAll('\t', '  ') } as const;
    return [{ label: snippet.label, kind: 'snippet', description, insert, snippet: true, filterText: word, data }];
  });
}

const namesOf = new WeakMap<Analysis, ReadonlySet<string | null>>();

function freeName(analysis: Analysis, stem: string): string {
  const taken = namesOf.get(analysis) ?? new Set(analysis.declarations.map(({ name }) => name));
  namesOf.set(analysis, taken);
  let number = 0;
  while (taken.has(`${stem}${String(number)}`)) number++;
  return `${stem}${String(number)}`;
}

/** What a snippet puts in before anybody fills it in; of a choice the first. */
export function withoutPlaceholders(snippet: string): string {
  return snippet.replace(
    /\\([$}\\])|\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\{?\d+\}?/g,
    (_found, escaped: string | undefined, text: string | undefined, choice: string | undefined) =>
      escaped ?? text ?? choice ?? '',
  );
}

function firstOf(analysis: Analysis, kind: string): string | null {
  return namedDevices(analysis).find((device) => device.kind === kind)?.name ?? null;
}
