// From a place to others: definition, references, highlights, links of includes, and who asks about what.

import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentLink,
} from 'vscode-languageserver';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  ReferencesRequest,
  SymbolKind,
} from 'vscode-languageserver';
import type { Call, CallItem } from '../features/navigation/call-hierarchy';
import { incomingCalls, outgoingCalls, prepareCalls } from '../features/navigation/call-hierarchy';
import { documentLinks } from '../features/navigation/links';
import { definition, highlights, references } from '../features/navigation/navigation';
import type { Place } from '../features/places';
import type { Analysis } from '../language/analysis';
import type { Answers } from './boundary';
import { machinesOf, open, openAt, toLocation } from './opened';
import { fileOf } from './range';
import type { Session } from './session';

export function answerNavigation(answers: Answers): void {
  answers.on(DefinitionRequest.type, async (session, params) => {
    const { analysis, file, offset } = await openAt(session, params);
    const place = definition(analysis, file.uri, offset);
    return place === null ? null : toLocation(session, analysis, place);
  });
  answers.on(ReferencesRequest.type, async (session, params) => {
    const { analysis, file, offset } = await openAt(session, params);
    const places = references(analysis, file.uri, offset, params.context.includeDeclaration);
    return places.map((place) => toLocation(session, analysis, place));
  });
  answers.on(DocumentHighlightRequest.type, async (session, params) => {
    const { analysis, file, offset } = await openAt(session, params);
    const places = highlights(analysis, file.uri, offset);
    return places.map(({ range }) => ({ range: session.positions.toRange(file, range) }));
  });
  answers.on(DocumentLinkRequest.type, async (session, { textDocument }) => {
    const { file } = await open(session, textDocument.uri);
    return documentLinks(file).map(({ range, path, tooltip }): DocumentLink => ({
      range: session.positions.toRange(file, range),
      target: path,
      ...(session.can.linkTooltips && { tooltip }),
    }));
  });
  answerCalls(answers);
}

function answerCalls(answers: Answers): void {
  answers.on(CallHierarchyPrepareRequest.type, async (session, params) => {
    const { analysis, file, offset } = await openAt(session, params);
    const items = prepareCalls(analysis, file.uri, offset);
    return items.length === 0 ? null : items.map((item) => toCallItem(session, analysis, item));
  });
  answers.on(CallHierarchyIncomingCallsRequest.type, async (session, { item }) => {
    const asked = await askedItem(session, item);
    return incomingCalls(asked.analysis, asked.item).map((call): CallHierarchyIncomingCall => ({
      from: toCallItem(session, asked.analysis, call.item),
      fromRanges: toRanges(session, asked.analysis, call, call.item.file),
    }));
  });
  answers.on(CallHierarchyOutgoingCallsRequest.type, async (session, { item }) => {
    const asked = await askedItem(session, item);
    return outgoingCalls(asked.analysis, asked.item).map((call): CallHierarchyOutgoingCall => ({
      to: toCallItem(session, asked.analysis, call.item),
      fromRanges: toRanges(session, asked.analysis, call, asked.item.file),
    }));
  });
}

const KIND: Readonly<Record<CallItem['kind'], SymbolKind>> = {
  device: SymbolKind.Object,
  list: SymbolKind.Array,
  query: SymbolKind.Event,
  scenario: SymbolKind.Namespace,
};

function toCallItem({ positions }: Session, analysis: Analysis, item: CallItem): CallHierarchyItem {
  const file = fileOf(analysis, item.file);
  return {
    name: item.name,
    detail: item.detail,
    kind: KIND[item.kind],
    uri: item.file,
    range: positions.toRange(file, item.range),
    selectionRange: positions.toRange(file, item.selection),
    data: { kind: item.kind, root: analysis.root },
  };
}

/** The item that a client got from us, as it stands in the machine that it was found in. */
async function askedItem(
  session: Session,
  { name, detail, uri, range, selectionRange, data }: CallHierarchyItem,
): Promise<{ readonly analysis: Analysis; readonly item: CallItem }> {
  const { kind, root } = (data ?? {}) as { readonly kind?: CallItem['kind']; readonly root?: string };
  const machines = await machinesOf(session, uri);
  const analysis = machines.find((machine) => machine.root === root) ?? machines[0];
  const file = fileOf(analysis, uri);
  const { toOffsets } = session.positions;
  const item: CallItem = {
    name,
    detail: detail ?? '',
    kind: kind ?? 'device',
    file: uri,
    range: toOffsets(file, range),
    selection: toOffsets(file, selectionRange),
  };
  return { analysis, item };
}

/** The protocol takes ranges of the caller's file only. */
function toRanges({ positions }: Session, analysis: Analysis, { ranges }: Call, caller: string): CallRanges {
  const isHere = (place: Place): boolean => place.file === caller;
  return ranges.filter(isHere).map(({ range }) => positions.toRange(fileOf(analysis, caller), range));
}

type CallRanges = CallHierarchyIncomingCall['fromRanges'];
