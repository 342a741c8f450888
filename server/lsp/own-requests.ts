// PeerMap's own requests (docs/protocol.md). Reports count in UTF-16; what of them goes to the client as a place is counted
// anew in its units.

import { KERNEL_HISTORY } from '../../core/kernel/history';
import { KERNEL_VERSIONS } from '../../core/kernel/resolve';
import { makePanelView } from '../export/panel';
import { makeReport } from '../export/report';
import { at } from '../features/at';
import { explainPair } from '../features/explain-pair';
import { locate } from '../features/locate';
import type { Analysis } from '../language/analysis';
import { applySeverities } from '../language/rules/severity';
import type {
  AtParams,
  AtResult,
  ExplainParams,
  ExplainResult,
  KernelsResult,
  LocateParams,
  LocateResult,
  PanelView,
  ReportParams,
  ReportResult,
} from '../protocol/messages';
import { AT, EXPLAIN, KERNELS, LOCATE, REPORT } from '../protocol/messages';
import type { Answers } from './boundary';
import { machinesOf, open, toLocation } from './opened';
import { fileOf } from './range';
import type { Session } from './session';

export function answerOwnRequests({ own }: Answers): void {
  own(REPORT, async (session, { uri, pairs, panel }: ReportParams): Promise<ReportResult> => {
    const [analysis] = await machinesOf(session, uri);
    if (!(await session.workspace.has(uri))) throw new Error(`${uri} is not open, and no such file can be read.`);
    const diagnostics = applySeverities(analysis.diagnostics, session.settings.rules);
    return {
      report: makeReport(analysis, diagnostics, pairs, (file) => file),
      panel: panel === undefined ? null : placed(session, analysis, makePanelView(analysis, panel.scenario)),
    };
  });
  own(EXPLAIN, async (session, params: ExplainParams): Promise<ExplainResult> => {
    const [analysis] = await machinesOf(session, params.uri);
    const proof = explainPair(analysis, params);
    if (proof === null) return null;
    return {
      ...proof,
      fixes: proof.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(recoded(session, analysis)) })),
    };
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
  own(KERNELS, () => Promise.resolve(knownKernels()));
}

function placed(session: Session, analysis: Analysis, panel: PanelView): PanelView {
  const queries = Object.entries(panel.queries).map(([name, place]) => [name, recoded(session, analysis)(place)]);
  return { ...panel, queries: Object.fromEntries(queries) as PanelView['queries'] };
}

type Placed = PanelView['queries'][string];

function recoded({ positions }: Session, analysis: Analysis): <Each extends Placed>(each: Each) => Each {
  return (each) => ({ ...each, range: positions.recode(fileOf(analysis, each.uri), each.range) });
}

function knownKernels(): KernelsResult {
  const changesOf = (label: string): readonly string[] =>
    KERNEL_HISTORY.filter(({ version }) => version === label).map(({ text }) => text);
  return { kernels: KERNEL_VERSIONS.map(({ label }) => ({ label, changes: changesOf(label) })) };
}
