// Hover and signature help: what is said about the place of the cursor.

import type { Hover, SignatureHelp } from 'vscode-languageserver';
import { HoverRequest, SignatureHelpRequest } from 'vscode-languageserver';
import { hover } from '../features/hover/hover';
import type { SignatureHelp as Form } from '../features/signature-help';
import { signatureHelp } from '../features/signature-help';
import type { Answers } from './boundary';
import { toMarkup } from './markup';
import { openAt } from './opened';
import type { Session } from './session';

export function answerHovers(answers: Answers): void {
  answers.on(HoverRequest.type, async (session, params): Promise<Hover | null> => {
    const names = await session.names();
    const { analysis, file, offset } = await openAt(session, params);
    const found = hover(analysis, file.uri, offset, names);
    if (found === null) return null;
    return {
      contents: toMarkup(found.markdown, session.can.markdown.hover),
      range: session.positions.toRange(file, found.range),
    };
  });
  answers.on(SignatureHelpRequest.type, async (session, params): Promise<SignatureHelp | null> => {
    const { analysis, file, offset } = await openAt(session, params);
    const form = signatureHelp(analysis, file.uri, offset);
    return form === null ? null : toSignatureHelp(session, form);
  });
}

function toSignatureHelp(session: Session, { label, documentation, parameters, active }: Form): SignatureHelp {
  const documented = (markdown: string | null) =>
    markdown !== null && { documentation: toMarkup(markdown, session.can.markdown.signature) };
  const signature = {
    label,
    ...documented(documentation),
    parameters: parameters.map((part) => ({
      label: session.can.labelOffsets ? ([...part.label] as [number, number]) : label.slice(...part.label),
      ...documented(part.documentation),
    })),
  };
  // A number past the last parameter lights none in clients that cannot read null.
  const none = session.can.noActiveParameter ? null : parameters.length;
  return { signatures: [signature], activeSignature: 0, activeParameter: active ?? none };
}
