// The characters after which an editor asks by itself. They stand apart from what answers, because the server says them
// before it loads the rest.

export const COMPLETION_TRIGGERS: readonly string[] = ['"', '[', ':', '@', '=', '>', ',', ';', '.', ' ', '/', '-'];

export const SIGNATURE_TRIGGERS: readonly string[] = [' ', ',', '"', '@'];

/** The editor then asks for the indentation of the line. */
export const FORMAT_TRIGGERS: readonly string[] = ['}', '\n'];
