// One assertion's outcome as the Test view shows it: what was expected beside what is, at the question; undecided is an
// error, not a failure.

import * as vscode from 'vscode';
import type { AssertionResult } from '../server/protocol/messages';
import { toRange } from './editor';

export function reportAssertion(run: vscode.TestRun, item: vscode.TestItem, assertion: AssertionResult): void {
  run.started(item);
  if (assertion.holds === true) run.passed(item);
  else if (assertion.holds === false) run.failed(item, messageOf(item, assertion));
  else run.errored(item, messageOf(item, assertion));
}

function messageOf(
  item: vscode.TestItem,
  { range, expected, actual, holds, message }: AssertionResult,
): vscode.TestMessage {
  const shown = holds === false ? vscode.TestMessage.diff(message, expected, actual) : new vscode.TestMessage(message);
  if (item.uri !== undefined) shown.location = new vscode.Location(item.uri, toRange(range));
  return shown;
}
