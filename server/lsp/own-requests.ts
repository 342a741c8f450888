// PeerMap's own requests (docs/protocol.md).

import type { Connection } from 'vscode-languageserver';
import { KERNEL_HISTORY } from '../../core/kernel/history';
import { KERNEL_VERSIONS } from '../../core/kernel/resolve';
import { makePanelView } from '../export/panel';
import { makeReport } from '../export/report';
import { at } from '../features/at';
import { explainPair } from '../features/explain-pair';
import { locate } from '../features/locate';
import { offsetAt } from '../language/position';
import { applySeverities } from '../language/rules/severity';
import type {
  AtParams,
  AtResult,
  ExplainParams,
  ExplainResult,
  KernelsResult,
  LocateParams,
  LocateResult,
  ReportParams,
  ReportResult,
} from '../protocol/messages';
import { AT, EXPLAIN, KERNELS, LOCATE, REPORT } from '../protocol/messages';
import type { Boundary } from './boundary';
import { fileOf, toRange } from './range';
import type { Session } from './session';

export function answerOwnRequests(connection: Connection, boundary: Boundary, current: () => Session): void {
  connection.onRequest(
    REPORT,
    boundary(REPORT, async ({ uri, pairs, panel }: ReportParams): Promise<ReportResult> => {
      const session = current();
      const [analysis] = await session.workspace.analysesOf(uri);
      if (!(await session.workspace.has(uri))) throw new Error(`${uri} is not open, and no such file can be read.`);
      const diagnostics = applySeverities(analysis.diagnostics, session.settings.rules);
      return {
        report: makeReport(analysis, diagnostics, pairs, (file) => file),
        panel: panel === undefined ? null : makePanelView(analysis, panel.scenario),
      };
    }),
  );
  connection.onRequest(
    EXPLAIN,
    boundary(EXPLAIN, async (params: ExplainParams): Promise<ExplainResult> => {
      const [analysis] = await current().workspace.analysesOf(params.uri);
      return explainPair(analysis, params);
    }),
  );
  connection.onRequest(
    AT,
    boundary(AT, async ({ uri, position }: AtParams): Promise<AtResult> => {
      const [analysis] = await current().workspace.analysesOf(uri);
      const file = fileOf(analysis, uri);
      return at(analysis, uri, offsetAt(file.text, file.lineStarts, position));
    }),
  );
  connection.onRequest(
    LOCATE,
    boundary(LOCATE, async (params: LocateParams): Promise<LocateResult> => {
      const [analysis] = await current().workspace.analysesOf(params.uri);
      const place = locate(analysis, params);
      if (place === null) return null;
      return { uri: place.file, range: toRange(fileOf(analysis, place.file), place.range) };
    }),
  );
  connection.onRequest(
    KERNELS,
    boundary(KERNELS, () => Promise.resolve(knownKernels())),
  );
}

function knownKernels(): KernelsResult {
  const changesOf = (label: string): readonly string[] =>
    KERNEL_HISTORY.filter(({ version }) => version === label).map(({ text }) => text);
  return { kernels: KERNEL_VERSIONS.map(({ label }) => ({ label, changes: changesOf(label) })) };
}
