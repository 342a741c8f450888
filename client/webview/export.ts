// Asks the second script of the panel for a picture. It lies beside the first, which is known only while that is running.

import type { PanelExported, PictureFormat } from '../../server/protocol/panel';
import type * as Painter from './picture';
import type { PictureContent } from '../../diagram/picture-map';

type Drawn = Pick<PanelExported, 'content' | 'problem'>;

const { currentScript } = document;
const here = currentScript instanceof HTMLScriptElement ? currentScript.src : document.baseURI;

/** `content` null: nothing is on screen. */
export async function exportPicture(format: PictureFormat, content: PictureContent | null): Promise<Drawn> {
  if (content === null) return failed('There is no map to export yet.');
  try {
    const { drawAs } = (await import(new URL('picture.js', here).href)) as typeof Painter;
    return await drawAs(format, content);
  } catch (error) {
    return failed(`The picture could not be drawn: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function failed(problem: string): Drawn {
  return { content: '', problem };
}
