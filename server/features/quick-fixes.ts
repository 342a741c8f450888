// The quick fixes for the findings at a place: every kind of fix is asked about every finding there.

import type { Analysis } from '../language/analysis';
import type { Diagnostic, TextRange } from '../language/diagnostic';
import { acceptActual } from './fixes/accept-actual';
import { acceptAnswer } from './fixes/accept-answer';
import { addMemory } from './fixes/add-memory';
import { alignMemory } from './fixes/align-memory';
import { clearRedirect } from './fixes/clear-redirect';
import { hexadecimalFamily } from './fixes/hexadecimal-family';
import { laterKernel } from './fixes/later-kernel';
import { makeAuto } from './fixes/make-auto';
import { removesItsFinding } from './fixes/prove';
import { replaceCommandLine } from './fixes/replace-command-line';
import { replacement } from './fixes/replacement';
import { correctOption, rewriteCommandLine } from './fixes/rewrite-command-line';
import { setIommu } from './fixes/set-iommu';
import { shortenEntry } from './fixes/shorten-entry';
import { workingKernel } from './fixes/working-kernel';
import { freeAddress, fewerVirtualFunctions, freeRootBus, openBus } from './fixes/repair-address';
import { knownKernel } from './fixes/known-kernel';
import { pasted } from './fixes/pasted';
import { moveOutOfEndpoint, moveUnderSwitch } from './fixes/move-function';
import { repairBar } from './fixes/repair-bar';
import { repairCaps } from './fixes/repair-caps';
import { repairIgnore } from './fixes/repair-ignore';
import { equallyNearName, freeName, knownVirtualFunction, oneFunction } from './fixes/repair-name';
import { repairSyntax } from './fixes/repair-syntax';
import { suppress } from './fixes/suppress';
import { takeOutDuplicate, takeOutUnwritten, takeOutUseless } from './fixes/take-out';
import { meantEntry } from './fixes/meant-entry';
import { insteadOfNoacs } from './fixes/instead-of-noacs';
import { writeBits } from './fixes/write-bits';
import { overlaps } from './places';
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
