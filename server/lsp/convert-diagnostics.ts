// The diagnostics of one file in the protocol's form: the union over the machines that it belongs to, equal ones once,
// each with the link to its rule's page and with its proof as related information.

import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Analysis } from '../language/analysis';
import type { Diagnostic as Finding } from '../language/diagnostic';
import { applySeverities } from '../language/rules/severity';
import { fileOf, toRange } from './range';
import type { Session } from './session';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const TAG = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

export async function toDiagnostics(session: Session, uri: string): Promise<Diagnostic[]> {
  const found = new Map<string, Diagnostic>();
  for (const analysis of await session.workspace.analysesOf(uri)) {
    if (!analysis.files.some((file) => file.uri === uri)) continue;
    for (const finding of applySeverities(analysis.diagnostics, session.settings.rules)) {
      if (finding.file !== uri) continue;
      const diagnostic = toDiagnostic(session, analysis, finding);
      found.set(JSON.stringify([diagnostic.code, diagnostic.range, diagnostic.message]), diagnostic);
    }
  }
  return [...found.values()];
}

function toDiagnostic(session: Session, analysis: Analysis, finding: Finding): Diagnostic {
  const related = session.can.relatedInformation ? finding.related : [];
  return {
    range: toRange(fileOf(analysis, finding.file), finding.range),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    ...(session.rulePages !== null && { codeDescription: { href: `${session.rulePages}/${finding.code}.md` } }),
    source: 'peermap',
    message: finding.message,
    ...(finding.tags.length > 0 && { tags: finding.tags.map((tag) => TAG[tag]) }),
    ...(related.length > 0 && { relatedInformation: related.map((one) => toRelated(analysis, one)) }),
  };
}

function toRelated(analysis: Analysis, related: Finding['related'][number]): DiagnosticRelatedInformation {
  const { file, range, message } = related;
  return { location: { uri: file, range: toRange(fileOf(analysis, file), range) }, message };
}
