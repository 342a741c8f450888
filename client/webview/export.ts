// Gets a picture from the panel's second script, which is loaded when somebody exports. It lies beside the first, whose
// place is known only while that is starting. A plain script and no module: those ask for leave where VS Code Web has
// its files on another origin.

import type { PanelExported, PictureFormat } from '../../server/protocol/panel';
import { element } from './dom';
import type * as Painter from './picture';

declare global {
  /** Set by the second script. */
  var peermapPicture: typeof Painter | undefined;
}

type Drawn = Pick<PanelExported, 'content' | 'problem'>;

const first = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

/** `shown`: what pictureContent takes; null: nothing is on screen. */
export async function exportPicture(
  format: PictureFormat,
  shown: Readonly<Parameters<typeof Painter.pictureContent>> | null,
): Promise<Drawn> {
  if (shown === null) return failed('There is no map to export yet.');
  try {
    if (globalThis.peermapPicture === undefined) {
      await loaded(new URL('picture.js', first?.src ?? document.baseURI).href);
    }
    const painter = globalThis.peermapPicture;
    return (await painter?.drawAs(format, painter.pictureContent(...shown))) ?? failed('Its script is empty.');
  } catch (error) {
    return failed(`The picture could not be drawn: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function loaded(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = element('script');
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(`${address} cannot be loaded`)));
    // What the panel's policy knows its own script by.
    script.nonce = first?.nonce ?? '';
    script.src = address;
    document.head.append(script);
  });
}

function failed(problem: string): Drawn {
  return { content: '', problem };
}
