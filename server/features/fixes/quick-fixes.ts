// The quick fixes for the findings at a place: every kind of fix is asked about every finding there.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic, TextRange } from '../../language/diagnostic';
import { acceptActual } from './accept-actual';
import { acceptAnswer } from './accept-answer';
import { addMemory } from './add-memory';
import { alignMemory } from './align-memory';
import { clearRedirect } from './clear-redirect';
import { hexadecimalFamily } from './hexadecimal-family';
import { laterKernel } from './later-kernel';
import { makeAuto } from './make-auto';
import { removesItsFinding } from './prove';
import { replaceCommandLine } from './replace-command-line';
import { replacement } from './replacement';
import { correctOption, rewriteCommandLine } from './rewrite-command-line';
import { setIommu } from './set-iommu';
import { shortenEntry } from './shorten-entry';
import { workingKernel } from './working-kernel';
import { freeAddress, fewerVirtualFunctions, freeRootBus, openBus } from './repair-address';
import { knownKernel } from './known-kernel';
import { pasted } from './pasted';
import { moveOutOfEndpoint, moveUnderSwitch } from './move-function';
import { repairBar } from './repair-bar';
import { repairCaps } from './repair-caps';
import { repairIgnore } from './repair-ignore';
import { equallyNearName, freeName, knownVirtualFunction, oneFunction } from './repair-name';
import { repairSyntax } from './repair-syntax';
import { suppress } from './suppress';
import { takeOutDuplicate, takeOutUnwritten, takeOutUseless } from './take-out';
import { meantEntry } from './meant-entry';
import { insteadOfNoacs } from './instead-of-noacs';
import { writeBits } from './write-bits';
import { overlaps } from '../places';
import type { FixKind, QuickFix } from './quick-fix';

/** In the order in which an editor lists them: what repairs the machine before what changes the question. */
export const FIX_KINDS: readonly FixKind[] = [
  pasted,
  replacement,
  repairSyntax,
  clearRedirect,
  writeBits,
  laterKernel,
  moveUnderSwitch,
  rewriteCommandLine,
  correctOption,
  insteadOfNoacs,
  meantEntry,
  replaceCommandLine,
  hexadecimalFamily,
  makeAuto,
  setIommu,
  workingKernel,
  addMemory,
  alignMemory,
  shortenEntry,
  knownKernel,
  freeName,
  equallyNearName,
  oneFunction,
  knownVirtualFunction,
  freeAddress,
  openBus,
  freeRootBus,
  fewerVirtualFunctions,
  moveOutOfEndpoint,
  repairBar,
  repairCaps,
  repairIgnore,
  takeOutDuplicate,
  takeOutUnwritten,
  takeOutUseless,
  acceptActual,
  acceptAnswer,
  suppress,
];

/** Each fix that is proved by analysis costs one: who asks about a whole file gets those of its first findings. */
const MOST_FINDINGS = 24;

/** The fixes for the findings of a file that touch a range. */
export function quickFixes(analysis: Analysis, file: string, range: TextRange): readonly QuickFix[] {
  return analysis.diagnostics
    .filter((diagnostic) => diagnostic.file === file && overlaps(diagnostic.range, range))
    .slice(0, MOST_FINDINGS)
    .flatMap((diagnostic) => fixesFor(analysis, diagnostic));
}

/** An editor asks again whenever the cursor moves. */
const known = new WeakMap<Analysis, Map<Diagnostic, readonly QuickFix[]>>();

/** All fixes for one finding; of those that call themselves preferred the first one stays so. */
export function fixesFor(analysis: Analysis, diagnostic: Diagnostic): readonly QuickFix[] {
  const ofAnalysis = known.get(analysis) ?? new Map<Diagnostic, readonly QuickFix[]>();
  known.set(analysis, ofAnalysis);
  const fixes = ofAnalysis.get(diagnostic) ?? findFixes(analysis, diagnostic);
  ofAnalysis.set(diagnostic, fixes);
  return fixes;
}

function findFixes(analysis: Analysis, diagnostic: Diagnostic): readonly QuickFix[] {
  const kinds = FIX_KINDS.filter(({ codes }) => codes === null || codes.includes(diagnostic.code));
  const fixes = kinds.flatMap((kind) => provedFixes(kind, analysis, diagnostic));
  const preferred = fixes.findIndex((fix) => fix.preferred);
  return fixes.map((fix, index) => (fix.preferred && index !== preferred ? { ...fix, preferred: false } : fix));
}

/** The one that changes how something is written and nothing else; null: the finding asks for somebody who looks. */
export function unseenFix(analysis: Analysis, diagnostic: Diagnostic): QuickFix | null {
  const kinds = FIX_KINDS.filter(({ unseen }) => unseen?.includes(diagnostic.code) === true);
  const fixes = kinds.flatMap((kind) => provedFixes(kind, analysis, diagnostic));
  return fixes.find(({ preferred }) => preferred) ?? null;
}

function provedFixes(kind: FixKind, analysis: Analysis, diagnostic: Diagnostic): readonly QuickFix[] {
  const proposed = kind.propose(analysis, diagnostic);
  return kind.proved === 'itself' ? proposed : proposed.filter((fix) => removesItsFinding(analysis, fix));
}
