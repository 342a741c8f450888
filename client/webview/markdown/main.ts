// Runs inside of VS Code's Markdown preview, without the extension being started: colours the fences of the language `p2p`,
// by the classes for which the preview has the colours of the theme.

import { highlight } from './highlight';

function colourFences(): void {
  for (const code of document.querySelectorAll('pre > code.language-p2p')) {
    // What is coloured already has elements in it.
    if (code.childElementCount > 0) continue;
    const runs = highlight(code.textContent).map(({ text, colour }) => {
      if (colour === null) return text;
      const span = document.createElement('span');
      span.className = `hljs-${colour}`;
      span.textContent = text;
      return span;
    });
    code.replaceChildren(...runs);
  }
}

// The preview loads its scripts asynchronously and changes its text at every key: whenever something came, it is looked at.
new MutationObserver(colourFences).observe(document.documentElement, { childList: true, subtree: true });
colourFences();
