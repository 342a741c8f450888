// Restricted mode: a stranger's folder is opened and not trusted. PeerMap executes nothing, so all of it must work.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a workspace that is not trusted', () => {
  it('is really not trusted in this run', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
