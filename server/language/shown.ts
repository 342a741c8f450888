// How much of the text of a file a message repeats. A name may be a megabyte long; a message that carries it is unreadable,
// and an editor that gets a thousand of them stands still.

/** Characters. */
const MOST = 48;

/** A piece of the file as messages quote it: a long one is cut. */
export function shown(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** A finished message in which every name that is too long is cut: whoever wrote it need not have thought of that. */
export function withShownNames(message: string): string {
  return message.length > MOST ? message.replace(LONG_NAME, shown) : message;
}

const LONG_NAME = new RegExp(`\\w{${String(MOST + 1)},}`, 'g');
