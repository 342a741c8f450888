// What stands once too often, or means nothing: taken out, with its line where it has one for itself. Of two that differ
// either may be meant, so both can stay.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import type { ParsedFile } from '../../language/parser';
import { takeOut } from '../line-edit';
import { contains } from '../places';
import type { FixKind, QuickFix } from './quick-fix';

export const takeOutDuplicate: FixKind = {
  codes: ['property-duplicate', 'setting-duplicate', 'nvmet-duplicate'],
  proved: 'by-analysis',
  unseen: ['property-duplicate', 'setting-duplicate', 'nvmet-duplicate'],
  propose: (analysis, diagnostic) => {
    const [first] = diagnostic.related;
    if (first === undefined) return [];
    const later = constructAt(analysis, diagnostic.file, diagnostic.range);
    const earlier = constructAt(analysis, first.file, first.range);
    if (later === null || earlier === null) return [];
    const same = words(later) === words(earlier);
    return [
      ...removal(diagnostic, later, same ? 'the second' : 'the later', same),
      ...(same ? [] : removal(diagnostic, earlier, 'the earlier', false)),
    ];
  },
};

export const takeOutUseless: FixKind = {
  codes: [
    'pair-empty',
    'property-misplaced',
    'include-cycle',
    'published-without-p2pmem',
    'query-repeated',
    'setting-inherited',
    'scenario-empty',
  ],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const found = constructAt(analysis, diagnostic.file, diagnostic.range);
    return found === null ? [] : removal(diagnostic, found, '', PREFERRED.has(diagnostic.code));
  },
};

/** Those that say nothing which could be meant another way. */
const PREFERRED: ReadonlySet<string> = new Set(['include-cycle', 'query-repeated', 'setting-inherited']);

export const takeOutUnwritten: FixKind = {
  codes: ['host-bridge-function-twice'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    const parsed = analysis.files.find(({ uri }) => uri === diagnostic.file);
    const text = parsed?.text.slice(diagnostic.range.start, diagnostic.range.end) ?? '';
    if (parsed === undefined || !text.startsWith('[')) return [];
    const edit = takeOut(parsed, diagnostic.range);
    if (edit === null) return [];
    const title = `Remove ${text}: the function at 00.0 says its id itself`;
    return [{ title, diagnostic, edits: [edit], preferred: false, price: null }];
  },
};

interface Construct {
  readonly parsed: ParsedFile;
  readonly range: TextRange;
}

function removal(diagnostic: Diagnostic, { parsed, range }: Construct, which: string, preferred: boolean): QuickFix[] {
  const edit = takeOut(parsed, range);
  if (edit === null) return [];
  const written = words({ parsed, range });
  const title = `Remove ${which === '' ? '' : `${which} `}${written.length > 40 ? `${written.slice(0, 39)}…` : written}`;
  return [{ title, diagnostic, edits: [edit], preferred, price: null }];
}

function words({ parsed, range }: Construct): string {
  return parsed.text.slice(range.start, range.end).replace(/\s+/g, ' ');
}

/** What a finding stands at: the property, setting, query or `include` itself, or the entry of a subsystem whose device it is. */
function constructAt(analysis: Analysis, file: string, range: TextRange): Construct | null {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return null;
  let found: TextRange | null = null;
  const visit = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (!contains(node, range.start) || !contains(node, range.end)) continue;
      found = { start: node.start, end: node.end };
      visit(node.block?.members ?? []);
    }
  };
  visit(parsed.root.items);
  visit(parsed.root.misplaced);
  return found === null ? null : { parsed, range: found };
}

interface Node extends TextRange {
  readonly block?: { readonly members: readonly Node[] } | null;
}
