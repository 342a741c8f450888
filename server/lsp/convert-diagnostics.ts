// The diagnostics of one file in the protocol's form: the union over the machines that it belongs to, equal ones once,
// each with the link to its rule's page and with its proof as related information.

import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Analysis } from '../language/analysis';
import type { Diagnostic as Finding } from '../language/diagnostic';
import { applySeverities } from '../language/rules/severity';
import { findingsOfFile } from '../language/several-machines';
import { fileOf } from './range';
import type { Session } from './session';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const TAG = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export function toDiagnostics(session: Session, machines: readonly Analysis[], uri: string): Diagnostic[] {
  return findingsOfFile(machines, uri).flatMap(({ analysis, finding }) =>
    applySeverities([finding], session.settings.rules).map((each) => toDiagnostic(session, analysis, each)),
  );
}

function toDiagnostic(session: Session, analysis: Analysis, finding: Finding): Diagnostic {
  const { can, options, positions } = session;
  const related = can.relatedInformation ? finding.related : [];
  const tags = finding.tags.map((tag) => TAG[tag]).filter((tag) => can.diagnosticTags.includes(tag));
  const hasPage = options.rulePages !== null && can.codeDescription;
  return {
    range: positions.toRange(fileOf(analysis, finding.file), finding.range),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    ...(hasPage && { codeDescription: { href: `${options.rulePages}/${finding.code}.md` } }),
    source: 'peermap',
    message: finding.message,
    ...(tags.length > 0 && { tags }),
    ...(related.length > 0 && { relatedInformation: related.map((one) => toRelated(session, analysis, one)) }),
  };
}

function toRelated(
  { positions }: Session,
  analysis: Analysis,
  { file, range, message }: Finding['related'][number],
): DiagnosticRelatedInformation {
  return { location: { uri: file, range: positions.toRange(fileOf(analysis, file), range) }, message };
}
