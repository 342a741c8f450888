// PeerMap's own requests (docs/protocol.md). Reports count in UTF-16; what of them goes to the client as a place is counted
// anew in its units.

import { KERNEL_HISTORY } from '../../core/kernel/history';
import { KERNEL_VERSIONS } from '../../core/kernel/resolve';
import { makeMapContent } from '../export/map-content';
import { mapAs } from '../export/map-export';
import { makePanelView } from '../export/panel';
import { makeReport } from '../export/report';
import { assertionsIn, scenariosIn } from '../features/assertions';
import { at } from '../features/navigation/at';
import { explainPair } from '../features/explain/explain-pair';
import { kernelChoice, type KernelChoice, writeKernel } from '../features/kernel-choice';
import type { TextEdit } from '../features/edit';
import { locate } from '../features/navigation/locate';
import { findEvaluation } from '../features/places';
import { whatIfEdits } from '../features/what-if-edits';
import { baseEvaluation } from '../features/places';
import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { applySeverities } from '../language/rules/severity';
import { analysisUnder } from '../language/what-if';
import type {
  AssertionsParams,
  AssertionsResult,
  AtParams,
  AtResult,
  ExplainParams,
  ExplainResult,
  ExportParams,
  ExportResult,
  FileEdit,
  KernelsParams,
  KernelsResult,
  LocateParams,
  LocateResult,
  PairProof,
  PanelView,
  ReportParams,
  ReportResult,
  WhatIfEditsParams,
  WhatIfEditsResult,
  SetKernelParams,
  SetKernelResult,
} from '../protocol/messages';
import {
  ASSERTIONS,
  AT,
  EXPLAIN,
  EXPORT,
  KERNELS,
  LOCATE,
  REPORT,
  SET_KERNEL,
  TEXT_FORMATS,
  WHAT_IF_EDITS,
} from '../protocol/messages';
import type { Answers } from './boundary';
import { machinesOf, open, toLocation } from './opened';
import { fileOf } from './range';
import type { Session } from './session';
import { otherSettings, proofUnder, shownUnder } from './what-if-requests';

export function answerOwnRequests({ own }: Answers): void {
  own(REPORT, async (session, { uri, pairs, panel, whatIf }: ReportParams): Promise<ReportResult> => {
    const [analysis] = await machinesOf(session, uri);
    if (!(await session.workspace.has(uri))) throw new Error(`${uri} is not open, and no such file can be read.`);
    const diagnostics = applySeverities(analysis.diagnostics, session.settings.rules);
    return {
      report: makeReport(analysis, diagnostics, pairs, (file) => file),
      panel:
        panel === undefined
          ? null
          : placed(session, analysis, makePanelView(analysis, panel.scenario, shownUnder(analysis, whatIf))),
    };
  });
  own(EXPLAIN, async (session, params: ExplainParams): Promise<ExplainResult> => {
    const [analysis] = await machinesOf(session, params.uri);
    const proof = proofOf(analysis, params);
    if (proof === null) return null;
    return {
      ...proof,
      fixes: proof.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(recoded(session, analysis)) })),
    };
  });
  own(WHAT_IF_EDITS, async (session, { uri, scenario, whatIf }: WhatIfEditsParams): Promise<WhatIfEditsResult> => {
    const [analysis] = await machinesOf(session, uri);
    const evaluation = findEvaluation(analysis, scenario);
    const other = otherSettings(whatIf);
    if (evaluation === null) throw new Error(`${uri} has no scenario ${String(scenario)}.`);
    if (other === null) return { edits: [], notWritten: null };
    const { edits, notWritten } = whatIfEdits(analysis, evaluation, other);
    return { edits: edits.map((edit) => toFileEdit(session, analysis, edit)), notWritten };
  });
  own(EXPORT, async (session, { uri, scenario, whatIf, format, pair }: ExportParams): Promise<ExportResult> => {
    const [analysis] = await machinesOf(session, uri);
    if (!(await session.workspace.has(uri))) throw new Error(`${uri} is not open, and no such file can be read.`);
    if (!TEXT_FORMATS.includes(format)) {
      throw new Error(`format: expected ${TEXT_FORMATS.join(', ')}, found ${JSON.stringify(format)}`);
    }
    const content = makeMapContent(analysis, scenario, shownUnder(analysis, whatIf), pair ?? null);
    return { text: mapAs(format, content), stale: content.stale };
  });
  own(AT, async (session, { uri, position }: AtParams): Promise<AtResult> => {
    const { analysis, file } = await open(session, uri);
    return at(analysis, uri, session.positions.toOffset(file, position));
  });
  own(LOCATE, async (session, params: LocateParams): Promise<LocateResult> => {
    const [analysis] = await machinesOf(session, params.uri);
    const place = locate(analysis, params);
    return place === null ? null : toLocation(session, analysis, place);
  });
  own(KERNELS, (session, params: KernelsParams) => kernels(session, params));
  own(SET_KERNEL, async (session, { uri, position, kernel }: SetKernelParams): Promise<SetKernelResult> => {
    const { analysis, file } = await open(session, uri);
    return writeKernel(analysis, uri, session.positions.toOffset(file, position), kernel).map((edit) => ({
      uri: edit.file,
      range: session.positions.toRange(fileOf(analysis, edit.file), edit.range),
      newText: edit.newText,
    }));
  });
  own(ASSERTIONS, async (session, { uri }: AssertionsParams): Promise<AssertionsResult> => {
    if (!(await session.workspace.has(uri))) throw new Error(`${uri} is not open, and no such file can be read.`);
    const { analysis, file } = await open(session, uri);
    const placed = <Each extends { readonly range: TextRange }>(each: Each) => ({
      ...each,
      range: session.positions.toRange(file, each.range),
    });
    return {
      kernel: baseEvaluation(analysis).machine.settings.kernel.label,
      assertions: assertionsIn(analysis, uri).map(placed),
      scenarios: scenariosIn(analysis, uri).map(placed),
    };
  });
}

function proofOf(analysis: Analysis, params: ExplainParams): PairProof | null {
  const other = otherSettings(params.whatIf);
  const evaluation = findEvaluation(analysis, params.scenario);
  if (other === null || evaluation === null) return explainPair(analysis, params);
  const proof = explainPair(analysisUnder(analysis, evaluation, other), params);
  return proof === null ? null : proofUnder(proof, other);
}

function toFileEdit(session: Session, analysis: Analysis, { file, range, newText }: TextEdit): FileEdit {
  return { uri: file, range: session.positions.toRange(fileOf(analysis, file), range), newText };
}

function placed(session: Session, analysis: Analysis, panel: PanelView): PanelView {
  const queries = Object.entries(panel.queries).map(([name, place]) => [name, recoded(session, analysis)(place)]);
  return { ...panel, queries: Object.fromEntries(queries) as PanelView['queries'] };
}

type Placed = PanelView['queries'][string];

function recoded({ positions }: Session, analysis: Analysis): <Each extends Placed>(each: Each) => Each {
  return (each) => ({ ...each, range: positions.recode(fileOf(analysis, each.uri), each.range) });
}

async function kernels(session: Session, params: KernelsParams): Promise<KernelsResult> {
  const choice = isPlace(params) ? await choiceAt(session, params) : null;
  return {
    here: choice === null ? null : { scenario: choice.scenario, kernel: choice.kernel },
    kernels: KERNEL_VERSIONS.map(({ label }) => ({
      label,
      changes: KERNEL_HISTORY.filter(({ version }) => version === label).map(({ text }) => text),
      changedVerdicts: choice?.changed?.get(label) ?? null,
    })),
  };
}

async function choiceAt(session: Session, { uri, position }: AtParams): Promise<KernelChoice> {
  const { analysis, file } = await open(session, uri);
  return kernelChoice(analysis, uri, session.positions.toOffset(file, position));
}

/** Without parameters the request's token stands in their place. */
function isPlace(params: KernelsParams): params is AtParams {
  return params !== null && 'uri' in params;
}
