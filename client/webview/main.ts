// The webview's entry: opens the channel and starts the panel. Runs in VS Code and in a bare page alike.

import { openChannel } from './channel';
import { startPanel } from './panel';

startPanel(document.body, openChannel());
