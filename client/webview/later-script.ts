// Scripts of the panel that are loaded when they are first needed, so that the panel does not wait for them. They lie beside
// the first script, whose place is known only while that is starting. Plain scripts and no modules: those ask for leave
// where VS Code Web has its files on another origin.

import { element } from './dom';

const first = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

/** Rejects with a sentence that names the script. */
export function loadScript(file: string): Promise<void> {
  const address = new URL(file, first?.src ?? document.baseURI).href;
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
