// Runs last: nothing in VS Code Web was blocked by a content security policy, threw, or went to the console as an error.
// That complaints are heard at all is seen in test/e2e/ui/complaints.ts.

import assert from 'node:assert/strict';
import { session } from './workbench';

describe('VS Code Web: all of it together', () => {
  it('blocked nothing, threw nothing, and sent no error to the console', () => {
    const ofPeerMap = session.complaints().filter((complaint) => !KNOWN.test(complaint));
    assert.deepEqual(ofPeerMap, []);
  });
});

/** Styles of VS Code's own extension for formulas, which this build's preview of Markdown does not let in. */
const KNOWN = /\/build\/extensions\/markdown-math\//;
