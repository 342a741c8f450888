// Gets a picture from the script that draws them, which is loaded when somebody exports.

import type { PanelExported, PictureFormat } from '../../server/protocol/panel';
import { loadScript } from './later-script';
import type * as Painter from './picture';

declare global {
  /** Set by dist/picture.js. */
  var peermapPicture: typeof Painter | undefined;
}

type Drawn = Pick<PanelExported, 'content' | 'problem'>;

/** `shown`: what pictureContent takes; null: nothing is on screen. */
export async function exportPicture(
  format: PictureFormat,
  shown: Readonly<Parameters<typeof Painter.pictureContent>> | null,
): Promise<Drawn> {
  if (shown === null) return failed('There is no map to export yet.');
  try {
    if (globalThis.peermapPicture === undefined) await loadScript('picture.js');
    const painter = globalThis.peermapPicture;
    return (await painter?.drawAs(format, painter.pictureContent(...shown))) ?? failed('Its script is empty.');
  } catch (error) {
    return failed(`The picture could not be drawn: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function failed(problem: string): Drawn {
  return { content: '', problem };
}
