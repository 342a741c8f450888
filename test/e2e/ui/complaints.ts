// Runs last, after every screen: nothing was blocked by the panel's content security policy, nothing threw, and no error
// went to the console. That complaints are heard at all is seen on one made on purpose.

import assert from 'node:assert/strict';
import { currentSession } from './session';

const session = currentSession();

describe('all screens together', function () {
  this.timeout(60_000);

  it('blocked nothing, threw nothing, and sent no error to the console', () => {
    assert.deepEqual(session.complaints(), []);
  });

  it('would have been heard to complain', async () => {
    const heard = session.page.waitForEvent('console', (message) => message.text() === 'a complaint made on purpose');
    await session.page.evaluate('console.error("a complaint made on purpose")');
    await heard;
    assert.match(session.complaints().join('\n'), /a complaint made on purpose/);
  });
});
