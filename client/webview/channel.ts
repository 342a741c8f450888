// The panel's only way out. Inside VS Code it is the webview's API; in a bare page (the tests' harness) messages arrive
// as window messages all the same, and what the panel posts is dispatched as an event that the page may listen to.

import type { HostMessage, PanelViewState, WebviewMessage } from '../../server/protocol/panel';
import { isHostMessage } from '../../server/protocol/panel-guards';

export interface Channel {
  readonly post: (message: WebviewMessage) => void;
  readonly listen: (handler: (message: HostMessage) => void) => void;
  /** What the last load of this panel kept by setState, maybe of an older version that had fewer members. */
  readonly getState: () => Partial<PanelViewState> | null;
  readonly setState: (state: PanelViewState) => void;
}

interface VsCodeApi {
  readonly postMessage: (message: WebviewMessage) => void;
  readonly getState: () => Partial<PanelViewState> | null | undefined;
  readonly setState: (state: PanelViewState) => void;
}

declare global {
  var acquireVsCodeApi: (() => VsCodeApi) | undefined;
}

/** The event of a bare page; its `detail` is the message. */
export const POSTED = 'peermap-posted';

/** To be called once a load: VS Code hands its API out only once. */
export function openChannel(): Channel {
  const api = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : barePage();
  return {
    post: (message) => api.postMessage(message),
    listen: (handler) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) handler(event.data);
      }),
    getState: () => api.getState() ?? null,
    setState: (state) => api.setState(state),
  };
}

function barePage(): VsCodeApi {
  let kept: PanelViewState | null = null;
  return {
    postMessage: (message) => window.dispatchEvent(new CustomEvent(POSTED, { detail: message })),
    getState: () => kept,
    setState: (state) => {
      kept = state;
    },
  };
}
